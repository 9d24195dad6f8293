"""Children who come back and cannot be seen to: their measure ended before the data begin.

In the first three years of the data they look like children who come in for the first time. Taken for those, the inflow
seems higher than it is, seems to fall, and the returns that are simulated come on top of it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.simulation.days import JAAR
from core.simulation.known import Bekend
from core.simulation.rates import Krommen, Tempo
from core.simulation.risk import TERUG_TOT

NOG_FRIS = 0.2  # at least this share of those who seem to come in does


@dataclass(frozen=True)
class Eerder:
    """`van`: first day of the data; `per_jaar`: after how many ends a year a child could come back; `terug`: when they
    do, from the day their measure ended."""

    van: int
    per_jaar: float
    terug: Krommen

    def per_year(self, dagen: NDArray) -> NDArray:
        """Children a year who come back on these days after an end before the first day of the data."""
        nul = np.zeros(len(dagen), int)
        nog, grens = (
            np.exp(-self.terug.so_far(nul, np.minimum(x, TERUG_TOT)))
            for x in (dagen - self.van, np.full(len(dagen), TERUG_TOT))
        )
        return self.per_jaar * (nog - grens)

    def lengthen(self, rand: NDArray, aantal: NDArray) -> NDArray:
        """Years in each of the periods between the days `rand`, longer as far as part of the `aantal` who seem to come
        in there came back."""
        jaren = np.diff(rand) / JAAR
        terug = self.per_year((rand[:-1] + rand[1:]) / 2) * jaren
        fris = max(aantal.sum() - terug.sum(), NOG_FRIS * aantal.sum())
        return jaren + terug * jaren.sum() / fris if fris else jaren


def find_eerder(m: pd.DataFrame, bekend: Bekend, terug: Tempo) -> Eerder:
    """From the measures that ended in the first years of the data, after which a child could come back; without as many
    as are known from before (a delivery can hold older measures than it covers)."""
    tot = min(bekend.van + TERUG_TOT, bekend.tot + 1)
    # The 18th birthday cuts the time to come back short: half of it counts for all of it.
    kan = m["slot"] & ~m["op18"] & (m["maand18"] > m["einde"] + TERUG_TOT // 2)
    per_jaar = (kan & m["einde"].between(bekend.van, tot - 1)).sum() / max((tot - bekend.van) / JAAR, 0.25)
    toch = (kan & m["einde"].between(bekend.van - TERUG_TOT, bekend.van - 1)).sum() / (TERUG_TOT / JAAR)
    return Eerder(bekend.van, max(float(per_jaar - toch), 0.0), terug.verwacht())
