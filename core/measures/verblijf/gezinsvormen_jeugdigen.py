"""Jeugdigen van wie de zwaarste plaatsing een gezinsvorm is."""

import ibis

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.bouwstenen import GEZINSVORMEN


def measure(tables) -> Bijdrage:
    rijen = tables.plaatsingen
    zwaarte = ibis.cases((rijen.verblijfsvorm == "13", 4), (rijen.verblijfsvorm == "14", 3),
                         (rijen.verblijfsvorm == "12", 2), else_=1)
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige,
                 telt=rijen.verblijfsvorm.isin(GEZINSVORMEN), voorrang=zwaarte)
