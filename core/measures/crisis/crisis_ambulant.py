"""Crises met ambulante hulp en zonder verblijf."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables).filter(_.ambulant == 1, _.verblijf == 0)
    return Telling(rijen, rijen.begin)
