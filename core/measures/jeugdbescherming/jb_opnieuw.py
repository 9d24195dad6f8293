"""Jeugdigen die binnen een jaar na afschaling opnieuw een JB-maatregel krijgen."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import beeindigd, minderjarig_op
from core.model.schema import JB_TYPEN

# Ending for these reasons is no scaling down: of age, custody changed, death, or VOTS that became OTS.
GEEN_AFSCHALING = ("01", "05", "06", "07", "11", "15")
VOORTZETTING, VOLGTIJD = 14, 365


def measure(tables) -> Bijdrage:
    eind = beeindigd(tables, JB_TYPEN).filter(_.reden_einde.isnull() | ~_.reden_einde.isin(GEEN_AFSCHALING))
    eind = eind.filter(minderjarig_op(eind.geboortemaand, eind.einde))
    jb = tables.maatregelen.filter(_.type.isin(JB_TYPEN), _.eerste).select(
        kind=_.jeugdige, nieuw_begin=_.begin, nieuw_einde=_.einde)
    paren = eind.left_join(jb, eind.jeugdige == jb.kind)
    dagen_erna = paren.nieuw_begin.delta(paren.einde, unit="day")
    rust = (dagen_erna <= 1) & (paren.nieuw_einde.isnull() | (paren.nieuw_einde.delta(paren.einde, unit="day") > 1))
    vlot = dagen_erna.between(1, VOORTZETTING)
    paren = paren.mutate(door=(rust | vlot).fill_null(False).cast("int32"),
                         terug=dagen_erna.between(VOORTZETTING + 1, VOLGTIJD).fill_null(False).cast("int32"))
    rijen = paren.group_by("jeugdige", "type", "begin", "einde", "gemeente", "gi", "geslacht").agg(
        door=_.door.max(), terug=_.terug.max()).filter(_.door == 0)
    return Telling(rijen, rijen.einde, teller=rijen.terug, noemer=ibis.literal(1), sleutel=rijen.jeugdige)
