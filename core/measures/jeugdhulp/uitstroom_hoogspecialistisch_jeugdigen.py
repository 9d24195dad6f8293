"""Jeugdigen van wie een traject volgens plan of naar een ander domein eindigde."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import beeindigde_trajecten


def measure(tables) -> Bijdrage:
    rijen = beeindigde_trajecten(tables).filter(_.reden_einde.isin(("31", "39")))
    return Telling(rijen, rijen.einde, sleutel=rijen.jeugdige)
