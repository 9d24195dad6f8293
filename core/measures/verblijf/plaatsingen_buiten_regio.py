"""Begonnen plaatsingen buiten de regio."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import begonnen_plaatsingen


def measure(tables) -> Bijdrage:
    rijen = begonnen_plaatsingen(tables).filter(_.afstand_km > 0)
    return Telling(rijen, rijen.begin)
