"""Jeugdigen van wie geen lopend traject afwijkt van het normenkader."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.hulptrajecten import trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.afwijking_normenkader.notnull())
    return Stand(rijen, rijen.begin, rijen.einde, sleutel=rijen.jeugdige, hele_periode=True,
                 telt=~rijen.afwijking_normenkader, voorrang=rijen.afwijking_normenkader.cast("int32"))
