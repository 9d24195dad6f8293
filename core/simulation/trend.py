"""How a count goes on: its level now and its slope, averaged over the ways in which it can have come here.

Counts of the past are Poisson around a level that wanders (a random walk, so much a year), and that has hardly any
slope, or has one, or has jumped once. Which of these it is nobody knows: each is fitted (penalised likelihood by
Newton's method) and weighs as much as the counts speak for it (its evidence by Laplace's method), from weights that are
chosen beforehand. So a slope is drawn towards none as far as chance could have made it, a lasting fall of a fifth is
taken for what it is, and what remains uncertain is in the spread of the draws, once.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from core.simulation.chance import draw

UITERSTE = 3.0  # standard deviations


@dataclass(frozen=True)
class Vooraf:
    """Before the counts speak: the chance of hardly any slope, of a slope, and of one jump; how steep a slope can be a
    year and how far the level can wander in a year (with weights), as standard deviations of the log."""

    vlak: float
    helling: float
    sprong: float
    steil: float
    dwalen: tuple[tuple[float, float], ...]


# See core/decisions/simulatie.md for where the numbers come from.
INSTROOM = Vooraf(0.10, 0.60, 0.30, 0.08, ((0.02, 0.80), (0.06, 0.15), (0.15, 0.05)))
TEMPO = Vooraf(0.76, 0.19, 0.05, 0.06, ((0.02, 0.65), (0.06, 0.25), (0.15, 0.10)))
VLAK_SD = 0.01  # how steep "hardly any" is
SPRONG_SD = 0.30  # how far it jumps
# No slope goes on for ever: it loses part of its strength every year.
DEMPING = 0.96
RUIM = 2.0  # how far the log level can be from where it is drawn to, when that says next to nothing
STAPPEN = 60


def gedempt(jaren: NDArray | float) -> NDArray:
    """Years of slope that count: the slope times DEMPING to the power of the years, added up."""
    return (1 - DEMPING ** np.asarray(jaren)) / -np.log(DEMPING)


@dataclass(frozen=True)
class Trend:
    """What the counts leave possible. Per model: `kans` (they add up to 1), `midden` (log level on the last day, slope
    per year), `spreiding` (variance of the level, of the slope, and their covariance), `dwalen` (how far the level
    wanders in a year, as a standard deviation of its log)."""

    kans: tuple[float, ...]
    midden: tuple[tuple[float, float], ...]
    spreiding: tuple[tuple[float, float, float], ...]
    dwalen: tuple[float, ...]

    @property
    def niveau(self) -> float:
        """Log of the level on the last day, the mean over all models."""
        return float(np.array(self.kans) @ np.array(self.midden)[:, 0])

    @property
    def helling(self) -> float:
        """Change of that log in a year, the mean over all models."""
        return float(np.array(self.kans) @ np.array(self.midden)[:, 1])

    def na(self, jaren: float) -> float:
        """Log of the level so many years after the last day, the mean over all models."""
        return self.niveau + self.helling * float(gedempt(jaren))

    def draw(self, runs: NDArray[np.uint64], naam: str) -> tuple[NDArray, NDArray, NDArray]:
        """Per run a log level, a slope and how far the level will wander in a year: from one model, drawn by its
        weight."""
        welke = np.searchsorted(np.cumsum(self.kans)[:-1], draw(runs, f"model {naam}"), side="right")
        z = np.clip(special.ndtri(np.stack([draw(runs, naam, i) for i in (0, 1)])), -UITERSTE, UITERSTE)
        van_niveau, van_helling, samen = np.array(self.spreiding)[welke].T
        # The slope first, then the level as far as the slope does not settle it.
        sd = np.sqrt(van_helling)
        los = np.sqrt(np.maximum(van_niveau - samen**2 / van_helling, 0.0))
        niveau, helling = np.array(self.midden)[welke].T
        return niveau + samen / sd * z[1] + los * z[0], helling + sd * z[1], np.array(self.dwalen)[welke]


@dataclass(frozen=True)
class Reeks:
    """Counts `n` at `x` (middle of each period in years before the last day: negative, rising), where `verwacht` is
    what they would be at level 1. `scheef`: ways in which all that may be off together: what each adds to the log of
    each period (ways x periods), and `scheef_sd`, how much of it there can be."""

    x: NDArray
    n: NDArray
    verwacht: NDArray
    scheef: tuple[NDArray, ...] = ()
    scheef_sd: tuple[float, ...] = ()


def estimate_trend(
    reeks: Reeks, vooraf: Vooraf, steun: tuple[float, float] = (0.0, 0.0), niveau_sd: float = RUIM
) -> Trend:
    """Trend of a series of counts. Log level and slope are drawn towards `steun`, the level with a spread of
    `niveau_sd`."""
    n, verwacht = reeks.n, reeks.verwacht
    kans, precisie, dwalen = _modellen(reeks, vooraf, niveau_sd)
    aantal = len(n)
    # Per period what each unknown adds to its log level: level now, slope, the steps of the walk that come after, and
    # what may be off.
    delen = [
        np.ones((aantal, 1)),
        reeks.x[:, None],
        -np.triu(np.ones((aantal, aantal))),
        *(s[:, None] for s in reeks.scheef),
    ]
    vorm = np.concatenate(delen, 1)
    midden = np.zeros(precisie.shape)
    midden[:, :2] = steun
    theta = midden.copy()
    hoek = np.arange(vorm.shape[1])
    paren = (vorm[:, :, None] * vorm[:, None, :]).reshape(aantal, -1)
    for _ in range(STAPPEN):
        mu = verwacht * np.exp(theta @ vorm.T)
        gradient = (n - mu) @ vorm - precisie * (theta - midden)
        hesse = (mu @ paren).reshape(len(mu), len(hoek), len(hoek))
        hesse[:, hoek, hoek] += precisie
        stap = np.linalg.solve(hesse, gradient[:, :, None])[:, :, 0]
        theta = theta + np.clip(stap, -1, 1)
        if np.abs(stap).max() < 1e-9:
            break
    log_kans = (
        np.log(kans)
        + 0.5 * np.log(precisie).sum(1)
        + _bewijs(n, verwacht, theta @ vorm.T, precisie * (theta - midden) ** 2, hesse)
    )
    kans = np.exp(log_kans - log_kans.max())
    spreiding = np.linalg.inv(hesse)
    spreiding = np.stack([spreiding[:, 0, 0], spreiding[:, 1, 1], spreiding[:, 0, 1]], 1)
    return Trend(
        tuple((kans / kans.sum()).tolist()),
        tuple(map(tuple, theta[:, :2].tolist())),
        tuple(map(tuple, spreiding.tolist())),
        tuple(dwalen),
    )


def _modellen(reeks: Reeks, vooraf: Vooraf, niveau_sd: float) -> tuple[NDArray, NDArray, list[float]]:
    """Weight of each model, precision of each of its unknowns (level, slope, steps, what may be off), and how far it
    wanders."""
    rust = np.append(np.diff(reeks.x), -reeks.x[-1])  # years between the middles, and from the last middle to now
    kans, precisie, dwalen = [], [], []
    plekken = len(rust) - 1
    verhalen = [(VLAK_SD, None, vooraf.vlak), (vooraf.steil, None, vooraf.helling)]
    verhalen += [(VLAK_SD, k, vooraf.sprong / plekken) for k in range(plekken)]
    for (steil, sprong, a), (dwaal, b) in itertools.product(verhalen, vooraf.dwalen):
        stappen = dwaal**2 * rust
        if sprong is not None:
            stappen[sprong] += SPRONG_SD**2
        kans.append(a * b)
        precisie.append(np.concatenate([[niveau_sd**-2.0, steil**-2.0], 1 / stappen, np.power(reeks.scheef_sd, -2.0)]))
        dwalen.append(dwaal)
    return np.array(kans), np.array(precisie), dwalen


def _bewijs(n: NDArray, verwacht: NDArray, hoogte: NDArray, boete: NDArray, hesse: NDArray) -> NDArray:
    """Log evidence of each model, up to what they share (Laplace's method)."""
    return (n * hoogte - verwacht * np.exp(hoogte)).sum(1) - 0.5 * boete.sum(1) - 0.5 * np.linalg.slogdet(hesse)[1]
