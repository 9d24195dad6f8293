"""Begonnen trajecten met een ervaringsdeskundige."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import begonnen, trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.ervaringsdeskundige)
    return begonnen(rijen)
