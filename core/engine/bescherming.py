"""Disclosure control, last of all: what may leave the organisation. No other module hides or rounds.

- A count of 1 to 9 is hidden; other counts are rounded to the nearest 5, always the same way, on the count of the
  question itself. 0 stays 0: it is about nobody.
- A share, mean or amount per child is worked out again from protected numbers, and only with enough behind it:
  a share from 30 (in whole percents), a mean from 10, a median from 20.
- At most two splits beside the period. Rare products and the national expertise team are never split.
- Several chosen values are answered as the sum of protected parts: the sum adds nothing to what the parts say, and
  when one part is hidden the sum is hidden too.
- Intervals are left out: they give the exact count back.

The numbers are settings (`Drempels`); who changes them is recorded by the caller.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.model.fout import Melding

VERBORGEN = "te klein om te tonen"
ZELDZAAM = frozenset({"48A10", "47A04", "47A03", "4711", "48C09"})
CIJFERS = ("teller", "noemer", "waarde", "n")


@dataclass(frozen=True)
class Drempels:
    """From how many a figure is shown, and to what counts are rounded."""

    aantal: int = 10
    afronding: int = 5
    aandeel: int = 30
    gemiddelde: int = 10
    mediaan: int = 20
    splitsingen: int = 2


@dataclass(frozen=True)
class Beschermd:
    """A frame that went through `bescherm`: the only kind that exports, prints and pictures in Delen accept.
    Its columns are those of a series; hidden figures are empty and `reden` says why."""

    frame: pd.DataFrame


def bescherm(reeks: pd.DataFrame, soort: str, splits: tuple[str, ...], drempels: Drempels = Drempels()) -> Beschermd:
    """A series (KOLOMMEN of core.engine.rekenen) as it may be shared. `soort` as rekenen.soort_van: aantal,
    aandeel, gemiddelde, mediaan or bedrag. Raises Melding with too many splits."""
    if len(splits) > drempels.splitsingen:
        raise Melding(f"In een te delen overzicht zijn hooguit {drempels.splitsingen} uitsplitsingen naast de periode "
                      "mogelijk: laat er een weg, of bekijk het intern.")
    uit = reeks.copy()
    cijfers = {k: uit[k].to_numpy(dtype="float64", na_value=np.nan) for k in CIJFERS}
    beschermd = {"aantal": _aantal, "aandeel": _aandeel, "gemiddelde": _gemiddelde, "mediaan": _mediaan,
                 "bedrag": _bedrag}[soort](cijfers, drempels)
    weg = ~np.isnan(cijfers["waarde"]) & np.isnan(beschermd["waarde"])
    for kolom in CIJFERS:
        uit[kolom] = beschermd[kolom]
    uit["laag"] = uit["hoog"] = np.nan
    uit["reden"] = np.where(weg, VERBORGEN, uit["reden"])
    return Beschermd(uit)


def samen(delen: list[Beschermd], sleutel: list[str], soort: str) -> Beschermd:
    """The sum of protected parts, cell by cell; hidden where a part is. Shares and means divide the sums;
    a median of parts does not exist."""
    alles = pd.concat([d.frame for d in delen], ignore_index=True)
    vast = [k for k in alles.columns if k not in (*CIJFERS, *sleutel, "reden")]
    som = alles.groupby(sleutel, sort=False, dropna=False).agg(
        **{k: (k, _som_of_niets) for k in CIJFERS}, **{k: (k, "first") for k in vast},
        reden=("reden", _eerste_reden)).reset_index()
    if soort in ("aandeel", "gemiddelde"):
        som["waarde"] = som["teller"] / som["noemer"].where(som["noemer"] > 0)
    if soort == "mediaan" and len(delen) > 1:
        som[list(CIJFERS)] = np.nan
    leeg = som["waarde"].isna() & (som["reden"] == "")
    som["reden"] = som["reden"].where(~leeg, VERBORGEN)
    return Beschermd(som[list(delen[0].frame.columns)])


def rond_aantal(x: np.ndarray, drempels: Drempels = Drempels()) -> np.ndarray:
    """Counts rounded, 1..drempel-1 hidden (NaN). Half goes up, so that the same count is the same everywhere."""
    rond = np.floor(x / drempels.afronding + 0.5) * drempels.afronding
    return np.where((x > 0) & (x < drempels.aantal), np.nan, rond)


def zeldzaam(filters: dict[str, tuple[str, ...]], splits: tuple[str, ...]) -> bool:
    """Whether a question is about a rare product below the region."""
    codes = set(filters.get("productcode", ()))
    lager = {"gemeente", "gi", "aanbieder"} & {*splits, *(k for k in filters if k != "gemeente")}
    return bool(codes & ZELDZAAM and lager) or "productcode" in splits


def _aantal(c: dict, d: Drempels) -> dict:
    rond = rond_aantal(c["waarde"], d)
    return {"teller": rond, "noemer": np.full_like(rond, np.nan), "waarde": rond, "n": rond}


def _aandeel(c: dict, d: Drempels) -> dict:
    teller, noemer = rond_aantal(c["teller"], d), rond_aantal(c["noemer"], d)
    rest = rond_aantal(c["noemer"] - c["teller"], d)  # the other side of a share is a count as well
    genoeg = (c["noemer"] >= d.aandeel) & ~np.isnan(rest)
    teller, noemer = np.where(genoeg, teller, np.nan), np.where(genoeg, noemer, np.nan)
    heel = np.round(np.minimum(np.divide(teller, noemer, out=np.full_like(teller, np.nan), where=noemer > 0), 1), 2)
    noemer = np.where(np.isnan(heel), np.nan, noemer)
    return {"teller": np.where(np.isnan(heel), np.nan, teller), "noemer": noemer, "waarde": heel, "n": noemer}


def _gemiddelde(c: dict, d: Drempels) -> dict:
    genoeg = c["noemer"] >= max(d.gemiddelde, d.aantal)
    noemer = np.where(genoeg, rond_aantal(c["noemer"], d), np.nan)
    waarde = np.where(genoeg, np.round(c["waarde"]), np.nan)
    return {"teller": waarde * noemer, "noemer": noemer, "waarde": waarde, "n": noemer}


def _mediaan(c: dict, d: Drempels) -> dict:
    genoeg = c["n"] >= d.mediaan
    leeg = np.full_like(c["waarde"], np.nan)
    return {"teller": leeg, "noemer": leeg, "waarde": np.where(genoeg, np.round(c["waarde"]), np.nan),
            "n": np.where(genoeg, rond_aantal(c["n"], d), np.nan)}


def _bedrag(c: dict, d: Drempels) -> dict:
    """Money and volumes: to three significant figures, and only with enough records behind it."""
    genoeg = (c["n"] >= d.aantal) | (c["waarde"] == 0)
    waarde = c["waarde"]
    with np.errstate(divide="ignore", invalid="ignore"):
        stap = 10.0 ** np.maximum(np.floor(np.log10(np.abs(waarde))) - 2, 0)
    stap = np.where(np.isfinite(stap), stap, 1.0)
    rond = np.where(genoeg, np.round(waarde / stap) * stap, np.nan)
    return {"teller": rond, "noemer": np.full_like(rond, np.nan), "waarde": rond,
            "n": np.where(genoeg, rond_aantal(c["n"], d), np.nan)}


def _som_of_niets(x: pd.Series) -> float:
    return np.nan if x.isna().any() else float(x.sum())


def _eerste_reden(x: pd.Series) -> str:
    return next((r for r in x if r), "")
