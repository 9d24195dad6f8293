"""Unieke aanbieders met een traject dat in de periode liep."""

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import liepen, trajecten


def measure(tables) -> Bijdrage:
    return liepen(trajecten(tables), "aanbieder")
