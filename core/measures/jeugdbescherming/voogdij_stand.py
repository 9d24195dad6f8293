"""Lopende voogdijmaatregelen op de peildatum."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import stand


def measure(tables) -> Bijdrage:
    return stand(tables, ("21", "22", "23"))
