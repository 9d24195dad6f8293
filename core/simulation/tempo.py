"""Rates of change by elapsed time: events divided by the days at risk, per band, with what is uncertain in them.

A rate is constant within a band (piecewise exponential), so a step of a month is one draw against one rate, and a
whole waiting time can be drawn at once by inverting the cumulative hazard. Open cases count for the days they
ran (right-censored); days before the data begin do not count (delayed entry).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from core.simulation.dagen import JAAR
from core.simulation.toeval import sleutels, trek

VER = 200 * JAAR
# Under this number of events in all bands together a selection is too small to say much itself.
WEINIG = 10
# A region counts in a selection's estimate like so many events per band; a region's own bands are drawn
# towards its overall rate like half an event (Jeffreys' prior for a rate).
GEWICHT_REGIO, GEWICHT_ALGEMEEN = 5.0, 0.5
# What no count shows: the rates of the coming years are not those of the last ones (set by backtests, see
# core/decisions/simulatie.md).
DWALEN_SD = 0.06


def tel(begin: NDArray, eind: NDArray, gebeurd: NDArray, grenzen: NDArray) -> tuple[NDArray, NDArray]:
    """Events and days at risk per band, of cases at risk from elapsed day `begin` up to `eind`."""
    onder, boven = grenzen[:-1], np.append(grenzen[1:-1], np.inf)
    dagen = np.minimum(eind[:, None], boven) - np.maximum(begin[:, None], onder)
    band = np.clip(np.searchsorted(grenzen, eind[gebeurd], side="right") - 1, 0, len(onder) - 1)
    return np.bincount(band, minlength=len(onder)).astype(float), np.clip(dagen, 0, None).sum(0)


@dataclass(frozen=True)
class Tempo:
    """One rate by elapsed days. `gebeurd`, `dagen`: events and days at risk per band; `vooraf`, `gewicht`: the
    rate it is drawn towards, counting like so many events. `vast`: bands in which nothing can happen."""

    naam: str
    grenzen: tuple[float, ...]
    gebeurd: tuple[float, ...]
    dagen: tuple[float, ...]
    vooraf: tuple[float, ...]
    gewicht: float
    vast: tuple[int, ...] = ()

    @property
    def per_dag(self) -> NDArray:
        """Mean of the posterior, per day and band."""
        vooraf = np.maximum(np.array(self.vooraf), 1e-9)
        uit = (np.array(self.gebeurd) + self.gewicht) / (np.array(self.dagen) + self.gewicht / vooraf)
        uit[list(self.vast)] = 1e-12
        return uit

    @property
    def aantal(self) -> float:
        return float(sum(self.gebeurd))

    def trek(self, runs: NDArray[np.uint64]) -> "Krommen":
        """A curve per run: each band's rate from its Gamma posterior."""
        vorm = np.array(self.gebeurd) + self.gewicht
        u = np.stack([trek(runs, f"tempo {self.naam}", b) for b in range(len(vorm))], 1)
        wandelt = np.exp(DWALEN_SD * special.ndtri(trek(runs, f"dwalen {self.naam}")))
        factor = special.gammaincinv(vorm, u) / vorm * wandelt[:, None]
        return Krommen.van_tempo(np.array(self.grenzen), self.per_dag * factor)

    def verwacht(self) -> "Krommen":
        """One curve, at the mean."""
        return Krommen.van_tempo(np.array(self.grenzen), self.per_dag[None, :])


