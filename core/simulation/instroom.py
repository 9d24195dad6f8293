"""Inflow: families that get a first measure, as a Poisson process with a level, a trend and what is uncertain.

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
from core.simulation.days import JAAR, first_of_month, maand_nr, maanden_sinds
from core.simulation.known import Bekend
from core.simulation.rates import UITERSTE, WEINIG, gedempt, helling
from core.simulation.risk import startgroep

# What no count of the past shows: the level wanders, so much a year. Most of it all kinds of measure share (in 2022
# OTS, VOTS and voogdij fell together); see core/decisions/simulatie.md for where the numbers come from.
DWALEN_SAMEN, DWALEN_EIGEN = 0.15, 0.05
SAMEN_DAGEN = 14
HOOGSTE_SPREIDING = 4.0


@dataclass(frozen=True)
class Instroom:
    """`niveau`: log of families a year on the last day; `helling`: its change per year; `covariantie` of both.
    `maanden`, `aantallen`: the counts they rest on. `gezinnen`: number of the first child of each family to copy
    and `donoren` the children: days after the first, age in months (-1 unknown), sex, gemeente, gi, type."""

    groep: str
    niveau: float
    helling: float
    covariantie: NDArray
    maanden: NDArray
    aantallen: NDArray
    gezinnen: NDArray
    donoren: pd.DataFrame

    @property
    def leeg(self) -> bool:
        """Nobody to copy: then nobody comes in."""
        return len(self.donoren) == 0

    @property
    def kinderen_per_jaar(self) -> float:
        """On the last day."""
        return len(self.donoren) / max(len(self.gezinnen) - 1, 1) * float(self.verwacht(0.0))

    def verwacht(self, jaren: NDArray, niveau=None, helling=None) -> NDArray:
        """Families a year, so many years after the last day, in the middle of what is likely."""
        niveau = self.niveau if niveau is None else niveau
        helling = self.helling if helling is None else helling
        return np.exp(niveau + helling * gedempt(jaren))

    def draw(self, runs: NDArray[np.uint64], maanden: int) -> NDArray:
        """Families in each month to come (runs x months) that are expected: level and slope from their joint
        posterior, and a level that wanders."""
        z = special.ndtri(np.stack([draw(runs, f"instroom {self.groep}", i) for i in (0, 1)], 1))
        z = np.clip(z, -UITERSTE, UITERSTE)
        wortel = np.linalg.cholesky(self.covariantie + 1e-12 * np.eye(2))
        niveau, helling = (np.array([self.niveau, self.helling]) + z @ wortel.T).T
        jaren = (np.arange(maanden) + 0.5) / 12
        dwalen = sum(
            sd / np.sqrt(12) * np.cumsum(_stappen(runs, wie, maanden), 1)
            for sd, wie in ((DWALEN_SAMEN, "samen"), (DWALEN_EIGEN, self.groep))
        )
        return np.exp(np.minimum(niveau[:, None] + helling[:, None] * gedempt(jaren) + dwalen, 20.0)) / 12


def _stappen(runs: NDArray[np.uint64], wie: str, maanden: int) -> NDArray:
    return special.ndtri(np.stack([draw(runs, f"dwalen {wie}", k) for k in range(maanden)], 1))


def estimate_instroom(m: pd.DataFrame, bekend: Bekend, groep: str, venster: int, donorvan: int, deel: bool) -> Instroom:
    """From the measures with what went before (`risico.met_verloop`) of one group of first measures."""
    vers = m[(m["vorige"] < 0) & (m["terug_van"] < 0) & (m["type"].map(startgroep) == groep)]
    alle = _gezinnen(vers)
    eigen = alle[alle["keuze_begin"]]
    regio = _regressie(_begin_van_gezin(alle), venster, bekend.tot, 0.0)
    steun = regio[0][1] if deel else 0.0
    theta, cov, nr, aantal = _regressie(_begin_van_gezin(eigen), venster, bekend.tot, steun)
    recent = eigen[eigen["gezin_begin"] >= donorvan]
    if recent["gezin_nr"].nunique() < WEINIG:
        recent = eigen
    eerste = ~recent["gezin_nr"].duplicated().to_numpy()
    donoren = recent.assign(gemeente=recent["gemeente_begin"], gi=recent["gi_begin"])[
        ["na", "leeftijd", "geslacht", "gemeente", "gi", "type"]
    ].reset_index(drop=True)
    return Instroom(groep, theta[0], theta[1], cov, nr, aantal, np.append(np.flatnonzero(eerste), len(recent)), donoren)


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


def _begin_van_gezin(v: pd.DataFrame) -> NDArray:
    return v.drop_duplicates("gezin_nr")["gezin_begin"].to_numpy()


def _regressie(begin: NDArray, van: int, tot: int, steun: float):
    """Level and slope of the monthly counts (see `tempo.helling`); the covariance is widened where months differ
    more than chance allows."""
    eerste, laatste = maand_nr(np.array([van, tot]))
    nr = np.arange(eerste, laatste + 1)
    rand = np.clip(first_of_month(np.append(nr, laatste + 1)), van, tot + 1)
    jaren = np.diff(rand) / JAAR
    aantal = np.bincount(np.clip(maand_nr(begin) - eerste, -1, len(nr)) + 1, minlength=len(nr) + 2)[1:-1].astype(float)
    aantal[0] = ((begin >= van) & (maand_nr(begin) == eerste)).sum()
    mee = jaren > 0
    x = (rand[:-1] + rand[1:])[mee] / 2 - tot
    x, n, jaren = x / JAAR, aantal[mee], jaren[mee]
    theta, hesse = helling(x, n, jaren, steun)
    mu = jaren * np.exp(theta[0] + theta[1] * x)
    spreiding = 1.0
    if n.sum() >= WEINIG:
        spreiding = np.clip(((n - mu) ** 2 / np.maximum(mu, 1e-9)).sum() / max(len(n) - 2, 1), 1.0, HOOGSTE_SPREIDING)
    return theta, np.linalg.inv(hesse) * spreiding, nr[mee], n
