"""Jeugdigen die in de periode in een dagvoorziening begonnen."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import maanden_na, met_vervolg
from core.measures.hulptrajecten import DAGVOORZIENING, trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.productcategorie == DAGVOORZIENING)
    eerder = rijen.view()
    rijen = met_vervolg(rijen, eerder, rijen.jeugdige == eerder.jeugdige, eerder.begin < rijen.begin,
                        eerder.einde.isnull() | (eerder.einde >= maanden_na(rijen.begin, -6)))
    rijen = rijen.filter(~_.vervolg)
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)
