"""Jeugdigen met individuele ambulante hulp in de periode."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import liepen, trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.productcategorie == "45", ~_.groep.fill_null(False))
    return liepen(rijen, "jeugdige")
