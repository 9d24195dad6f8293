"""Begonnen plaatsingen in het eigen netwerk."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import begonnen_plaatsingen


def measure(tables) -> Bijdrage:
    rijen = begonnen_plaatsingen(tables).filter(_.netwerk)
    return Telling(rijen, rijen.begin)
