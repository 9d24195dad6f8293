"""Deel van de begonnen plaatsingen dat in een gezin in de regio is."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import GEZINSVORMEN, begonnen_plaatsingen


def measure(tables) -> Bijdrage:
    rijen = begonnen_plaatsingen(tables).filter(_.afstand_km.notnull())
    in_gezin = rijen.verblijfsvorm.isin(GEZINSVORMEN) | rijen.netwerk.fill_null(False)
    return Telling(rijen, rijen.begin, teller=in_gezin & (rijen.afstand_km == 0),
                   noemer=rijen.afstand_km.notnull())
