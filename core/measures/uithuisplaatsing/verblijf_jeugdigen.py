"""Jeugdigen die in de periode ten minste een dag niet thuis verbleven."""

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.bouwstenen import tot_en_met


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen
    return Stand(rijen, rijen.van, tot_en_met(rijen), sleutel=rijen.jeugdige, hele_periode=True)
