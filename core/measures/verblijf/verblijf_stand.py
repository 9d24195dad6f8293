"""Jeugdigen met een lopende plaatsing op de peildatum."""

from core.engine.bijdrage import Bijdrage, Stand


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)
