"""Geplaatst in of bij de regio."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen.filter(_.eerste, _.afstand_km.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.afstand_km <= 20, noemer=rijen.afstand_km.notnull())
