"""Deel van de GBM-adviezen dat binnen 42 dagen klaar was."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import dagen_tussen

TERMIJN = 42


def measure(tables) -> Bijdrage:
    advies = ibis.window(group_by=["jeugdige", "begin"])
    # Of the first record: a later one may tell when an extension was asked for.
    aanmelding = (~_.gevolgd).ifelse(_.aanmelddatum, ibis.null("date")).max()
    rijen = tables.maatregelen.filter(_.type == "63").mutate(aangemeld=aanmelding.over(advies))
    rijen = rijen.filter(_.laatste, _.einde.notnull())
    dagen = dagen_tussen(rijen.einde, ibis.coalesce(rijen.aangemeld, rijen.begin))
    return Telling(rijen, rijen.einde, teller=dagen <= TERMIJN, noemer=ibis.literal(1))
