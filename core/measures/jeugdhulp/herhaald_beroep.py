"""Deel van de beëindigde trajecten waarna het kind binnen een jaar opnieuw hulp kreeg."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import minderjarig_op
from core.measures.hulptrajecten import beeindigde_trajecten, met_nieuw_traject


def measure(tables) -> Bijdrage:
    eind = beeindigde_trajecten(tables).filter(
        _.reden_einde.isnull() | ~_.reden_einde.isin(("02", "39")))
    geboren = tables.maatregelen.group_by(kind=_.jeugdige).agg(geboortemaand=_.geboortemaand.max())
    eind = eind.left_join(geboren, eind.jeugdige == geboren.kind).drop("kind")
    eind = eind.filter(minderjarig_op(eind.geboortemaand, eind.einde))
    rijen = met_nieuw_traject(tables, eind)
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1))
