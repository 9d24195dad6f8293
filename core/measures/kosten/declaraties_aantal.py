"""Toegekende declaraties, debet min credit."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import met_teken, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables)
    return Telling(rijen, rijen.periode_begin, teller=met_teken(rijen, ibis.literal(1)))
