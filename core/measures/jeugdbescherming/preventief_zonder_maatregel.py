"""Kinderen die na het preventieve kader een half jaar zonder JB-maatregel bleven."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import beeindigd, dagen_tussen, eerste_records, maanden_na, met_vervolg
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    eind = beeindigd(tables, ("31",))
    jb = eerste_records(tables, JB_TYPEN).view()
    in_stand = (dagen_tussen(jb.begin, eind.einde) <= 1) & (
        jb.einde.isnull() | (dagen_tussen(jb.einde, eind.einde) > 1))
    erna = (jb.begin > eind.einde) & (jb.begin <= maanden_na(eind.einde, 6))
    rijen = met_vervolg(eind, jb, eind.jeugdige == jb.jeugdige, in_stand | erna)
    return Telling(rijen, rijen.einde, teller=~rijen.vervolg, noemer=ibis.literal(1), sleutel=rijen.jeugdige)
