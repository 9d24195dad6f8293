"""Lopende jeugdreclasseringsmaatregelen op de peildatum."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import stand
from core.model.schema import JR_TYPEN


def measure(tables) -> Bijdrage:
    return stand(tables, JR_TYPEN)
