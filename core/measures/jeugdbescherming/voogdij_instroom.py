"""Nieuwe voogdijmaatregelen in de periode."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import instroom


def measure(tables) -> Bijdrage:
    return instroom(tables, ("21", "22", "23"))
