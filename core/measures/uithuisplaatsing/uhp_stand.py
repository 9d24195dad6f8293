"""Jeugdigen met een lopende uithuisplaatsing en een lopende JB-maatregel op de peildatum."""

from core.engine.bijdrage import Bijdrage, Stand


def measure(tables) -> Bijdrage:
    rijen = tables.uhp
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)
