"""Jeugdigen van wie de laatst begonnen plaatsing in de periode deeltijd is."""

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.bouwstenen import laatst_begonnen, tot_en_met


def measure(tables) -> Bijdrage:
    rijen = laatst_begonnen(tables.plaatsingen)
    return Stand(rijen, rijen.van, tot_en_met(rijen), sleutel=rijen.jeugdige, hele_periode=True,
                 telt=~rijen.voltijd, voorrang=rijen.voorrang)
