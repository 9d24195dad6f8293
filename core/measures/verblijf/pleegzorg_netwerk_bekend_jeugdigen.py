"""Jeugdigen in pleegzorg van wie bekend is of het gezin uit hun netwerk komt."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Stand


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen.filter(_.verblijfsvorm == "11", _.netwerk.notnull())
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)