@dataclass(frozen=True)
class Krommen:
    """Cumulative hazards of several runs, laid after each other so that one lookup serves them all."""

    grenzen: NDArray
    hazard: NDArray

    @classmethod
    def van_tempo(cls, grenzen: NDArray, per_dag: NDArray) -> "Krommen":
        """`grenzen`: B+1 elapsed days, the last one far away; `per_dag`: runs x B."""
        stappen = np.maximum(per_dag, 1e-12) * np.diff(grenzen)
        return cls(grenzen, np.concatenate([np.zeros((len(per_dag), 1)), np.cumsum(stappen, 1)], 1))

    def tot_dusver(self, run: NDArray, dagen: NDArray) -> NDArray:
        """Cumulative hazard after so many elapsed days."""
        sprong = self.grenzen[-1] + 1
        x = (self.grenzen + sprong * np.arange(len(self.hazard))[:, None]).ravel()
        return np.interp(np.clip(dagen, 0, self.grenzen[-1]) + sprong * run, x, self.hazard.ravel())

    def na(self, run: NDArray, hazard: NDArray) -> NDArray:
        """Elapsed days after which the cumulative hazard is so high; the far edge when it never gets there."""
        hoogste = self.hazard[:, -1]
        sprong = hoogste.max() + 1
        nummer = np.arange(len(self.hazard))
        x = (self.hazard + sprong * nummer[:, None]).ravel()
        y = np.tile(self.grenzen, len(nummer))
        return np.interp(np.minimum(hazard, hoogste[run]) + sprong * run, x, y)


def schat_tempo(naam: str, grenzen: tuple[float, ...], eigen: tuple, regio: tuple | None, vast=()) -> Tempo:
    """From (begin, eind, gebeurd) of the selection and of the region it lies in (None: it is the region)."""
    rand = np.array([*grenzen, VER])
    d, dagen = tel(*(regio or eigen), rand)
    mag = np.ones(len(d), bool)
    mag[list(vast)] = False
    algemeen = max(d[mag].sum(), 0.5) / max(dagen[mag].sum(), JAAR)
    vooraf = np.full(len(d), algemeen)
    gewicht = GEWICHT_ALGEMEEN
    if regio is not None:
        vooraf = (d + GEWICHT_ALGEMEEN) / (dagen + GEWICHT_ALGEMEEN / algemeen)
        d, dagen = tel(*eigen, rand)
        gewicht = GEWICHT_REGIO
    return Tempo(naam, tuple(rand), tuple(d), tuple(dagen), tuple(vooraf), gewicht, tuple(vast))


@dataclass(frozen=True)
class Kansen:
    """Shares of what can happen, in order of `wat`; counted `aantallen`, drawn towards `vooraf`."""

    naam: str
    wat: tuple[str, ...]
    aantallen: tuple[float, ...]
    vooraf: tuple[float, ...]
    gewicht: float

    @property
    def verwacht(self) -> NDArray:
        vorm = np.array(self.aantallen) + self.gewicht * np.array(self.vooraf)
        return vorm / vorm.sum()

    @property
    def n(self) -> float:
        return float(sum(self.aantallen))

    def trek(self, runs: NDArray[np.uint64]) -> NDArray:
        """Shares per run (runs x len(wat)), from the Dirichlet posterior."""
        vorm = np.array(self.aantallen) + self.gewicht * np.array(self.vooraf)
        u = np.stack([trek(runs, f"kans {self.naam}", i) for i in range(len(vorm))], 1)
        gamma = np.where(vorm > 0, special.gammaincinv(np.maximum(vorm, 1e-6), u), 0.0)
        return gamma / np.maximum(gamma.sum(1, keepdims=True), 1e-300)


def schat_kansen(naam: str, wat: tuple[str, ...], eigen: NDArray, regio: NDArray | None) -> Kansen:
    """From the outcomes of the selection and of its region, as numbers in `wat`."""
    bron = eigen if regio is None else regio
    totaal = np.bincount(bron, minlength=len(wat)).astype(float)
    # What never happened keeps a small chance, but not more than half an event between them all.
    vooraf = (totaal + GEWICHT_ALGEMEEN / len(wat)) / (totaal.sum() + GEWICHT_ALGEMEEN)
    if regio is None:
        return Kansen(naam, wat, tuple(totaal), tuple(vooraf), GEWICHT_ALGEMEEN)
    aantallen = np.bincount(eigen, minlength=len(wat)).astype(float)
    return Kansen(naam, wat, tuple(aantallen), tuple(vooraf), GEWICHT_REGIO)


def run_sleutels(seed: int, runs: NDArray | range) -> NDArray[np.uint64]:
    """One key per run; the run's number and the seed decide it, nothing else."""
    return sleutels(sleutels(np.uint64(seed & (2**63 - 1)), "seed", 0), "run", np.asarray(runs))
