"""What a simulation says, as it may be shared: every figure of a picture that leaves in Delen passes here.

What it was worked out from is fit to share already (see `world`); this is how precisely it is said. Counts go in tens
and less than ten is hidden, a band is rounded outward, shares and durations need enough measures behind them, a
difference is taken of what is shown, chances go in steps of 10%. And what a scenario may ask: targets in tens, one
fixed luck, and nothing that was filled in or derived while exact figures were on the screen.
"""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from core.model import wording
from core.model.weergave import Drempels
from core.simulation import kosten
from core.simulation.backtest import Terugtoets
from core.simulation.doelkans import Doelkans
from core.simulation.scenario import Scenario
from core.simulation.simulate import Simulatie

CIJFERS = ["p10", "p50", "p90", "gemiddelde"]
STAP, KANS, PRIJS = 10, 0.1, 100
# Steps of a target, by its unit; counts go in tens.
_DOELSTAP = {"aandeel": 0.05, "dagen": 30.0, "maanden": 1.0}
_MEEST = 1000  # replicates: more would only be more precise


def share_beeld(simulatie: Simulatie, drempels: Drempels) -> pd.DataFrame:
    """`Simulatie.cijfers()` of a picture of the drawn world, protected. Money is the number of children as it is shown,
    times the price: hidden where the children are, and dividing it gives what was shown."""
    eenheden = kosten.eenheden(simulatie)
    waarden = {m: eenheden.get(m, w) for m, w in simulatie.waarden.items() if m != kosten.TOTAAL}
    geteld = replace(simulatie, waarden=waarden, eenheden=simulatie.eenheden | dict.fromkeys(eenheden, "maatregelen"))
    frame = share_cijfers(geteld.cijfers(), drempels)
    if not eenheden:
        return frame
    geld = frame[frame["maat"].isin(eenheden)].assign(eenheid="euro")
    tarief = kosten.tarieven(simulatie)
    nr = {p.naam: i for i, p in enumerate(simulatie.perioden)}
    for rij, variant in enumerate(("basis", "scenario")):
        welke = geld["variant"] == variant
        per = [tarief[m][rij, nr[p]] for m, p in zip(geld.loc[welke, "maat"], geld.loc[welke, "periode"], strict=True)]
        geld.loc[welke, CIJFERS] = geld.loc[welke, CIJFERS].to_numpy() * np.array(per)[:, None]
    geld = _with_verschil(geld)
    vast = ["periode", "van", "tot", "variant"]
    som = geld.groupby(vast, sort=False, as_index=False)[CIJFERS].agg(lambda x: x.sum(skipna=False))
    som = som.assign(maat=kosten.TOTAAL, eenheid="euro")
    return pd.concat([frame[~frame["maat"].isin(eenheden)], geld, som[frame.columns]], ignore_index=True)


def _with_verschil(geld: pd.DataFrame) -> pd.DataFrame:
    """The difference of two shown amounts, without a spread: one of the amounts themselves would be finer."""
    midden = geld.pivot(index=["maat", "periode"], columns="variant", values="p50")
    welke = geld["variant"] == "verschil"
    plek = pd.MultiIndex.from_frame(geld.loc[welke, ["maat", "periode"]])
    verschil = (midden["scenario"] - midden["basis"]).reindex(plek).to_numpy()
    geld.loc[welke, CIJFERS] = np.tile(verschil[:, None], len(CIJFERS))
    return geld


def share_cijfers(cijfers: pd.DataFrame, drempels: Drempels) -> pd.DataFrame:
    """`Simulatie.cijfers()` protected; same columns, NaN where hidden. Money is no part of it: see `share_beeld`."""
    uit = cijfers.copy()
    telt = uit["eenheid"].isin(wording.TELBAAR)
    verschil = uit["variant"] == "verschil"
    w = uit.loc[telt & ~verschil, CIJFERS].to_numpy("float64")
    klein = ~(w[:, 1] >= drempels.aantal)
    rond = _rounded(w, STAP)
    rond[:, 0], rond[:, 2] = np.floor(w[:, 0] / STAP) * STAP, np.ceil(w[:, 2] / STAP) * STAP
    rond[klein | (w[:, 3] < drempels.aantal)] = np.nan
    uit.loc[telt & ~verschil, CIJFERS] = rond
    uit.loc[telt & verschil, CIJFERS] = _rounded(uit.loc[telt & verschil, CIJFERS].to_numpy("float64"), STAP)
    for eenheid, stap in (("aandeel", 0.01), ("dagen", float(drempels.dagen))):
        rijen = uit["eenheid"] == eenheid
        uit.loc[rijen, CIJFERS] = _rounded(uit.loc[rijen, CIJFERS].to_numpy("float64"), stap)
    uit.loc[~telt & _small(cijfers, drempels), CIJFERS] = np.nan
    return _verschil(uit)


def share_kans(kans: Doelkans) -> Doelkans:
    """The chances in steps of 10%, none below the first and none above the last; no first days."""

    def rond(delen: dict[str, float]) -> dict[str, float]:
        return {k: round(float(np.clip(_rounded(w, KANS), KANS, 1 - KANS)), 1) for k, w in delen.items()}

    return replace(
        kans, kans=rond(kans.kans), ooit=rond(kans.ooit), stap=KANS, eerste=dict.fromkeys(kans.eerste, (None,) * 3)
    )


