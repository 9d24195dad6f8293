"""Kosten van jeugdhulp met verblijf."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, toegekend
from core.measures.hulptrajecten import VERBLIJF


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(_.productcategorie.isin(VERBLIJF))
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))
