"""Waiting times under a rate by elapsed time, that a lever multiplies by a factor that changes over the days.

Thinning (Lewis and Shedler 1979) in layers. The first layer has the estimated rate; the base always takes its
first event. Under a factor below 1 an event is skipped with the chance that the factor leaves; above 1, a second
layer with the same rate is taken as far as the factor goes over 1. So without a lever nothing is drawn that the
base does not draw, and with one the same luck is used.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.simulation.chance import draw, exponentieel
from core.simulation.rates import Krommen

NOOIT = np.inf
# (day, which rows, number of the candidate) -> factor
Factor = Callable[[NDArray, NDArray, NDArray], NDArray]
PER_KEER, PER_LAAG = 64, 16


def wait(
    kromme: Krommen,
    run: NDArray,
    sleutel: NDArray,
    naam: str,
    keer: int,
    nul: NDArray,
    van: NDArray,
    tot: NDArray,
    factor: Factor | None = None,
    lagen: int = 1,
) -> tuple[NDArray, NDArray]:
    """Day of the first event after `van`, under a clock that started on day `nul`, and the number of the
    candidate it is (to draw its properties with). NOOIT when it is not before `tot`."""
    dag, kandidaat = _laag(kromme, run, sleutel, naam, keer, nul, van, tot, factor, 0)
    for laag in range(1, lagen if factor else 1):
        extra, nummer = _laag(kromme, run, sleutel, naam, keer, nul, van, tot, factor, laag)
        eerder = extra < dag
        dag, kandidaat = np.where(eerder, extra, dag), np.where(eerder, nummer, kandidaat)
    return dag, kandidaat


def _laag(kromme, run, sleutel, naam, keer, nul, van, tot, factor, laag) -> tuple[NDArray, NDArray]:
    eerste = keer * PER_KEER + laag * PER_LAAG
    hazard = kromme.so_far(run, van - nul) + exponentieel(sleutel, naam, eerste)
    dag = nul + kromme.na(run, hazard)
    kandidaat = np.full(len(dag), eerste)
    dag[dag >= tot] = NOOIT
    if factor is None:
        return dag, kandidaat
    open_ = np.flatnonzero(dag < NOOIT)
    for poging in range(1, PER_LAAG + 1):
        u = draw(sleutel[open_], f"{naam} mag", eerste + poging - 1)
        mag = u < factor(dag[open_], open_, kandidaat[open_]) - laag
        open_ = open_[~mag]
        if not len(open_) or poging == PER_LAAG:
            break
        hazard[open_] += exponentieel(sleutel[open_], naam, eerste + poging)
        dag[open_] = nul[open_] + kromme.na(run[open_], hazard[open_])
        kandidaat[open_] = eerste + poging
        dag[open_[dag[open_] >= tot[open_]]] = NOOIT
        open_ = open_[dag[open_] < NOOIT]
    dag[open_] = NOOIT
    return dag, kandidaat
