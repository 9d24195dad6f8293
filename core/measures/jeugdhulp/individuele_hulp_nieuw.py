"""Jeugdigen die met individuele ambulante hulp begonnen."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.productcategorie == "45", ~_.groep.fill_null(False))
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)
