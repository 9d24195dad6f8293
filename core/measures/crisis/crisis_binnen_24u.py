"""Crises waarbij de hulp binnen 24 uur na de melding begon."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.crises.filter(_.melding.notnull(), _.start.notnull())
    op_tijd = rijen.start <= rijen.melding + ibis.interval(hours=24)
    return Telling(rijen, rijen.melding, teller=op_tijd, noemer=rijen.start.notnull())
