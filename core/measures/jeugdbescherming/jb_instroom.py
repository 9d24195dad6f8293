"""Nieuwe JB-maatregelen in de periode."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import instroom
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    return instroom(tables, JB_TYPEN)
