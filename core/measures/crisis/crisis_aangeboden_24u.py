"""Crisismeldingen waarbij de hulp binnen 24 uur werd aangeboden."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.crises.filter(_.melding.notnull(), _.aangeboden.notnull())
    op_tijd = rijen.aangeboden <= rijen.melding + ibis.interval(hours=24)
    return Telling(rijen, rijen.melding, teller=op_tijd, noemer=rijen.aangeboden.notnull())
