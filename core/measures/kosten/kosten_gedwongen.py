"""Kosten van jeugdbescherming, jeugdreclassering en de hulp die zij inzetten."""

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, ingezet_door_gi, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables)
    rijen = rijen.filter(rijen.productcategorie.isin(("47", "48")).fill_null(False) | ingezet_door_gi(rijen))
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen))
