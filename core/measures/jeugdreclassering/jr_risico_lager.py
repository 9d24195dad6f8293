"""Deel van de afgesloten jeugdreclassering met een lager risico."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import JR_BEGELEIDING, beeindigd


def measure(tables) -> Bijdrage:
    rijen = beeindigd(tables, JR_BEGELEIDING).filter(_.reden_einde.isin(("41", "42", "43")))
    return Telling(rijen, rijen.einde, teller=rijen.reden_einde == "41", noemer=rijen.reden_einde.notnull())
