"""Lopende maatregelen van jeugdbescherming en jeugdreclassering op de peildatum."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import stand
from core.model.schema import JB_TYPEN, JR_TYPEN


def measure(tables) -> Bijdrage:
    return stand(tables, JB_TYPEN + JR_TYPEN)
