"""Jeugdigen van wie bekend is of een lopend traject afwijkt van het normenkader."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import liepen, trajecten


def measure(tables) -> Bijdrage:
    return liepen(trajecten(tables).filter(_.afwijking_normenkader.notnull()), "jeugdige")
