"""The luck and the parameters of a batch of runs, and the measures with which they start or that come in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.simulation.chance import draw, sleutels
from core.simulation.days import MAAND, OPEN, first_of_month, jjjjmm, maand_nr
from core.simulation.estimate import Parameters
from core.simulation.flow import Stroom
from core.simulation.instroom import Instroom
from core.simulation.levers import INSTROOMGROEPEN, Effect
from core.simulation.occupancy import Bezetting
from core.simulation.rates import Krommen

GEEN_MAAND = 9999_01


@dataclass(frozen=True)
class Trekking:
    """A key per run, and drawn per run: a curve for each rate, shares, and expected families per month."""

    runs: NDArray[np.uint64]
    krommen: dict[str, Krommen]
    kansen: dict[str, NDArray]
    instroom: dict[str, NDArray]


def draw_parameters(p: Parameters, runs: NDArray[np.uint64], tot: int) -> Trekking:
    """What is uncertain about the parameters, once per run; the same for base and scenario."""
    maanden = int(np.ceil((tot - p.tot) / MAAND))
    return Trekking(
        runs,
        {n: t.draw(runs) for n, t in p.tempos.items()},
        {n: k.draw(runs) for n, k in p.kansen.items()},
        {g: i.draw(runs, maanden) for g, i in p.instroom.items()},
    )


def known_stroom(frame: pd.DataFrame, naam: str, start: int, t: Trekking) -> Stroom:
    """Known measures, once for every run of the batch."""
    n, runs = len(frame), len(t.runs)
    run = np.repeat(np.arange(runs, dtype=np.int32), n)
    kolom = {k: np.tile(frame[k].to_numpy(), runs) for k in frame.columns}
    sleutel = sleutels(t.runs[run], naam, np.tile(np.arange(n), runs))
    dag18 = _dag18(sleutel, kolom["maand18"])
    return Stroom(
        run=run,
        sleutel=sleutel,
        van=np.full(n * runs, start, np.int32),
        dag18=np.where(dag18 >= start, dag18, OPEN).astype(np.int32),
        plaats=np.full(n * runs, -1, np.int32),
        gezin=sleutels(t.runs[run], f"gezin {naam}", kolom["gezinnr"]),
        nieuw=np.zeros(n * runs, bool),
        **{
            k: kolom[k]
            for k in (
                "kind",
                "type",
                "begin",
                "geboren",
                "geslacht",
                "gemeente",
                "gi",
                "keten",
                "elders",
                "episode",
                "thuis",
                "draagt",
                "rij",
                "episoderij",
            )
        },
    )


def _dag18(sleutel: NDArray, maand18: NDArray) -> NDArray:
    """A day in the month of the 18th birthday: only the month is known."""
    return np.where(maand18 < OPEN, maand18 + (draw(sleutel, "dag18") * 28).astype(np.int64), OPEN)


def new_stroom(p: Parameters, b: Bezetting, t: Trekking, effect: Effect, tot: int) -> Stroom:
    """Children of families that come in up to and including day `tot`, in the base (no effect) or a scenario.

    The base takes the first layer of families whole. A scenario with less inflow takes some of them; with more,
    it takes them all and some of a second layer that the base never sees.
    """
    delen = []
    for groep in INSTROOMGROEPEN:
        instroom = p.instroom[groep]
        if instroom.leeg:
            continue
        for laag in range(effect.lagen("instroom", "vots") if effect.has("instroom", "vots") else 1):
            delen.append(_laag(instroom, b, t, effect, tot, laag))
    if not delen:
        return Stroom.fill(
            0,
            **{
                k: np.zeros(0, np.int64)
                for k in (
                    "run",
                    "kind",
                    "type",
                    "begin",
                    "van",
                    "dag18",
                    "geboren",
                    "geslacht",
                    "gemeente",
                    "gi",
                    "keten",
                )
            },
            sleutel=np.zeros(0, np.uint64),
            gezin=np.zeros(0, np.uint64),
        )
    alles = Stroom.samen(delen)
    alles = alles.take(np.argsort(alles.run, kind="stable"))
    eerste = np.searchsorted(alles.run, np.arange(len(t.runs)))
    alles.kind = (b.kinderen + np.arange(len(alles)) - eerste[alles.run]).astype(np.int32)
    return alles


def _laag(instroom: Instroom, b: Bezetting, t: Trekking, effect: Effect, tot: int, laag: int) -> Stroom:
    """One layer of families of one group, as far as the factor on the inflow lets them in."""
    naam = f"gezin {instroom.groep} {laag}"
    run, dag, sleutel = _gezinnen(instroom, t, naam, b.tot)
    donor = (draw(sleutel, "donor") * (len(instroom.gezinnen) - 1)).astype(np.int64)
    d = b.donoren[instroom.groep]
    if effect.has("instroom", "vots"):
        eerste = instroom.gezinnen[donor]
        factor = effect.instroom(instroom.groep, dag, b.namen.cel(d["gemeente"][eerste], d["gi"][eerste]))
        mag = draw(sleutel, "toegelaten") < factor - laag
        run, dag, sleutel, donor = run[mag], dag[mag], sleutel[mag], donor[mag]
    grootte = np.diff(instroom.gezinnen)[donor]
    van_gezin = np.repeat(np.arange(len(donor)), grootte)
    volgnummer = np.arange(len(van_gezin)) - np.repeat(np.cumsum(grootte) - grootte, grootte)
    kind = instroom.gezinnen[donor][van_gezin] + volgnummer
    begin = np.floor(dag[van_gezin]).astype(np.int64) + d["na"][kind]
    keys = sleutels(sleutel[van_gezin], "kind", volgnummer)
    leeftijd = d["leeftijd"][kind]
    maand = maand_nr(begin) - leeftijd
    maand18 = np.where(leeftijd >= 0, first_of_month(maand + 216), OPEN)
    stroom = Stroom.fill(
        len(kind),
        run=run[van_gezin],
        sleutel=keys,
        kind=0,
        type=d["type"][kind],
        begin=begin,
        van=begin,
        dag18=np.maximum(_dag18(keys, maand18), begin + 1),
        keten=begin,
        geboren=np.where(leeftijd >= 0, jjjjmm(maand), 0),
        geslacht=d["geslacht"][kind],
        gemeente=d["gemeente"][kind],
        gi=d["gi"][kind],
        gezin=sleutel[van_gezin],
    )
    return stroom.take(begin <= tot)


def _gezinnen(instroom: Instroom, t: Trekking, naam: str, start: int) -> tuple[NDArray, NDArray, NDArray]:
    """Run, day and key of each family: a Poisson number per run, spread over the months as expected."""
    verwacht = t.instroom[instroom.groep]
    som = np.concatenate([np.zeros((len(verwacht), 1)), np.cumsum(verwacht, 1)], 1)
    from scipy import stats  # slow to load, and only a what-if needs it

    aantal = stats.poisson.ppf(draw(t.runs, f"aantal {naam}"), som[:, -1]).astype(np.int64)
    run = np.repeat(np.arange(len(aantal)), aantal)
    nummer = np.arange(len(run)) - np.repeat(np.cumsum(aantal) - aantal, aantal)
    sleutel = sleutels(t.runs[run], naam, nummer)
    dagen = start + 1 + MAAND * np.arange(som.shape[1])
    plek = Krommen(dagen - dagen[0], som).na(run, draw(sleutel, "wanneer") * som[run, -1])
    return run, dagen[0] + plek, sleutel
