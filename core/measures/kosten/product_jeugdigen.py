"""Jeugdigen met een product dat in de periode per saldo geleverd is."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, met_teken, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(_.jeugdige.notnull())
    return Telling(rijen, rijen.periode_begin, sleutel=rijen.jeugdige, saldo=bedrag(rijen),
                   reserve=met_teken(rijen, rijen.volume.fill_null(0)), post=rijen.productcode)
