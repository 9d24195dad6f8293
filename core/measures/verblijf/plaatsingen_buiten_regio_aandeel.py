"""Deel van de begonnen plaatsingen dat buiten de regio is."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import begonnen_plaatsingen


def measure(tables) -> Bijdrage:
    rijen = begonnen_plaatsingen(tables).filter(_.afstand_km.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.afstand_km > 0, noemer=rijen.afstand_km.notnull())
