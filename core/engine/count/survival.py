"""How long it really takes, with running cases counted in: Kaplan-Meier, its median and the log-rank test.

A duration is in days, einde - begin + 1; a running case is censored at the data date. Sources: Kaplan &
Meier (1958); Greenwood's variance on the log-log scale for the interval (Kalbfleisch & Prentice 1980), so
that it stays between 0 and 1; Brookmeyer & Crowley (1982) for the interval of the median; Mantel (1966) for
the test, and Peto & Pike (1973) for more than two groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special

Z = special.ndtri(0.975)
KOLOMMEN = ["dag", "overleving", "laag", "hoog", "in_risico", "gebeurtenissen"]
# A product such as 0.9 * 0.8 * ... that should be 0.5 ends a few bits beside it.
NOISE = 1e-9


def kaplan_meier(duur: Sequence[int] | np.ndarray, einde: Sequence[bool] | np.ndarray) -> pd.DataFrame:
    """The share that still runs after each day.

    duur: days, > 0, one per case; einde: True when it ended, False when it still runs (censored that day,
    counted at risk on it). Returns a row for day 0, each day with an ending, and the last day: dag,
    overleving (0-1), laag and hoog (95%; nan after the last ending when none is left), in_risico (cases
    running at the start of the day), gebeurtenissen (endings on it). No cases: no rows.
    """
    return pd.DataFrame(dict(zip(KOLOMMEN, _curve(duur, einde), strict=True)))


def _curve(duur: Sequence[int] | np.ndarray, einde: Sequence[bool] | np.ndarray) -> tuple[np.ndarray, ...]:
    """The columns of `kaplan_meier`."""
    duur, einde = _clean(duur, einde)
    if not len(duur):
        return tuple(np.array([], dtype="float64") for _ in KOLOMMEN)
    dagen = np.unique(np.append(duur[einde], duur.max()))
    in_risico = len(duur) - np.searchsorted(np.sort(duur), dagen, side="left")
    af = np.sort(duur[einde])
    gebeurd = np.searchsorted(af, dagen, side="right") - np.searchsorted(af, dagen, side="left")
    over = np.cumprod(1 - gebeurd / in_risico)
    laag, hoog = _log_log(over, in_risico, gebeurd)
    delen = (dagen, over, laag, hoog, in_risico, gebeurd)
    return tuple(np.append(begin, deel) for begin, deel in zip((0, 1.0, 1.0, 1.0, len(duur), 0), delen, strict=True))


def mediaan(
    duur: Sequence[int] | np.ndarray, einde: Sequence[bool] | np.ndarray
) -> tuple[float | None, float | None, float | None]:
    """The median duration in days and its 95% interval: the first days on which the curve and its bounds
    are at or below one half. None for what is not reached (yet), and without cases."""
    dagen, *grenzen, _, _ = _curve(duur, einde)
    return tuple(_first_half(dagen, over) for over in grenzen)


def log_rank(duur_a, einde_a, duur_b, einde_b) -> tuple[float, float] | None:
    """Whether two groups end at another pace: (chi-square with 1 degree of freedom, p-value), two-sided.

    None when a group is empty or nothing ended: then there is nothing to compare.
    """
    a, b = _clean(duur_a, einde_a), _clean(duur_b, einde_b)
    if not len(a[0]) or not len(b[0]) or not (a[1].any() or b[1].any()):
        return None
    from scipy import stats  # slow to load, and asked of a few

    with np.errstate(all="ignore"):
        toets = stats.logrank(*(stats.CensoredData.right_censored(duur, ~einde) for duur, einde in (a, b)))
    return (float(toets.statistic) ** 2, float(toets.pvalue)) if np.isfinite(toets.statistic) else None


@dataclass(frozen=True)
class Toets:
    """A log-rank test over groups. `chi2` with `df` degrees of freedom and its `p`; `verschil`: per group the endings
    there were less those expected when all end at one pace (below 0: its cases last longer)."""

    chi2: float
    df: int
    p: float
    verschil: np.ndarray


def log_rank_groups(groepen: Sequence[tuple[np.ndarray, np.ndarray]]) -> Toets | None:
    """Whether any of the groups (durations and which ended, as `kaplan_meier`) ends at another pace than the others.
    None with fewer than two groups of which something is known."""
    groepen = [_clean(*groep) for groep in groepen]
    dagen = np.unique(np.concatenate([duur[einde] for duur, einde in groepen] or [[]]))
    in_risico = [len(duur) - np.searchsorted(np.sort(duur), dagen, side="left") for duur, _ in groepen]
    gebeurd = [
        np.searchsorted(af, dagen, side="right") - np.searchsorted(af, dagen, side="left")
        for af in (np.sort(duur[einde]) for duur, einde in groepen)
    ]
    return log_rank_table(np.array(in_risico), np.array(gebeurd))


def log_rank_table(in_risico: np.ndarray, gebeurd: np.ndarray, ruis: ArrayLike = 0.0) -> Toets | None:
    """The same from counts: per group (rows) and step of time (columns) how many were at risk and how many ended.
    `ruis`: the variance that each count of endings has of its own, as of rounding, one or one per group; it makes the
    test more careful."""
    n, d = np.asarray(in_risico, dtype="float64"), np.asarray(gebeurd, dtype="float64")
    if n.ndim < 2 or len(n) < 2:
        return None
    n, d = n[:, n.sum(axis=0) > 0], d[:, n.sum(axis=0) > 0]
    heel, samen = n.sum(axis=0), d.sum(axis=0)
    deel = n / heel
    spreiding = samen * np.clip(heel - samen, 0, None) / np.clip(heel - 1, 1, None)
    aantal = len(n)
    v = sum(s * (np.diag(w) - np.outer(w, w)) for s, w in zip(spreiding, deel.T, strict=True)) + np.zeros(
        (aantal, aantal)
    )
    for w in deel.T if np.any(ruis) else ():
        los = np.eye(aantal) - np.outer(w, np.ones(aantal))
        v = v + los * ruis @ los.T
    verschil = (d - samen * deel).sum(axis=1)
    df = int(np.linalg.matrix_rank(v))
    if not df or not samen.sum():
        return None
    chi2 = float(verschil @ np.linalg.pinv(v, hermitian=True) @ verschil)
    return Toets(chi2, df, float(special.chdtrc(df, chi2)), verschil)


def _clean(duur, einde) -> tuple[np.ndarray, np.ndarray]:
    duur, einde = np.asarray(duur, dtype="float64"), np.asarray(einde, dtype=bool)
    if duur.shape != einde.shape:
        raise ValueError("one end mark per duration")
    if np.isnan(duur).any() or (duur < 0).any():
        raise ValueError("durations must be known and not below zero")
    return duur, einde


def _log_log(over: np.ndarray, in_risico: np.ndarray, gebeurd: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95% bounds of S as S ** exp(+-z * se), with Greenwood's variance."""
    with np.errstate(all="ignore"):
        variantie = np.cumsum(gebeurd / (in_risico * (in_risico - gebeurd)))
        fout = np.exp(Z * np.sqrt(variantie) / np.abs(np.log(over)))
        laag, hoog = over**fout, over ** (1 / fout)
    heel = over == 1
    return np.where(heel, 1.0, laag), np.where(heel, 1.0, hoog)


def _first_half(dagen: np.ndarray, over: np.ndarray) -> float | None:
    half = dagen[over <= 0.5 + NOISE]
    return float(half[0]) if len(half) else None
