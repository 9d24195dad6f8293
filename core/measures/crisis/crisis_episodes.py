"""Crises die in de periode begonnen."""

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables)
    return Telling(rijen, rijen.begin)
