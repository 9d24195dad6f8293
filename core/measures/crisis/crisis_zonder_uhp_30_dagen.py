"""Deel van de crises zonder nieuwe plaatsing in de 30 dagen erna."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import crisis_episodes, dagen_tussen, met_vervolg


def measure(tables) -> Bijdrage:
    rijen = crisis_episodes(tables)
    plaats = tables.uhp_plaatsingen.filter(_.eerste)
    rijen = met_vervolg(rijen, plaats, rijen.jeugdige == plaats.jeugdige,
                        dagen_tussen(plaats.begin, rijen.begin).between(0, 30))
    return Telling(rijen, rijen.begin, teller=~rijen.vervolg, noemer=ibis.literal(1))
