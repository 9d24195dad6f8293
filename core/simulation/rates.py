"""Rates of change by elapsed time: events divided by the days at risk, per band, with what is uncertain in them.

A rate is constant within a band (piecewise exponential), so a step of a month is one draw against one rate, and a
whole waiting time can be drawn at once by inverting the cumulative hazard. Open cases count for the days they
ran (right-censored); days before the data begin do not count (delayed entry).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from core.simulation.chance import draw, sleutels
from core.simulation.days import JAAR
from core.simulation.trend import RUIM, TEMPO, UITERSTE, Reeks, Trend, estimate_trend, gedempt

VER = 200 * JAAR
# Events and days at risk per band, weighted; and per year (rows) how long ago it was, events and days at risk.
Telling = tuple[NDArray, NDArray, NDArray, NDArray, NDArray]
# Under this number of events in all bands together a selection is too small to say much itself.
WEINIG = 10
# A region counts in a selection's estimate like so many events per band. A region's own bands are hardly drawn to its
# overall rate, only where there is nothing else: a band in which ends pile up (a term of the court) has few days at
# risk, and even half an event at the overall rate made it a tenth too slow.
GEWICHT_REGIO, GEWICHT_ALGEMEEN = 5.0, 0.02
JEFFREYS = 0.5  # events that are added for what is uncertain about a rate, not for its mean
# What is past counts less than what is now: rates and shares drift (as in the steady model of West and
# Harrison), and what a discount leaves of the counts is what is still certain about them.
HALVERING = 3.0  # years
VOORUIT = 1.0  # a rate is taken as it will be a year ahead
NIVEAU_SD = 0.25  # how far a selection's rates can be from where its region draws them
KANS_HOOGSTENS = 150.0  # a share is never known better than so many cases tell


def count(begin: NDArray, eind: NDArray, gebeurd: NDArray, grenzen: NDArray) -> tuple[NDArray, NDArray]:
    """Events and days at risk per band, of cases at risk from elapsed day `begin` up to `eind`."""
    onder, boven = grenzen[:-1], np.append(grenzen[1:-1], np.inf)
    dagen = np.minimum(eind[:, None], boven) - np.maximum(begin[:, None], onder)
    band = np.clip(np.searchsorted(grenzen, eind[gebeurd], side="right") - 1, 0, len(onder) - 1)
    return np.bincount(band, minlength=len(onder)).astype(float), np.clip(dagen, 0, None).sum(0)


def gewicht(geleden: NDArray | float) -> NDArray | float:
    """How much counts what happened so many days ago."""
    return 0.5 ** (np.maximum(geleden, 0) / JAAR / HALVERING)


def count_gewogen(risico, rand: NDArray, van: int, tot: int, masker: NDArray | None = None) -> Telling:
    """What is counted of a Risico in van..tot, year by year backwards."""
    x, gebeurd, dagen = [], [], []
    laatste = tot
    while laatste >= van:
        eerste = max(laatste - round(JAAR) + 1, van)
        d, e = count(*risico.between(eerste, laatste, masker), rand)
        x.append(((eerste + laatste) / 2 - tot) / JAAR)
        gebeurd.append(d)
        dagen.append(e)
        laatste = eerste - 1
    x, gebeurd, dagen = np.array(x), np.array(gebeurd), np.array(dagen)
    w = gewicht(-x * JAAR)[:, None]
    return (w * gebeurd).sum(0), (w * dagen).sum(0), x, gebeurd, dagen


@dataclass(frozen=True)
class Tempo:
    """One rate by elapsed days. `gebeurd`, `dagen`: events and days at risk per band, weighted; `aantal`: how many
    events there were; `vooraf`, `gewicht`: the rate it is drawn towards, counting like so many events. `vast`: bands
    in which nothing can happen. `trend`: of what they all are multiplied by."""

    naam: str
    grenzen: tuple[float, ...]
    gebeurd: tuple[float, ...]
    dagen: tuple[float, ...]
    vooraf: tuple[float, ...]
    gewicht: float
    aantal: float
    vast: tuple[int, ...] = ()
    trend: Trend | None = None

    @property
    def per_dag(self) -> NDArray:
        """Mean of the posterior, per day and band, over the years that were counted."""
        vooraf = np.maximum(np.array(self.vooraf), 1e-9)
        uit = (np.array(self.gebeurd) + self.gewicht) / (np.array(self.dagen) + self.gewicht / vooraf)
        uit[list(self.vast)] = 1e-12
        return uit

    def draw(self, runs: NDArray[np.uint64]) -> "Krommen":
        """A curve per run: how the bands compare from their Gamma posteriors, how high they are from the trend. What
        is uncertain about the level is in the trend: the bands together expect as many events in every run."""
        vorm = np.array(self.gebeurd) + max(self.gewicht, JEFFREYS)
        u = np.stack([draw(runs, f"tempo {self.naam}", b) for b in range(len(vorm))], 1)
        factor = special.gammaincinv(vorm, u) / vorm
        deel = self.per_dag * np.array(self.dagen)
        if deel.sum() > 0:
            factor = factor / np.maximum(factor @ (deel / deel.sum()), 1e-9)[:, None]
        niveau, helling, dwalen = self.trend.draw(runs, f"tempo {self.naam}")
        z = np.clip(special.ndtri(draw(runs, f"dwalen {self.naam}")), -UITERSTE, UITERSTE)
        hoogte = np.exp(niveau + helling * gedempt(VOORUIT) + dwalen * np.sqrt(VOORUIT) * z)
        return Krommen.from_tempo(np.array(self.grenzen), self.per_dag * factor * hoogte[:, None])

    def verwacht(self) -> "Krommen":
        """One curve, at the mean."""
        return Krommen.from_tempo(np.array(self.grenzen), self.per_dag[None, :] * np.exp(self.trend.na(VOORUIT)))


@dataclass(frozen=True)
class Krommen:
    """Cumulative hazards of several runs, laid after each other so that one lookup serves them all."""

    grenzen: NDArray
    hazard: NDArray

    @classmethod
    def from_tempo(cls, grenzen: NDArray, per_dag: NDArray) -> "Krommen":
        """`grenzen`: B+1 elapsed days, the last one far away; `per_dag`: runs x B."""
        stappen = np.maximum(per_dag, 1e-12) * np.diff(grenzen)
        return cls(grenzen, np.concatenate([np.zeros((len(per_dag), 1)), np.cumsum(stappen, 1)], 1))

    def so_far(self, run: NDArray, dagen: NDArray) -> NDArray:
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


def estimate_tempo(naam: str, rand: NDArray, eigen: Telling, regio: Telling | None, vast=()) -> Tempo:
    """From what was counted in the selection and in the region it lies in (None: it is the region). `rand`: the
    edges of the bands in elapsed days, from 0 to VER."""
    d, dagen, *_ = regio or eigen
    mag = np.ones(len(d), bool)
    mag[list(vast)] = False
    algemeen = max(d[mag].sum(), 0.5) / max(dagen[mag].sum(), JAAR)
    vooraf = np.full(len(d), algemeen)
    steun = GEWICHT_ALGEMEEN
    if regio is not None:
        vooraf = (d + GEWICHT_ALGEMEEN) / (dagen + GEWICHT_ALGEMEEN / algemeen)
        steun = GEWICHT_REGIO
    d, dagen, _, per_jaar, _ = eigen
    t = Tempo(naam, tuple(rand), tuple(d), tuple(dagen), tuple(vooraf), steun, float(per_jaar.sum()), tuple(vast))
    if regio is None:
        return replace(t, trend=_trend(t, eigen, mag))
    return replace(t, trend=_trend(t, eigen, mag, _trend(t, regio, mag).helling, NIVEAU_SD))


def _trend(t: Tempo, telling: Telling, mag: NDArray, steun: float = 0.0, niveau_sd: float = RUIM) -> Trend:
    """How what was counted per year compares with what the rates expect."""
    _, _, x, gebeurd, dagen = telling
    reeks = Reeks(x[::-1], gebeurd[::-1, mag].sum(1), (dagen * t.per_dag)[::-1, mag].sum(1))
    return estimate_trend(reeks, TEMPO, (0.0, steun), niveau_sd)


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

    def draw(self, runs: NDArray[np.uint64]) -> NDArray:
        """Shares per run (runs x len(wat)), from the Dirichlet posterior."""
        vorm = np.array(self.aantallen) + self.gewicht * np.array(self.vooraf)
        vorm = vorm * min(1.0, KANS_HOOGSTENS / vorm.sum())
        u = np.stack([draw(runs, f"kans {self.naam}", i) for i in range(len(vorm))], 1)
        gamma = np.where(vorm > 0, special.gammaincinv(np.maximum(vorm, 1e-6), u), 0.0)
        return gamma / np.maximum(gamma.sum(1, keepdims=True), 1e-300)


def estimate_kansen(
    naam: str, wat: tuple[str, ...], uitkomst: NDArray, weegt: NDArray, eigen: NDArray | None = None
) -> Kansen:
    """From the outcomes in a region as numbers in `wat`, with how much each counts; `eigen`: which of them belong to
    the selection (None: all of them)."""
    totaal = np.bincount(uitkomst, weegt, len(wat))
    # What never happened keeps a small chance, but not more than half an event between them all.
    vooraf = (totaal + JEFFREYS / len(wat)) / (totaal.sum() + JEFFREYS)
    if eigen is None:
        return Kansen(naam, wat, tuple(totaal), tuple(vooraf), JEFFREYS)
    aantallen = np.bincount(uitkomst[eigen], weegt[eigen], len(wat))
    return Kansen(naam, wat, tuple(aantallen), tuple(vooraf), GEWICHT_REGIO)


def run_sleutels(seed: int, runs: NDArray | range) -> NDArray[np.uint64]:
    """One key per run; the run's number and the seed decide it, nothing else."""
    return sleutels(sleutels(np.uint64(seed & (2**63 - 1)), "seed", 0), "run", np.asarray(runs))
