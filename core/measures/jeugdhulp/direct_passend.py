"""Deel van de begonnen trajecten dat meteen passend was."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import met_misser


def measure(tables) -> Bijdrage:
    rijen = met_misser(tables)
    return Telling(rijen, rijen.begin, teller=~rijen.vervolg, noemer=ibis.literal(1))
