"""Beëindigde JB-maatregelen in de periode."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import uitstroom
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    return uitstroom(tables, JB_TYPEN)
