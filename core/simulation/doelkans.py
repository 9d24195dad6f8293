"""The chance to reach a target, and when: read off run by run, not off a mean."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from core.engine.count.perioden import Periode
from core.engine.count.series import Rekenaar
from core.model.doel import Reeksbreuk
from core.model.melding import Melding
from core.model.wording import datum
from core.simulation.scenario import Scenario, Streef

GRENZEN = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Doelkans:
    """Per variant (basis, scenario): `kans` that the target is met at `peildatum` (last day of a period), and the
    first day it is met in 10%, 50% and 90% of the runs (None: not within the simulated time). `stap`: the steps that
    the chances go in, the outermost being "at most" and "at least"; 0 when they are as counted."""

    maat: str
    waarde: float
    peildatum: dt.date
    kans: dict[str, float]
    eerste: dict[str, tuple[dt.date | None, dt.date | None, dt.date | None]]
    ooit: dict[str, float]
    stap: float = 0.0


def doelwaarde(
    rekenaar: Rekenaar, scenario: Scenario, breuken: tuple[Reeksbreuk, ...] = ()
) -> tuple[float | None, str]:
    """The target as a value, and a sentence when there is none; a relative one is taken of the real figure of its
    baseline, unless a break in the series lies between. A target is for a whole year: of a flow counted in shorter
    periods it says nothing."""
    streef = scenario.doel
    if streef is None:
        return None, "Dit scenario heeft geen doel: vul een maat, een waarde en een datum in."
    if scenario.selectie.per != "jaar" and _adds_up(rekenaar, streef.maat):
        return None, (
            "Het doel gaat over een heel jaar en de cijfers hier over een korter stuk: kies per jaar om te zien of "
            "het doel wordt gehaald."
        )
    if streef.waarde is not None:
        return streef.waarde, ""
    wanneer = datum(streef.basis) if streef.basis else str(streef.basisjaar)
    if breuk := _breuk(rekenaar, streef, breuken):
        return None, (
            f"De basis van het doel ({wanneer}) ligt vóór een breuk in de reeks van {streef.maat} op "
            f"{datum(breuk.datum)} ({breuk.label}): kies een latere basis, of geef de doelwaarde zelf."
        )
    basis = _basis(rekenaar, scenario, streef)
    if basis is None or np.isnan(basis):
        return None, (
            f"Voor de basis van het doel ({wanneer}) is er geen cijfer van {streef.maat}: kies een dag of "
            "jaar dat de gegevens dekken, of geef de doelwaarde zelf."
        )
    return basis * (1 + streef.verandering), ""


def _adds_up(rekenaar: Rekenaar, maat: str) -> bool:
    """Whether a year has more of it than a quarter: what happens, not what there is on a day, a share or a mean."""
    return rekenaar.soort(maat) in ("aantal", "bedrag") and not rekenaar.is_stand(maat)


def _breuk(rekenaar: Rekenaar, streef: Streef, breuken: tuple[Reeksbreuk, ...]) -> Reeksbreuk | None:
    maat = rekenaar.catalogus.maten[streef.maat]
    return next((b for b in breuken if b.touches(maat) and streef.since < b.datum <= streef.datum), None)


def _basis(rekenaar: Rekenaar, scenario: Scenario, streef: Streef) -> float | None:
    keuze = scenario.as_selectie().with_(per="jaar")
    if streef.basis:
        frame = rekenaar.on_dagen(streef.maat, keuze, (streef.basis,))
    else:
        jaar = keuze.with_(van=dt.date(streef.basisjaar, 1, 1), tot=dt.date(streef.basisjaar, 12, 31))
        frame = rekenaar.reeks(streef.maat, jaar)
    return float(frame["waarde"].iloc[0]) if len(frame) == 1 else None


def doelkans(
    scenario: Scenario, waarde: float, perioden: tuple[Periode, ...], waarden: dict[str, np.ndarray]
) -> Doelkans:
    """See Doelkans; `waarden` as in Simulatie. A figure that is not there is not met."""
    voor = [i for i, p in enumerate(perioden) if p.tot <= scenario.doel.datum]
    if not voor:
        raise Melding(f"Vóór {datum(scenario.doel.datum)} eindigt geen hele periode: kies kwartalen of maanden.")
    cijfers = waarden[scenario.doel.maat]
    laatste = voor[-1]
    while laatste and np.isnan(cijfers[:, :, laatste]).all():
        laatste -= 1  # not measurable yet: a year that needs another year to be counted
    gehaald = cijfers <= waarde if scenario.doel.richting == "omlaag" else cijfers >= waarde
    kans, eerste, ooit = {}, {}, {}
    for nummer, variant in enumerate(("basis", "scenario")):
        kans[variant] = float(gehaald[nummer, :, laatste].mean())
        wel = gehaald[nummer].any(1)
        nr = np.where(wel, gehaald[nummer].argmax(1), len(perioden))
        volgorde = np.sort(nr)
        plekken = [volgorde[min(int(np.ceil(g * len(nr))) - 1, len(nr) - 1)] for g in GRENZEN]
        eerste[variant] = tuple(perioden[i].tot if i < len(perioden) else None for i in plekken)
        ooit[variant] = float(wel.mean())
    return Doelkans(scenario.doel.maat, waarde, perioden[laatste].tot, kans, eerste, ooit)
