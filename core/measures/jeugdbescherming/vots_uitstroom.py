"""Beëindigde voorlopige ondertoezichtstellingen (VOTS) in de periode."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import uitstroom


def measure(tables) -> Bijdrage:
    return uitstroom(tables, ("12",))
