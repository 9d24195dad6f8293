"""Deel van de beëindigde plaatsingen met ambulante hulp in de 30 dagen erna."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import begonnen_plaatsingen, dagen_na, met_vervolg
from core.measures.hulptrajecten import AMBULANT, trajecten

NATRAJECT = 30


def measure(tables) -> Bijdrage:
    eind = tables.plaatsingen.filter(_.laatste, _.einde.notnull())
    ander = begonnen_plaatsingen(tables).view()
    dag_erna = dagen_na(eind.einde, 1)
    eind = met_vervolg(eind, ander, eind.jeugdige == ander.jeugdige, ander.begin <= dag_erna,
                       ander.einde.isnull() | (ander.einde >= dag_erna))
    thuis = eind.filter(~eind.vervolg).drop("vervolg")
    hulp = trajecten(tables).filter(_.productcategorie.isin(AMBULANT))
    rijen = met_vervolg(thuis, hulp, thuis.jeugdige == hulp.jeugdige,
                        hulp.begin <= dagen_na(thuis.einde, NATRAJECT),
                        hulp.einde.isnull() | (hulp.einde > thuis.einde))
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1))
