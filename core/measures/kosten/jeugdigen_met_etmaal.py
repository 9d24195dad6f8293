"""Jeugdigen met gedeclareerde etmalen."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import met_teken, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(_.jeugdige.notnull(), _.eenheid == "14")
    return Telling(rijen, rijen.periode_begin, sleutel=rijen.jeugdige,
                   saldo=met_teken(rijen, rijen.volume.fill_null(0)))
