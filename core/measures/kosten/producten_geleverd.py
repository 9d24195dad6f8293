"""Unieke productcodes die in de periode per saldo geleverd zijn."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(_.productcode.notnull())
    return Telling(rijen, rijen.periode_begin, sleutel=rijen.productcode, saldo=bedrag(rijen))
