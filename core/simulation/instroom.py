"""Inflow: families that get a first measure, as a Poisson process with a level, a trend and what is uncertain.

Kinds of measure fall and rise together (in 2022 OTS, VOTS and voogdij did), and one of them has too few families to see
a trend in: all together have one, and each its share.

Brothers and sisters come in together, so families are drawn and not children; each new family copies a recent
one (ages, sexes, gemeente, gi, kind of measure). What follows on another measure, or comes back within three
years, is no inflow of this kind: those are made by what goes before them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from core.simulation.chance import draw
from core.simulation.days import first_of_month, maand_nr, maanden_sinds
from core.simulation.eerder import Eerder
from core.simulation.rates import WEINIG, Kansen, estimate_kansen, gewicht
from core.simulation.risk import startgroep
from core.simulation.survivors import GELOOFD, Overlevers, find_overlevers
from core.simulation.trend import INSTROOM, Reeks, Trend, estimate_trend, gedempt

GROEPEN = ("ots", "vots", "voogdij")
SAMEN_DAGEN = 14
MAANDEN_SAMEN = 6  # half years: fewer counts of none, and a summer in every other one
# How much what ran on the first day may say too little or too much of the inflow before it, and how much shorter or
# longer an OTS may have been then, both as a standard deviation of the log.
SCHEEF_SD = (0.05, 0.20)


@dataclass(frozen=True)
class Instroom:
    """Of one group: `trend`: of families a year of all groups together, `soort`: which share of them is of which group.
    `gezinnen`: number of the first child of each family to copy and `donoren` the children: days after the first, age
    in months (-1 unknown), sex, gemeente, gi, type."""

    groep: str
    trend: Trend
    soort: Kansen
    gezinnen: NDArray
    donoren: pd.DataFrame

    @property
    def leeg(self) -> bool:
        """Nobody to copy: then nobody comes in."""
        return len(self.donoren) == 0

    @property
    def kinderen_per_jaar(self) -> float:
        """On the last day."""
        aandeel = float(self.soort.verwacht[GROEPEN.index(self.groep)])
        return len(self.donoren) / max(len(self.gezinnen) - 1, 1) * float(np.exp(self.trend.niveau)) * aandeel

    def draw(self, runs: NDArray[np.uint64], maanden: int) -> NDArray:
        """Families in each month to come (runs x months) that are expected: a level and a slope, a level that wanders
        on, and a share. Only the share differs from group to group."""
        niveau, helling, dwalen = self.trend.draw(runs, "instroom")
        jaren = (np.arange(maanden) + 0.5) / 12
        stap = special.ndtri(np.stack([draw(runs, "dwalen instroom", k) for k in range(maanden)], 1)) / np.sqrt(12)
        log = niveau[:, None] + helling[:, None] * gedempt(jaren) + dwalen[:, None] * np.cumsum(stap, 1)
        aandeel = self.soort.draw(runs)[:, GROEPEN.index(self.groep)]
        return np.exp(np.minimum(log, 20.0)) / 12 * aandeel[:, None]


def estimate_instroom(
    m: pd.DataFrame, tot: int, sinds: tuple[int, int], deel: bool, eerder: Eerder
) -> dict[str, Instroom]:
    """Per group of first measures, from the measures with what went before (`risico.met_verloop`). `sinds`: first day
    that is counted, and of the families to copy; `eerder`: who only seem to come in."""
    venster, donorvan = sinds
    vers = m[(m["vorige"] < 0) & (m["terug_van"] < 0)]
    alle = pd.concat(
        [
            _gezinnen(v).assign(groep=i)
            for i, v in ((i, vers[vers["type"].map(startgroep) == g]) for i, g in enumerate(GROEPEN))
        ]
    )
    gezin = alle.drop_duplicates(["groep", "gezin_nr"])
    gezin = gezin[(gezin["gezin_begin"] >= venster) & (gezin["gezin_begin"] <= tot)]
    begin, eigen = gezin["gezin_begin"].to_numpy(), gezin["keuze_begin"].to_numpy()
    maanden = _cut_months(venster, tot)
    jaren = eerder.lengthen(maanden, _count_months(begin, maanden))
    per_jaar = len(gezin) / jaren.sum()

    def trend_of(welke: NDArray, van_hen: NDArray, steun: float = 0.0) -> Trend:
        over = find_overlevers(m, venster, tot, per_jaar, van_hen)
        return _trend(_count_months(begin[welke], maanden), jaren, over, steun)

    regio = trend_of(np.ones(len(begin), bool), np.ones(len(m), bool))
    trend = trend_of(eigen, m["keuze_begin"].to_numpy(), regio.helling) if deel else regio
    soort = estimate_kansen(
        "soort instroom", GROEPEN, gezin["groep"].to_numpy(), gewicht(tot - begin), eigen if deel else None
    )
    return {
        g: Instroom(g, trend, soort, *_donoren(alle[alle["keuze_begin"] & (alle["groep"] == i)], donorvan))
        for i, g in enumerate(GROEPEN)
    }


def _donoren(eigen: pd.DataFrame, van: int) -> tuple[NDArray, pd.DataFrame]:
    """Recent families to copy, all of them when there are few; see Instroom."""
    recent = eigen[eigen["gezin_begin"] >= van]
    if recent["gezin_nr"].nunique() < WEINIG:
        recent = eigen
    eerste = ~recent["gezin_nr"].duplicated().to_numpy()
    donoren = recent.assign(gemeente=recent["gemeente_begin"], gi=recent["gi_begin"])[
        ["na", "leeftijd", "geslacht", "gemeente", "gi", "type"]
    ].reset_index(drop=True)
    return np.append(np.flatnonzero(eerste), len(recent)), donoren


def _gezinnen(vers: pd.DataFrame) -> pd.DataFrame:
    """First measures, those of one family within two weeks of each other together."""
    v = vers.sort_values(["gezin", "begin", "kind"], na_position="last")
    los = v["gezin"].isna() | (v["gezin"] != v["gezin"].shift()) | (v["begin"] - v["begin"].shift() > SAMEN_DAGEN)
    v = v.assign(gezin_nr=los.cumsum())
    begin = v.groupby("gezin_nr")["begin"].transform("min")
    maand = pd.to_numeric(v["geboortemaand"]).fillna(0).astype("int64").to_numpy()
    leeftijd = maand_nr(v["begin"]) - maanden_sinds(maand)
    v = v.assign(gezin_begin=begin, na=v["begin"] - begin, leeftijd=np.where(maand > 0, leeftijd, -1))
    return v.sort_values(["gezin_begin", "gezin_nr", "kind"])


def _cut_months(van: int, tot: int) -> NDArray:
    """The first days of the months that lie in van..tot, as far as they do, and the day after."""
    eerste, laatste = maand_nr(np.array([van, tot]))
    return np.clip(first_of_month(np.arange(eerste, laatste + 2)), van, tot + 1)


def _count_months(begin: NDArray, maanden: NDArray) -> NDArray:
    return np.bincount(np.searchsorted(maanden, begin, side="right") - 1, minlength=len(maanden) - 1).astype(float)


def _trend(aantal: NDArray, jaren: NDArray, eerder: Overlevers, steun: float) -> Trend:
    """Months in half years, counted back from the last one, after what is known of the years before; a slope is drawn
    towards `steun`."""
    stuk = np.arange(len(aantal))[::-1] // MAANDEN_SAMEN
    n, lang, maanden = (np.bincount(stuk, w)[::-1] for w in (aantal, jaren, np.ones(len(aantal))))
    x = (maanden / 2 - np.cumsum(maanden[::-1])[::-1]) / 12
    gemiddeld = np.log((n.sum() + 1 / 3) / lang.sum())  # about the median of what so many leave possible
    toen = np.exp(gemiddeld) * eerder.verwacht.sum()
    if not toen or not GELOOFD[0] <= eerder.aantal.sum() / toen <= GELOOFD[1]:
        return estimate_trend(Reeks(x, n, lang), INSTROOM, (gemiddeld, steun))
    k, niets = len(eerder), np.zeros(len(x))
    x = np.append(-len(aantal) / 12 - (np.arange(k)[::-1] + 0.5) / 2, x)
    n, lang = np.append(eerder.aantal[::-1], n), np.append(eerder.verwacht[::-1], lang)
    scheef = (np.append(np.ones(k), niets), np.append(-eerder.duur[::-1], niets))
    return estimate_trend(Reeks(x, n, lang, scheef, SCHEEF_SD), INSTROOM, (gemiddeld, steun))
