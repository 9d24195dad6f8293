"""Deel van de begonnen trajecten dat afwijkt van het normenkader."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.afwijking_normenkader.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.afwijking_normenkader,
                   noemer=rijen.afwijking_normenkader.notnull())
