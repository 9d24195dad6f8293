"""Plekken waar een kind in de periode voltijd verbleef."""

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.bouwstenen import plekken, tot_en_met


def measure(tables) -> Bijdrage:
    rijen = plekken(tables)
    plek = rijen.jeugdige + "|" + rijen.verblijfsvorm + "|" + rijen.plek_begin.cast("string")
    return Stand(rijen, rijen.van, tot_en_met(rijen), sleutel=plek, hele_periode=True)
