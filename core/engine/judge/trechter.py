"""The limits of a funnel: between which values the figure of a part of this size lies when only chance makes it differ
from all parts together.

| soort | size | limits |
|---|---|---|
| per 1.000 | children who live there | exact Poisson, interpolated between whole numbers |
| aandeel | noemer | score: the test that the Wilson interval of a share inverts |
| gemiddelde | n | normal, with the pooled standard deviation within the parts |
| mediaan | n | order statistics: the interval of the median of all together, widened to the size, on a log scale |

Two limits: 95% (one part in 20 outside by chance) and 99,8% (one in 500). An amount and a count without a size that it
belongs to have no limits. Nothing is ranked. Source: D.J. Spiegelhalter, "Funnel plots for comparing institutional
performance", Statistics in Medicine 24 (2005), p. 1185-1202; the interpolated exact limits are its appendix A.1.1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import special

from core.engine.count.interval import Z95
from core.engine.count.inwoners import PER
from core.model.oordeel import VERBORGEN
from core.model.trechter import BREEDST, SMALST, Trechter

Soort = Literal["per 1.000", "aandeel", "gemiddelde", "mediaan"]
KANSEN = {SMALST: 0.025, BREEDST: 0.001}  # on each side
# Under so many cases a part is not drawn: whether it lies outside would mean nothing.
MINSTE = 10
# Of a rate the cases are the count and the size the children; of the rest the size is what was counted.
_GEVALLEN = {"per 1.000": "teller", "aandeel": "noemer", "gemiddelde": "n", "mediaan": "n"}
_GROOTTE = _GEVALLEN | {"per 1.000": "noemer"}
_AS = {
    "per 1.000": "jeugdigen die er wonen",
    "aandeel": "aantal in de noemer",
    "gemiddelde": "aantal waarover het gaat",
    "mediaan": "aantal waarover het gaat",
}
_UITLEG = {
    "per 1.000": "De grenzen gaan uit van toeval in het aantal (Poisson, exact).",
    "aandeel": "De grenzen gaan uit van toeval in het aandeel (scoretoets).",
    "gemiddelde": "De grenzen gaan uit van de gewone spreiding binnen de delen.",
    "mediaan": "De grenzen komen uit het interval van de mediaan van alle samen, verbreed naar de grootte: een "
    "benadering.",
}
_GEEN_SPREIDING = (
    "Voor de grenzen moet bekend zijn hoe ver gevallen uiteenlopen, en dat staat niet bij deze cijfers. Om te delen "
    "gaat dat nooit mee."
)
Grenzen = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Midden:
    """What the parts are held against: the figure of all together, and how far single cases spread around it. Of a
    mean `omlaag` and `omhoog` are its standard deviation; of a median what its logarithm spreads for one case."""

    soort: Soort
    waarde: float
    omlaag: float = float("nan")
    omhoog: float = float("nan")


def cases(soort: str) -> str:
    """The column that holds on how many cases a figure rests."""
    return _GEVALLEN.get(soort, "n")


def limits(midden: Midden, grootte: np.ndarray, kans: float) -> Grenzen:
    """(laag, hoog), in the unit of the figure, for parts of these sizes; `kans`: of a part above (and below) them."""
    grootte = np.asarray(grootte, dtype="float64")
    z = -special.ndtri(kans)
    if midden.soort == "per 1.000":
        verwacht = grootte * midden.waarde / PER
        return _poisson_point(kans, verwacht) / grootte * PER, _poisson_point(1 - kans, verwacht) / grootte * PER
    if midden.soort == "aandeel":
        fout = z * np.sqrt(midden.waarde * (1 - midden.waarde) / grootte)
        return np.maximum(midden.waarde - fout, 0.0), np.minimum(midden.waarde + fout, 1.0)
    stap = z / np.sqrt(grootte)
    if midden.soort == "gemiddelde":
        return np.maximum(midden.waarde - stap * midden.omlaag, 0.0), midden.waarde + stap * midden.omhoog
    return midden.waarde * np.exp(-stap * midden.omlaag), midden.waarde * np.exp(stap * midden.omhoog)


def _poisson_point(kans: float, verwacht: np.ndarray) -> np.ndarray:
    """The quantile of a Poisson count, interpolated between whole numbers so that the limit is a smooth line."""
    from scipy import stats  # slow to load, and only a funnel needs it

    aantal = stats.poisson.ppf(kans, verwacht)
    over = (stats.poisson.cdf(aantal, verwacht) - kans) / stats.poisson.pmf(aantal, verwacht)
    return np.maximum(aantal - over, 0.0)


def trechter(tabel: pd.DataFrame, soort: Soort, geheel: pd.DataFrame | None = None) -> Trechter:
    """tabel: one period, a row per part with naam, periode, waarde, teller, noemer, n, laag, hoog, reden. `geheel`: the
    same row of all together; without it of a rate, a share and a mean the sum of what is known of the parts. Parts with
    too few cases belong to the whole, but are not drawn."""
    dicht = tuple(sorted(tabel.loc[tabel["reden"] == VERBORGEN, "naam"]))
    niets = tuple(tabel.loc[tabel["waarde"].isna() & (tabel["reden"] == ""), "naam"])
    cijfers = {k: pd.to_numeric(tabel[k]).astype(float) for k in ("waarde", "teller", "noemer", "n", "laag", "hoog")}
    alle = tabel.assign(**cijfers)
    alle = alle[alle["waarde"].notna() & (alle[_GROOTTE[soort]].fillna(0) > 0)]
    periode = str(tabel["periode"].iloc[0]) if len(tabel) else ""
    if alle.empty:
        return without(soort, periode=periode, dicht=dicht)
    groot = alle[cases(soort)] >= MINSTE
    klein = tuple(sorted((*alle.loc[~groot, "naam"], *niets)))
    heel = geheel if geheel is not None and len(geheel) == 1 and geheel["waarde"].notna().all() else None
    midden = _MIDDENS[soort](alle, heel)
    if midden is None:
        return without(soort, periode=periode, klein=klein, dicht=dicht, reden=_GEEN_SPREIDING)
    punten = _points(alle[groot], midden)
    return Trechter(
        punten,
        _lines(midden, float(punten["grootte"].max()) * 1.15) if len(punten) else _EMPTY_LINES,
        samen=midden.waarde,
        periode=periode,
        as_x=_AS[soort],
        klein=klein,
        dicht=dicht,
        uitleg=_UITLEG[soort],
    )


_EMPTY_POINTS = pd.DataFrame(columns=["naam", "grootte", "waarde", "buiten", "kant"])
_EMPTY_LINES = pd.DataFrame(columns=["grens", "grootte", "laag", "hoog"])


def without(soort: str, *, periode: str = "", klein=(), dicht=(), reden: str = "") -> Trechter:
    """No funnel, with the reason."""
    return Trechter(
        _EMPTY_POINTS, _EMPTY_LINES, periode=periode, as_x=_AS.get(soort, ""), klein=klein, dicht=dicht, reden=reden
    )


def _points(t: pd.DataFrame, midden: Midden) -> pd.DataFrame:
    uit = pd.DataFrame(
        {"naam": t["naam"].astype(str), "grootte": t[_GROOTTE[midden.soort]], "waarde": t["waarde"]}
    ).reset_index(drop=True)
    buiten, kant = np.full(len(uit), "", dtype=object), np.full(len(uit), "", dtype=object)
    for grens, kans in KANSEN.items():  # from narrow to wide
        laag, hoog = limits(midden, uit["grootte"].to_numpy(), kans)
        onder, boven = (uit["waarde"] < laag - _RUIS).to_numpy(), (uit["waarde"] > hoog + _RUIS).to_numpy()
        buiten[onder | boven] = grens
        kant[onder], kant[boven] = "lager", "hoger"
    return uit.assign(buiten=buiten, kant=kant).sort_values("naam", ignore_index=True)


_RUIS = 1e-9  # on a limit is within it, also where its last digit differs between processors


def _lines(midden: Midden, tot: float) -> pd.DataFrame:
    """The limits as lines; close together where they bend: at small sizes."""
    van = tot / 400 if midden.soort == "per 1.000" else 1.0
    grootte = van + (tot - van) * (np.arange(121) / 120) ** 2
    delen = []
    for grens, kans in KANSEN.items():
        laag, hoog = limits(midden, grootte, kans)
        delen.append(pd.DataFrame({"grens": grens, "grootte": grootte, "laag": laag, "hoog": hoog}))
    return pd.concat(delen, ignore_index=True)


def _rate(alle: pd.DataFrame, geheel: pd.DataFrame | None) -> Midden:
    return Midden("per 1.000", _ratio(alle, geheel) * PER)


def _share(alle: pd.DataFrame, geheel: pd.DataFrame | None) -> Midden:
    return Midden("aandeel", _ratio(alle, geheel))


def _ratio(alle: pd.DataFrame, geheel: pd.DataFrame | None) -> float:
    """Parts that may not be shown, or are no part of a column, belong to all together as well."""
    van = alle if geheel is None else geheel
    return float(van["teller"].sum() / van["noemer"].sum())


def _mean(alle: pd.DataFrame, geheel: pd.DataFrame | None) -> Midden | None:
    """The standard deviation of a part follows from its interval (mean + z sd / sqrt(n)); pooled over the parts."""
    bekend = alle[alle["hoog"].notna() & (alle["n"] > 1)]
    if bekend.empty:
        return None
    sd = (bekend["hoog"] - bekend["waarde"]) * np.sqrt(bekend["n"]) / Z95
    vrij = bekend["n"] - 1
    samen = float(np.sqrt((vrij * sd**2).sum() / vrij.sum()))
    van = alle if geheel is None else geheel
    return Midden("gemiddelde", float((van["waarde"] * van["n"]).sum() / van["n"].sum()), samen, samen)


def _median(alle: pd.DataFrame, geheel: pd.DataFrame | None) -> Midden | None:
    """Half the interval of the median, which shrinks with the square root of n, tells what one case spreads. On a log
    scale: durations lie further above their median than below it."""
    if geheel is None:
        return None
    waarde, laag, hoog, n = (float(geheel[k].iloc[0]) for k in ("waarde", "laag", "hoog", "n"))
    if not (0 < laag <= waarde <= hoog and n >= MINSTE):  # also where one of them is not known
        return None
    stap = np.sqrt(n) / Z95
    return Midden("mediaan", waarde, float(np.log(waarde / laag) * stap), float(np.log(hoog / waarde) * stap))


_MIDDENS: dict[str, Callable[[pd.DataFrame, pd.DataFrame | None], Midden | None]] = {
    "per 1.000": _rate,
    "aandeel": _share,
    "gemiddelde": _mean,
    "mediaan": _median,
}
