"""Kinderen die binnen 14 dagen naar een andere plek gingen."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import dagen_tussen, plekken

DAGEN_ERTUSSEN = 14


def measure(tables) -> Bijdrage:
    nieuw = plekken(tables).filter(_.nieuwe_plek)
    vorige = tables.uhp_plaatsingen.filter(_.laatste, _.einde.notnull()).select(
        kind=_.jeugdige, vorige_begin=_.begin, vorige_einde=_.einde, vorige_vorm=_.verblijfsvorm,
        aanbieder_ervoor=_.aanbieder)
    paren = nieuw.left_join(vorige, [nieuw.jeugdige == vorige.kind, ~nieuw.gevolgd,
                                     vorige.vorige_begin < nieuw.begin, vorige.vorige_einde <= nieuw.begin])
    anders = (paren.vorige_vorm != paren.verblijfsvorm) | (
        paren.aanbieder_ervoor != paren.aanbieder).fill_null(False)
    kort = dagen_tussen(paren.begin, paren.vorige_einde) <= DAGEN_ERTUSSEN
    laatst = ibis.window(group_by=["jeugdige", "verblijfsvorm", "van"],
                         order_by=[ibis.desc(paren.vorige_einde), ibis.desc(anders)])
    paren = paren.mutate(_rang=ibis.row_number().over(laatst), over=paren.gevolgd | (anders & kort))
    rijen = paren.filter(_._rang == 0, _.over)
    return Telling(rijen, rijen.van)
