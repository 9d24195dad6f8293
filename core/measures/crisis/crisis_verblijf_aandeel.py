"""Deel van de crises waarbij het kind ergens anders ging wonen."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables).filter((_.verblijf == 1) | (_.ambulant == 1))
    return Telling(rijen, rijen.begin, teller=rijen.verblijf, noemer=rijen.verblijf.notnull())
