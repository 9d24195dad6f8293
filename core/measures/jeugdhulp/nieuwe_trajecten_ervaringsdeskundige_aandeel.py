"""Deel van de begonnen trajecten met een ervaringsdeskundige."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.ervaringsdeskundige.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.ervaringsdeskundige,
                   noemer=rijen.ervaringsdeskundige.notnull())
