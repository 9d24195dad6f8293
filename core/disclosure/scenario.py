"""What a simulation says, as it may be shared: every figure of a picture that leaves in Delen passes here.

A simulated number starts from the real ones, so a small one says something of real children. Counts are rounded and
small ones hidden by the same thresholds as elsewhere; shares and durations only appear with enough measures behind
them; a difference is taken of what is shown, because two exact differences would give the exact figures back.
"""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from core.model import wording
from core.model.weergave import Drempels
from core.simulation.doelkans import Doelkans

CIJFERS = ["p10", "p50", "p90", "gemiddelde"]
KANS = 0.05


def share_cijfers(cijfers: pd.DataFrame, drempels: Drempels, prijs: float = 1.0) -> pd.DataFrame:
    """`Simulatie.cijfers()` protected; same columns, NaN where hidden. `prijs`: the highest price of a unit: money is
    rounded to as many units as a count is, so that it cannot be divided back."""
    uit = cijfers.copy()
    telt = uit["eenheid"].isin(wording.TELBAAR)
    geld = uit["eenheid"] == "euro"
    verschil = uit["variant"] == "verschil"
    for rijen, stap, vanaf in (
        (telt, drempels.afronding, drempels.aantal),
        (geld, drempels.afronding * prijs, drempels.aantal * prijs),
    ):
        w = uit.loc[rijen & ~verschil, CIJFERS].to_numpy("float64")
        uit.loc[rijen & ~verschil, CIJFERS] = np.where((w > 0) & (w < vanaf), np.nan, _rounded(w, stap))
        w = uit.loc[rijen & verschil, CIJFERS].to_numpy("float64")
        uit.loc[rijen & verschil, CIJFERS] = _rounded(w, stap)
    for eenheid, stap in (("aandeel", 0.01), ("dagen", float(drempels.dagen))):
        rijen = uit["eenheid"] == eenheid
        uit.loc[rijen, CIJFERS] = _rounded(uit.loc[rijen, CIJFERS].to_numpy("float64"), stap)
    uit.loc[~telt & ~geld & _small(cijfers, drempels), CIJFERS] = np.nan
    return _verschil(uit, drempels)


def share_kans(kans: Doelkans, eenheid: str, drempels: Drempels) -> Doelkans:
    """The chances in steps, and the value of the target as a count is shown (NaN when it is hidden)."""
    waarde = kans.waarde
    if eenheid in wording.TELBAAR:
        waarde = float("nan") if 0 < waarde < drempels.aantal else float(_rounded(waarde, drempels.afronding))

    def rond(delen: dict[str, float]) -> dict[str, float]:
        return {k: round(float(_rounded(w, KANS)), 2) for k, w in delen.items()}

    return replace(kans, waarde=waarde, kans=rond(kans.kans), ooit=rond(kans.ooit))


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


def _verschil(cijfers: pd.DataFrame, drempels: Drempels) -> pd.DataFrame:
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
