"""Kosten van jeugdhulp die een gecertificeerde instelling of de rechter inzette."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, toegekend

EIGEN_WERK_VAN_DE_GI = ("47", "48", "49")


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(
        _.verwijzer.isin(("04", "08")).fill_null(False) | _.gi.notnull(),
        _.productcategorie.isnull() | ~_.productcategorie.isin(EIGEN_WERK_VAN_DE_GI))
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))
