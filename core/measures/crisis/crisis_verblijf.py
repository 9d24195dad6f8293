"""Crises met ten minste één keer verblijf."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables).filter(_.verblijf == 1)
    return Telling(rijen, rijen.begin)