def share_doelwaarde(waarde: float | None, eenheid: str, drempels: Drempels) -> float | None:
    """The nearest target that may be asked; None below the first count that is shown."""
    if waarde is None or np.isnan(waarde):
        return None
    if eenheid in wording.TELBAAR and waarde < drempels.aantal:
        return None
    return round(float(_rounded(waarde, _DOELSTAP.get(eenheid, STAP))), 2)


def share_scenario(scenario: Scenario, eenheid: str, drempels: Drempels) -> Scenario:
    """The scenario as it may be asked in Delen: `eenheid` of its target. Targets and prices go in steps, so that none
    can be an exact figure. Always the same luck: asking again with another would make the answer more precise."""
    doel = scenario.doel
    kosten = tuple(
        k.model_copy(
            update={
                v: float(_rounded(w, PRIJS)) for v in ("bedrag", "bedrag_scenario") if (w := getattr(k, v)) is not None
            }
        )
        for k in scenario.kosten
    )
    if doel and doel.waarde is not None:
        waarde = share_doelwaarde(doel.waarde, eenheid, drempels)
        doel = None if waarde is None else doel.model_copy(update={"waarde": waarde})
    return scenario.model_copy(
        update={
            "doel": doel,
            "kosten": kosten,
            "seed": Scenario.model_fields["seed"].default,
            "replicaties": min(scenario.replicaties, _MEEST),
        }
    )


def on_raster(scenario: Scenario, eenheid: str, drempels: Drempels) -> Scenario:
    """A scenario that comes from elsewhere (a link, a file) without the numbers that are not on the steps of Delen: a
    target or a price that is an exact figure."""
    deel = share_scenario(scenario, eenheid, drempels)
    doel = scenario.doel if deel.doel == scenario.doel else None
    kosten = tuple(k for k, d in zip(scenario.kosten, deel.kosten, strict=True) if k == d)
    return scenario.model_copy(update={"doel": doel, "kosten": kosten})


def without_intern(scenario: Scenario, openbaar: frozenset[str] = frozenset()) -> Scenario:
    """The scenario without what may come from exact figures: a target as a number, prices, and words that are not in
    `openbaar` (the texts of the shipped scenarios). What stays are the levers, the years, the selection, and a target
    relative to a day or year: that is worked out again from what Delen shows."""

    def woorden(regels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(r for r in regels if r in openbaar)

    doel = scenario.doel if scenario.doel and scenario.doel.waarde is None else None
    naam = scenario.naam if scenario.naam in openbaar else "Eigen scenario"
    return scenario.model_copy(
        update={
            "naam": naam,
            "auteur": "",
            "aannames": woorden(scenario.aannames),
            "bronnen": woorden(scenario.bronnen),
            "kosten": (),
            "doel": doel,
        }
    )


def share_toets(toets: Terugtoets) -> Terugtoets:
    """A backtest as it may be shared: the errors of all figures together, in steps of 5%; of the predictions only
    how many there were."""
    alles = toets.fouten[toets.fouten["maat"] == "alles"].copy()
    deel = [k for k in alles.columns if k not in ("maat", "jaren")]
    alles[deel] = _rounded(alles[deel].to_numpy("float64"), 0.05)
    return Terugtoets(toets.voorspellingen[[]].assign(binnen=float(alles["dekking"].mean())), alles)


def share_zin(zin: str) -> str:
    """A warning without the extremes of the years before: of few children they say too much."""
    return re.sub(r": per jaar .{1,40} van het niveau van nu", "", zin)


def _rounded(w, stap: float):
    return np.floor(np.asarray(w, "float64") / stap + 0.5) * stap


def _small(cijfers: pd.DataFrame, drempels: Drempels) -> pd.Series:
    """Rows of periods in which fewer measures run than a mean or a share may rest on."""
    stand = cijfers[cijfers["maat"].isin(("jb_stand", "jb_instroom")) & (cijfers["variant"] != "verschil")]
    laagste = stand.groupby("periode")["p10"].min()
    return ~(cijfers["periode"].map(laagste) >= drempels.aandeel)


def _verschil(cijfers: pd.DataFrame) -> pd.DataFrame:
    """The difference of a figure is that of what is shown, and hidden when either is; so is its spread."""
    sleutel = ["maat", "periode"]
    delen = {v: cijfers[cijfers["variant"] == v].set_index(sleutel)["p50"] for v in ("basis", "scenario")}
    rijen = cijfers["variant"] == "verschil"
    plek = pd.MultiIndex.from_frame(cijfers.loc[rijen, sleutel])
    getoond = (delen["scenario"] - delen["basis"]).reindex(plek).to_numpy()
    uit = cijfers.copy()
    uit.loc[rijen, "p50"] = uit.loc[rijen, "gemiddelde"] = getoond
    uit.loc[rijen & uit["p50"].isna(), CIJFERS] = np.nan
    w = uit.loc[rijen, ["p10", "p50", "p90"]].to_numpy("float64")
    uit.loc[rijen, "p10"], uit.loc[rijen, "p90"] = np.minimum(w[:, 0], w[:, 1]), np.maximum(w[:, 2], w[:, 1])
    return uit
