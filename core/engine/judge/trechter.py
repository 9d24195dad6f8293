"""The limits of a funnel: between which values the figure of a part of this size lies when only chance makes it differ
from all parts together.

| soort | size | limits |
|---|---|---|
| per 1.000 | children who live there | exact Poisson, drawn smoothly between whole numbers |
| aandeel | noemer | exact binomial, drawn smoothly between whole numbers |
| gemiddelde | n | normal, with the pooled standard deviation within the parts |
| mediaan | n | order statistics: the interval of the median of all together, widened to the size, on a log scale |

Two limits: 95% (one part in 20 outside by chance) and 99,8% (one in 500). Of a rate and a share a part is outside when
the chance of so few, or of so many, is smaller than that: never more often than is promised. An amount and a count
without a size that it belongs to have no limits. Nothing is ranked. Source: D.J. Spiegelhalter, "Funnel plots for
comparing institutional performance", Statistics in Medicine 24 (2005), p. 1185-1202. The upper limit of its appendix
A.1.1 lies up to one case lower, and calls too many parts outside where the counts are small.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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
    "aandeel": "De grenzen gaan uit van toeval in het aandeel (binomiaal, exact).",
    "gemiddelde": "De grenzen gaan uit van de gewone spreiding binnen de delen.",
    "mediaan": "De grenzen komen uit het interval van de mediaan van alle samen, verbreed naar de grootte: een "
    "benadering.",
}
_AFGEROND = " De aantallen zijn afgerond. Buiten de grenzen heet hier alleen wie dat bij elke afronding is."
_GEEN_SPREIDING = "Voor de grenzen moet bekend zijn hoe ver gevallen uiteenlopen, en dat staat niet bij deze cijfers. "
_OM_TE_DELEN = f"{_GEEN_SPREIDING}Om te delen gaat dat nooit mee."
_TE_WEINIG = f"{_GEEN_SPREIDING}Daarvoor zijn er te weinig gevallen."
_BIJ_NUL = (
    "De grenzen komen uit het interval van de mediaan van alle samen, en dat begint hier bij 0. Hoe ver gevallen "
    "uiteenlopen is er dan niet uit af te leiden."
)
Grenzen = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Midden:
    """What the parts are held against: the figure of all together, and how far single cases spread around it. Of a
    mean `omlaag` and `omhoog` are its standard deviation; of a median what its logarithm spreads for one case. Of
    rounded figures `speling` is how far a count may be from what it was, and `onzeker` how far the centre may."""

    soort: Soort
    waarde: float
    omlaag: float = float("nan")
    omhoog: float = float("nan")
    speling: float = 0.0
    onzeker: float = 0.0


def cases(soort: str) -> str:
    """The column that holds on how many cases a figure rests."""
    return _GEVALLEN.get(soort, "n")


def limits(midden: Midden, grootte: np.ndarray, kans: float) -> Grenzen:
    """(laag, hoog), in the unit of the figure, for parts of these sizes; `kans`: of a part above (and below) them."""
    grootte = np.asarray(grootte, dtype="float64")
    if midden.soort in _EXACT:
        laag, hoog = _few_and_many(midden, grootte, kans)
        schaal, hoogst = (PER, np.inf) if midden.soort == "per 1.000" else (1.0, 1.0)
        return np.maximum(laag, 0.0) / grootte * schaal, np.minimum(hoog / grootte * schaal, hoogst)
    stap = -special.ndtri(kans) / np.sqrt(grootte)
    if midden.soort == "gemiddelde":
        return np.maximum(midden.waarde - stap * midden.omlaag, 0.0), midden.waarde + stap * midden.omhoog
    return midden.waarde * np.exp(-stap * midden.omlaag), midden.waarde * np.exp(stap * midden.omhoog)


_EXACT = ("per 1.000", "aandeel")


def _few_and_many(midden: Midden, grootte: np.ndarray, kans: float) -> Grenzen:
    """The counts of which so few, and so many, have just this chance; between whole numbers as the incomplete gamma and
    beta functions run, so that a limit is a smooth line with every count on the side where `tails` puts it."""
    if midden.soort == "per 1.000":
        verwacht = grootte * midden.waarde / PER
        hoog = np.where(verwacht > 0, special.pdtrik(1 - kans, verwacht) + 1, 0.0)
        return special.pdtrik(kans, verwacht), hoog
    if not 0 < midden.waarde < 1:  # nobody or everybody: chance leaves no room
        return grootte * midden.waarde, grootte * midden.waarde
    return special.bdtrik(kans, grootte, midden.waarde), special.bdtrik(1 - kans, grootte, midden.waarde) + 1


def tails(midden: Midden, aantal: np.ndarray, grootte: np.ndarray) -> Grenzen:
    """The chance of so few as each part has, and of so many, by chance alone; of a rate and a share. Of rounded counts
    the largest that it can be."""
    s = midden.speling
    laag, hoog = max(midden.waarde - midden.onzeker, 0.0), midden.waarde + midden.onzeker
    meest, minst = aantal + s, np.maximum(aantal - s, 0.0)
    iets = np.maximum(minst, _RUIS)  # the functions ask for more than 0
    if midden.soort == "per 1.000":
        weinig = special.gammaincc(meest + 1, grootte * laag / PER)
        veel = special.gammainc(iets, grootte * hoog / PER)
    else:
        rest = np.maximum(grootte - s - meest, _RUIS)
        weinig = np.where(rest > _RUIS, special.betainc(rest, meest + 1, 1 - laag), 1.0)
        veel = special.betainc(iets, np.maximum(grootte + s - minst, 0.0) + 1, min(hoog, 1.0))
    return weinig, np.where(minst > 0, veel, 1.0)


def trechter(tabel: pd.DataFrame, soort: Soort, geheel: pd.DataFrame | None = None, *, afronding: int = 0) -> Trechter:
    """tabel: one period, a row per part with naam, periode, waarde, teller, noemer, n, laag, hoog, reden. `geheel`: the
    same row of all together; without it of a rate, a share and a mean the sum of what is known of the parts. Parts with
    too few cases belong to the whole, but are not drawn. `afronding`: to what the counts were rounded, 0 when they are
    exact."""
    cijfers = {k: pd.to_numeric(tabel[k]).astype(float) for k in ("waarde", "teller", "noemer", "n", "laag", "hoog")}
    alle = tabel.assign(**cijfers)
    dicht = tuple(sorted(tabel.loc[tabel["reden"] == VERBORGEN, "naam"]))
    geteld = alle["waarde"].isna() & alle["noemer"].isna() & alle["teller"].notna() & (alle["reden"] != VERBORGEN)
    leeg = geteld if soort == "per 1.000" else np.zeros(len(alle), dtype=bool)
    niets = tuple(tabel.loc[alle["waarde"].isna() & (tabel["reden"] == "") & ~leeg, "naam"])
    namen = {"dicht": dicht, "leeg": tuple(sorted(tabel.loc[leeg, "naam"]))}
    alle = alle[alle["waarde"].notna() & (alle[_GROOTTE[soort]].fillna(0) > 0)]
    periode = str(tabel["periode"].iloc[0]) if len(tabel) else ""
    if alle.empty:
        return without(soort, periode=periode, **namen)
    groot = alle[cases(soort)] >= MINSTE
    namen["klein"] = tuple(sorted((*alle.loc[~groot, "naam"], *niets)))
    heel = geheel if geheel is not None and len(geheel) == 1 and geheel["waarde"].notna().all() else None
    midden = _MIDDENS[soort](alle, heel, afronding)
    if isinstance(midden, str):
        return without(soort, periode=periode, **namen, reden=midden)
    punten = _points(alle[groot], midden)
    return Trechter(
        punten,
        _lines(midden, float(punten["grootte"].max()) * 1.15) if len(punten) else _EMPTY_LINES,
        samen=midden.waarde,
        periode=periode,
        as_x=_AS[soort],
        **namen,
        uitleg=_UITLEG[soort] + _AFGEROND * bool(afronding),
    )


_EMPTY_POINTS = pd.DataFrame(columns=["naam", "grootte", "waarde", "buiten", "kant"])
_EMPTY_LINES = pd.DataFrame(columns=["grens", "grootte", "laag", "hoog"])


def without(soort: str, *, periode: str = "", reden: str = "", **namen: tuple[str, ...]) -> Trechter:
    """No funnel, with the reason; `namen`: klein, dicht and leeg."""
    return Trechter(_EMPTY_POINTS, _EMPTY_LINES, periode=periode, as_x=_AS.get(soort, ""), **namen, reden=reden)


def _points(t: pd.DataFrame, midden: Midden) -> pd.DataFrame:
    uit = pd.DataFrame(
        {"naam": t["naam"].astype(str), "grootte": t[_GROOTTE[midden.soort]], "waarde": t["waarde"]}
    ).reset_index(drop=True)
    buiten, kant = np.full(len(uit), "", dtype=object), np.full(len(uit), "", dtype=object)
    for grens, kans in KANSEN.items():  # from narrow to wide
        onder, boven = _outside(midden, t, kans)
        buiten[onder | boven] = grens
        kant[onder], kant[boven] = "lager", "hoger"
    return uit.assign(buiten=buiten, kant=kant).sort_values("naam", ignore_index=True)


def _outside(midden: Midden, t: pd.DataFrame, kans: float) -> tuple[np.ndarray, np.ndarray]:
    """Which parts lie below the limits, and which above."""
    waarde, grootte = t["waarde"].to_numpy(), t[_GROOTTE[midden.soort]].to_numpy()
    if midden.soort in _EXACT:
        schaal = PER if midden.soort == "per 1.000" else 1.0
        aantal = np.where(t["teller"].notna(), t["teller"], waarde * grootte / schaal)
        weinig, veel = tails(midden, aantal, grootte)
        return weinig < kans * (1 - _RUIS), veel < kans * (1 - _RUIS)
    laag, hoog = limits(midden, grootte, kans)
    return waarde < laag - _RUIS, waarde > hoog + _RUIS


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


def _ratio(soort: Soort, alle: pd.DataFrame, geheel: pd.DataFrame | None, afronding: int) -> Midden:
    """Parts that may not be shown, or are no part of a column, belong to all together as well."""
    van = alle if geheel is None else geheel
    teller, noemer = float(van["teller"].sum()), float(van["noemer"].sum())
    half = afronding // 2  # 5 stands for 3 to 7
    mis, schaal = half * len(van), PER if soort == "per 1.000" else 1.0
    onder = noemer if soort == "per 1.000" else max(noemer - mis, 1.0)
    onzeker = ((teller + mis) / onder - teller / noemer) * schaal if afronding else 0.0
    if soort == "aandeel" and afronding:
        onzeker = max(onzeker, (teller - (teller - mis) * noemer / (noemer + mis)) / noemer)
    return Midden(soort, teller / noemer * schaal, speling=half, onzeker=onzeker)


def _mean(alle: pd.DataFrame, geheel: pd.DataFrame | None, afronding: int) -> Midden | str:
    """The standard deviation of a part follows from its interval (mean + z sd / sqrt(n)); pooled over the parts."""
    bekend = alle[alle["hoog"].notna() & (alle["n"] > 1)]
    if bekend.empty:
        return _OM_TE_DELEN if afronding else _TE_WEINIG
    sd = (bekend["hoog"] - bekend["waarde"]) * np.sqrt(bekend["n"]) / Z95
    vrij = bekend["n"] - 1
    samen = float(np.sqrt((vrij * sd**2).sum() / vrij.sum()))
    van = alle if geheel is None else geheel
    return Midden("gemiddelde", float((van["waarde"] * van["n"]).sum() / van["n"].sum()), samen, samen)


def _median(alle: pd.DataFrame, geheel: pd.DataFrame | None, afronding: int) -> Midden | str:
    """Half the interval of the median, which shrinks with the square root of n, tells what one case spreads. On a log
    scale: durations lie further above their median than below it."""
    if geheel is None:
        return _OM_TE_DELEN if afronding else _TE_WEINIG
    waarde, laag, hoog, n = (float(geheel[k].iloc[0]) for k in ("waarde", "laag", "hoog", "n"))
    if not (laag <= waarde <= hoog and n >= MINSTE):  # also where one of them is not known
        return _OM_TE_DELEN if afronding else _TE_WEINIG
    if laag <= 0:
        return _BIJ_NUL
    stap = np.sqrt(n) / Z95
    return Midden("mediaan", waarde, float(np.log(waarde / laag) * stap), float(np.log(hoog / waarde) * stap))


_MIDDENS: dict[str, Callable[[pd.DataFrame, pd.DataFrame | None, int], Midden | str]] = {
    "per 1.000": partial(_ratio, "per 1.000"),
    "aandeel": partial(_ratio, "aandeel"),
    "gemiddelde": _mean,
    "mediaan": _median,
}
