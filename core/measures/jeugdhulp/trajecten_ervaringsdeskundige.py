"""Lopende trajecten met een ervaringsdeskundige."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import liepen, trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.ervaringsdeskundige)
    return liepen(rijen, "rij")
