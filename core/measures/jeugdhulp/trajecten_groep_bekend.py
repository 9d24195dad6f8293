"""Lopende trajecten waarvan bekend is of de hulp in een groep is."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import liepen, trajecten


def measure(tables) -> Bijdrage:
    return liepen(trajecten(tables).filter(_.groep.notnull()), "rij")
