"""The exact 95% interval of a count and that of a share, for one figure or a whole series at once.

A count: exact Poisson (Garwood 1936); 0 gives 0 to 3.69. A share: the score interval of Wilson (1927). Bounds that are
exact (0 children, all of them) are returned exactly, so that 0 where 0 is wanted is no doubt. NaN where nothing can be
said: no figure, below 0, no noemer, or a share above 1.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

Z95 = 1.959963984540054
Grenzen = tuple[np.ndarray, np.ndarray]


def poisson(aantal: ArrayLike) -> Grenzen:
    """(laag, hoog) of counts. The inverse incomplete gamma is half a chi-square quantile; faster, and fine for large
    counts."""
    aantal = np.asarray(aantal, dtype="float64")
    bekend = np.isfinite(aantal) & (aantal >= 0)
    iets = bekend & (aantal > 0)
    laag = np.where(iets, special.gammaincinv(np.where(iets, aantal, 1.0), 0.025), 0.0)
    hoog = special.gammaincinv(np.where(bekend, aantal, 1.0) + 1, 0.975)
    return np.where(bekend, laag, np.nan), np.where(bekend, hoog, np.nan)


def wilson(teller: ArrayLike, noemer: ArrayLike) -> Grenzen:
    """(laag, hoog) of shares, as ratios. Written out, because a weighted or derived teller need not be whole."""
    teller, noemer = (np.asarray(x, dtype="float64") for x in (teller, noemer))
    bekend = np.isfinite(teller) & np.isfinite(noemer) & (noemer > 0) & (teller >= 0) & (teller / (1 + 1e-9) <= noemer)
    n = np.where(bekend, noemer, 1.0)
    with np.errstate(over="ignore", invalid="ignore"):  # of a noemer that is nearly nothing nothing is known
        p, ruis = np.minimum(np.where(bekend, teller, 0.0) / n, 1.0), Z95**2 / n
        midden = (p + ruis / 2) / (1 + ruis)
        half = Z95 * np.sqrt(p * (1 - p) / n + ruis / n / 4) / (1 + ruis)
    laag = np.where(p == 0, 0.0, np.maximum(midden - half, 0.0))
    hoog = np.where(p == 1, 1.0, np.minimum(midden + half, 1.0))
    return np.where(bekend, laag, np.nan), np.where(bekend, hoog, np.nan)


def intervals(waarde: np.ndarray, noemer: np.ndarray, soort: str) -> Grenzen:
    """(laag, hoog) of the figures of a series. Means and medians bring their own, and an amount has none, because a
    euro is not an observation: NaN."""
    if soort == "aantal":
        return poisson(waarde)
    if soort == "aandeel":
        return wilson(waarde * noemer, noemer)
    leeg = np.full(len(waarde), np.nan)
    return leeg, leeg
