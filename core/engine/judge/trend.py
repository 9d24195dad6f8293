"""Where a series is heading: a straight line by least squares over the measured periods.

Source of the formulas: any textbook on linear regression, e.g. Draper & Smith, Applied Regression Analysis,
1.4 and 3.1. Slope and its interval by Student's t with n - 2 degrees of freedom; a projection has the
interval of the mean (where the line lies) and the wider one of a new observation (where the next figure
falls).

| points with a value | outcome |
|---|---|
| none, or all on one day | no slope, no projection, zekerheid laag |
| two | slope and projection without interval, zekerheid laag |
| three or more | slope and projection with interval; hoog when the slope has p < 0.15 |

0.15 and not 0.10: it agrees with more of the published labels of official monitors (see the tests).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy import special

from core.engine.judge.dates import years
from core.engine.judge.interval import Interval, known
from core.model.oordeel import Punt

SIGNIFICANT = 0.15


@dataclass(frozen=True)
class Trend:
    """`helling` in the unit of the value per year, `p` the chance of such a slope without any trend (None under three
    points); `projectie` on the day asked for, with both intervals."""

    helling: float | None = None
    helling_interval: Interval | None = None
    zekerheid: str = "laag"
    p: float | None = None
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
    """Ordinary least squares, written out (scipy's linregress gives the same, ten times slower); figures that
    overflow become None."""
    n, midden, hoogte = len(x), float(x.mean()), float(y.mean())
    spreiding = float(((x - midden) ** 2).sum())
    helling = float(((x - midden) * (y - hoogte)).sum()) / spreiding
    if not math.isfinite(helling):
        return Trend()
    projectie = hoogte + helling * (straks - midden) if straks is not None else None
    projectie = projectie if known(projectie) else None
    if n < 3:
        return Trend(helling, projectie=projectie)
    rest = y - hoogte - helling * (x - midden)
    ruis = math.sqrt(float((rest**2).sum()) / (n - 2))
    t, fout = float(special.stdtrit(n - 2, 0.975)), ruis / math.sqrt(spreiding)
    # Rounding noise in a flat series is no trend, however regular it looks.
    vlak = abs(helling) * (x[-1] - x[0]) <= 1e-9 * float(np.abs(y).max())
    p = 1.0 if vlak else 0.0 if fout == 0 else 2 * float(special.stdtr(n - 2, -abs(helling / fout)))
    uit = Trend(helling, _around(helling, t * fout), "hoog" if p < SIGNIFICANT else "laag", p, projectie)
    if projectie is None:
        return uit
    afstand = 1 / n + (straks - midden) ** 2 / spreiding
    return replace(
        uit,
        gemiddelde_interval=_around(projectie, t * ruis * math.sqrt(afstand)),
        waarneming_interval=_around(projectie, t * ruis * math.sqrt(1 + afstand)),
    )


def _around(midden: float, half: float) -> Interval | None:
    grenzen = midden - half, midden + half
    return grenzen if all(map(math.isfinite, grenzen)) else None
