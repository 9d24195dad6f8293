"""What the first day tells about the years before it: an OTS that ran then came in earlier, and was one of several.

Of those that began so long before, as many were left as an OTS lasts so long. So the OTS that ran on the first day of
the data, counted by when they began, are counts of the inflow before the data, and a trend is seen in twice the years.
They are less certain than what was counted: how long an OTS lasted then may differ from how long it lasts now.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.simulation import risk
from core.simulation.days import JAAR, MAAND
from core.simulation.rates import VER, WEINIG, Krommen, count

STUK = 6  # months in a period, as the inflow is counted
STUKKEN = 8
REST = 0.1  # nothing is told by the last tenth that is left
# Outside these bounds, as a share of what is expected, it tells of a delivery without what ran, and not of inflow.
GELOOFD = (0.4, 2.5)


@dataclass(frozen=True)
class Overlevers:
    """Per period of half a year before the first day, the newest first: `aantal` that still ran, `verwacht` how many
    that would be of a family a year, both in families, and `duur` how much may be wrong with that when an OTS lasted
    otherwise (the cumulative rate of ending)."""

    aantal: NDArray
    verwacht: NDArray
    duur: NDArray

    def __len__(self) -> int:
        return len(self.aantal)


GEEN = Overlevers(*np.zeros((3, 0)))


def find_overlevers(m: pd.DataFrame, sinds: int, tot: int, gezinnen: float, eigen: NDArray) -> Overlevers:
    """Of the measures with what went before (`risk.with_verloop`) and day `sinds` from which inflow is counted;
    `gezinnen`: families a year that came in from then on, `eigen`: which measures belong to the selection."""
    ots = m[m["type"] == risk.OTS]
    begonnen = ots[(ots["begin"] >= sinds) & (ots["begin"] <= tot)]
    if len(begonnen) < WEINIG or gezinnen <= 0:
        return GEEN
    per_gezin = begonnen.groupby([begonnen["gezin"].fillna(-1 - begonnen["kind"]), "begin"]).size()
    samen = float((per_gezin**2).sum() / per_gezin.sum())  # children who count as one: they come in together
    bij_een = len(begonnen) / ((tot + 1 - sinds) / JAAR) / gezinnen
    over, duur = _survival(ots, sinds, tot)
    verwacht = bij_een * over * STUK / 12 / samen
    loopt = (ots["begin"] < sinds) & (ots["einde"] >= sinds) & eigen[m.index.get_indexer(ots.index)]
    stuk = ((sinds - 1 - ots.loc[loopt, "begin"]) / (STUK * MAAND)).astype(int)
    aantal = np.bincount(stuk[stuk < STUKKEN], minlength=STUKKEN) / samen
    mee = slice(int((over >= REST).sum()))
    return Overlevers(aantal[mee], verwacht[mee], duur[mee])


def _survival(ots: pd.DataFrame, sinds: int, tot: int) -> tuple[NDArray, NDArray]:
    """Which share of an OTS is left after so many periods, and the cumulative rate that makes it so."""
    begin, eind = ots["begin"].to_numpy(), np.minimum(ots["einde"].to_numpy(), tot + 1)
    risico = risk.Risico(begin, begin, eind, (ots["einde"] <= tot).to_numpy(), np.ones(len(ots), bool))
    rand = np.array([*(np.arange(STUK * STUKKEN + 1) * MAAND), VER])
    gebeurd, dagen = count(*risico.between(sinds, tot), rand)
    kromme = Krommen.from_tempo(rand, (gebeurd / np.maximum(dagen, 1))[None, :])
    midden = (np.arange(STUK * STUKKEN) + 0.5) * MAAND
    over = np.exp(-kromme.so_far(np.zeros(len(midden), int), midden)).reshape(STUKKEN, STUK).mean(1)
    return over, -np.log(np.maximum(over, 1e-9))
