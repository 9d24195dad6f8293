"""Gedeclareerde etmalen verblijf met behandeling."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import met_teken, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(_.productcategorie == "43", _.eenheid == "14", _.volume.notnull())
    return Telling(rijen, rijen.periode_begin, teller=met_teken(rijen, rijen.volume))
