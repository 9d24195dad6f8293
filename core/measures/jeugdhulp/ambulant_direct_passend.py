"""Deel van de kinderen dat als eerste ambulante hulp kreeg die meteen paste."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import AMBULANT, met_misser


def measure(tables) -> Bijdrage:
    rijen = met_misser(tables)
    passend = rijen.productcategorie.isin(AMBULANT).fill_null(False) & ~rijen.vervolg
    return Telling(rijen, rijen.begin, teller=passend, noemer=ibis.literal(1), sleutel=rijen.jeugdige)
