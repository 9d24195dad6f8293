"""Deel van de crises waarbij het netwerk is onderzocht."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables).filter(_.onderzocht.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.onderzocht, noemer=rijen.onderzocht.notnull())
