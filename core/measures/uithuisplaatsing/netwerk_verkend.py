"""Netwerk eerst verkend."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.uhp_plaatsingen.filter(_.eerste, _.netwerk_verkend.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.netwerk_verkend, noemer=rijen.netwerk_verkend.notnull())
