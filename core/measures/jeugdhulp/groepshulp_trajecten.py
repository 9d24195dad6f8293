"""Lopende trajecten met hulp in een groep."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import liepen, trajecten


def measure(tables) -> Bijdrage:
    return liepen(trajecten(tables).filter(_.groep), "rij")
