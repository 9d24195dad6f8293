"""Jeugdigen in een pleeggezin uit het eigen netwerk op de peildatum."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Stand


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen.filter(_.verblijfsvorm == "11", _.netwerk)
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)
