"""Deel van de crises waarbij er al hulp liep."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables).filter(_.lopende_hulp.notnull())
    return Telling(rijen, rijen.begin, teller=rijen.lopende_hulp, noemer=rijen.lopende_hulp.notnull())
