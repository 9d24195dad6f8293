"""The 95% interval of one figure, by the kind of figure.

| soort | given | interval |
|---|---|---|
| aantal | waarde | exact Poisson (Garwood 1936); 0 gives 0 to 3.69 |
| aandeel | teller, noemer (or waarde and noemer or n) | Wilson (1927) score interval |
| gemiddelde | waarden | bootstrap, percentile, fixed seed |
| gemiddelde | waarde, n, sd | Student's t |
| gemiddelde | waarde, n | as if durations: sd = mean (exact exponential interval); careful when n is small |
| mediaan | waarden | bootstrap, percentile, fixed seed |
| mediaan | waarde, n | as the mean, with the lower efficiency of a median (0.48 n) |
| bedrag | - | none: all invoices are in it, and a euro is not an observation |

The first two are those of core.engine.count.interval.
"""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from scipy import special

from core.engine.count.interval import poisson, wilson
from core.model.oordeel import Punt

Soort = Literal["aantal", "aandeel", "gemiddelde", "mediaan", "bedrag"]
Interval = tuple[float, float]

TREKKINGEN = 1999
# Below six values no 95% interval of a median exists (2 * 0.5**5 > 0.05); a bootstrap would seem too sure.
MINSTENS = 6
# Efficiency of the median of n exponential values against their mean: ln(2) squared.
MEDIAAN_WAARD = math.log(2) ** 2


def interval(
    soort: Soort,
    *,
    waarde: float | None = None,
    teller: float | None = None,
    noemer: float | None = None,
    n: float | None = None,
    sd: float | None = None,
    waarden: Sequence[float] | np.ndarray | None = None,
) -> Interval | None:
    """(laag, hoog) of the figure, in its own unit, or None when it cannot be known. See the table above."""
    if soort == "aantal":
        grenzen = None if waarde is None else poisson(waarde)
    elif soort == "aandeel":
        onder = next((x for x in (noemer, n) if x is not None), None)
        boven = teller if teller is not None or waarde is None or onder is None else waarde * onder
        grenzen = None if boven is None or onder is None else wilson(boven, onder)
    elif soort in ("gemiddelde", "mediaan"):
        aantal = n if n is not None else noemer
        grenzen = (
            _bootstrap(waarden, soort)
            if waarden is not None
            else _student(waarde, aantal, sd)
            if sd is not None and soort == "gemiddelde"
            else _duration(waarde, aantal, soort)
        )
    else:
        grenzen = None
    if grenzen is None or not all(math.isfinite(g) for g in grenzen):
        return None
    return float(grenzen[0]), float(grenzen[1])


def interval_of(punt: Punt, soort: Soort, sd: float | None = None) -> Interval | None:
    """The interval a point brings itself, else the one of its kind; None without a value."""
    if punt.waarde is None:
        return None
    if known(punt.laag) and known(punt.hoog) and punt.laag <= punt.hoog:
        return float(punt.laag), float(punt.hoog)
    teller, noemer, n = (x if known(x) else None for x in (punt.teller, punt.noemer, punt.n))
    return interval(soort, waarde=punt.waarde, teller=teller, noemer=noemer, n=n, sd=sd)


def known(x: float | None) -> bool:
    """A figure is there: not None, NaN or infinite."""
    return x is not None and math.isfinite(x)


def _student(waarde: float | None, n: float | None, sd: float) -> Interval | None:
    if not (known(waarde) and known(n) and known(sd)) or n < 2 or sd < 0:
        return None
    half = float(special.stdtrit(n - 1, 0.975)) * sd / math.sqrt(n)
    return waarde - half, waarde + half


def _duration(waarde: float | None, n: float | None, soort: Soort) -> Interval | None:
    if not (known(waarde) and known(n)) or n < 1:
        return None
    waard = n * MEDIAAN_WAARD if soort == "mediaan" else n
    grenzen = sorted(waarde * waard / float(special.gammaincinv(waard, kans)) for kans in (0.975, 0.025))
    return grenzen[0], grenzen[1]


def _bootstrap(waarden: Sequence[float] | np.ndarray, soort: Soort) -> Interval | None:
    w = np.asarray(waarden, dtype="float64")
    w = w[np.isfinite(w)]
    if len(w) < MINSTENS:
        return None
    from scipy import stats  # slow to load, and asked of a few

    statistiek = np.median if soort == "mediaan" else np.mean
    grenzen = stats.bootstrap(
        (w,),
        statistiek,
        method="percentile",
        n_resamples=TREKKINGEN,
        vectorized=True,
        batch=max(1, 2_000_000 // len(w)),
        rng=np.random.default_rng(20220101),
    )
    # The draws are whole numbers and the same everywhere; the sums differ in the last bits per processor.
    return tuple(float(f"{g:.9g}") for g in grenzen.confidence_interval)
