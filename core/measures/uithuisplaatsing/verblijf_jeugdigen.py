"""Jeugdigen die in de periode ten minste een dag niet thuis verbleven."""

from core.engine.bijdrage import Bijdrage, Stand


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige, hele_periode=True)
