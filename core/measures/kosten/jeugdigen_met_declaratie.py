"""Jeugdigen met een toegekende declaratie."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(_.jeugdige.notnull())
    return Telling(rijen, rijen.periode_begin, sleutel=rijen.jeugdige)
