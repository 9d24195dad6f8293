"""Deel van de trajecten via de GI bij een aanbieder met een contract."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.verwijzer == "04", _.gecontracteerd.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.gecontracteerd, noemer=rijen.gecontracteerd.notnull())
