"""Kosten van alle jeugdhulp."""

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables)
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))
