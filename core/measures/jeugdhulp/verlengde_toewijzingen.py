"""Deel van de beëindigde trajecten dat meteen is verlengd."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import dagen_tussen, met_vervolg
from core.measures.hulptrajecten import beeindigde_trajecten, trajecten


def measure(tables) -> Bijdrage:
    eind = beeindigde_trajecten(tables)
    ander = trajecten(tables).view()
    beide = eind.productcode.notnull() & ander.productcode.notnull()
    zelfde = beide.ifelse(eind.productcode == ander.productcode,
                          eind.productcategorie == ander.productcategorie)
    rijen = met_vervolg(eind, ander, eind.jeugdige == ander.jeugdige, eind.aanbieder == ander.aanbieder,
                        eind.rij != ander.rij, dagen_tussen(ander.begin, eind.einde).between(0, 1), zelfde)
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1))
