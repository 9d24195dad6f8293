"""Lopende JB-maatregelen op de peildatum."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import stand
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    return stand(tables, JB_TYPEN)
