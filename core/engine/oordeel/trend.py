"""Where a series is heading: a straight line by least squares over the measured periods.

Source of the formulas: any textbook on linear regression, e.g. Draper & Smith, Applied Regression Analysis,
1.4 and 3.1. Slope and its interval by Student's t with n - 2 degrees of freedom; a projection has the
interval of the mean (where the line lies) and the wider one of a new observation (where the next figure
falls).

| points with a value | outcome |
|---|---|
| none, or all on one day | no slope, no projection, zekerheid laag |
| two | slope and projection without interval, zekerheid laag |
| three or more | slope and projection with interval; hoog when the slope is significant at 10% |
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import stats

from core.engine.oordeel.interval import Interval, known
from core.engine.oordeel.tijd import years
from core.model.oordeel import Punt

SIGNIFICANT = 0.10


@dataclass(frozen=True)
class Trend:
    """`helling` in the unit of the value per year; `projectie` on the day asked for, with both intervals."""

    helling: float | None = None
    helling_interval: Interval | None = None
    zekerheid: str = "laag"
    projectie: float | None = None
    gemiddelde_interval: Interval | None = None
    waarneming_interval: Interval | None = None


def trend(punten: Sequence[Punt], doeldag: date | None = None) -> Trend:
    """The line through the points that have a value, and its value on `doeldag` (None: no projection).

    No projection either when `doeldag` is not after the last point: that would be hindsight.
    """
    bekend = sorted((p for p in punten if known(p.waarde)), key=lambda p: p.dag)
    if len({p.dag for p in bekend}) < 2:
        return Trend()
    x = np.array([years(p.dag) for p in bekend])
    y = np.array([p.waarde for p in bekend], dtype="float64")
    straks = years(doeldag) if doeldag and doeldag > bekend[-1].dag else None
    with np.errstate(all="ignore"):
        return _line(x, y, straks)


def _line(x: np.ndarray, y: np.ndarray, straks: float | None) -> Trend:
    """Ordinary least squares; figures that overflow become None."""
    n, midden = len(x), x.mean()
    lijn = stats.linregress(x - midden, y)
    helling = float(lijn.slope)
    if not math.isfinite(helling):
        return Trend()
    projectie = float(y.mean() + helling * (straks - midden)) if straks is not None else None
    projectie = projectie if known(projectie) else None
    if n < 3:
        return Trend(helling, None, "laag", projectie)
    t, spreiding_x = float(stats.t.ppf(0.975, n - 2)), float(((x - midden) ** 2).sum())
    ruis = float(lijn.stderr) * math.sqrt(spreiding_x)
    # Rounding noise in a flat series is no trend, however regular it looks.
    vlak = abs(helling) * (x[-1] - x[0]) <= 1e-9 * float(np.abs(y).max())
    zekerheid = "hoog" if float(lijn.pvalue) < SIGNIFICANT and not vlak else "laag"
    afstand = 1 / n + (straks - midden) ** 2 / spreiding_x if projectie is not None else None
    return Trend(helling, _around(helling, t * float(lijn.stderr)), zekerheid, projectie,
                 _around(projectie, t * ruis * math.sqrt(afstand)) if afstand is not None else None,
                 _around(projectie, t * ruis * math.sqrt(1 + afstand)) if afstand is not None else None)


def _around(midden: float, half: float) -> Interval | None:
    grenzen = midden - half, midden + half
    return grenzen if all(map(math.isfinite, grenzen)) else None
