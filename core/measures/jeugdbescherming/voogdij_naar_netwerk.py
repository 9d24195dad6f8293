"""Voogdij die overging naar een pleegouder of een burgervoogd."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import VOOGDIJ, beeindigd


def measure(tables) -> Bijdrage:
    rijen = beeindigd(tables, VOOGDIJ).filter(_.reden_einde.isin(("12", "13")))
    return Telling(rijen, rijen.einde)
