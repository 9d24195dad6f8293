"""Kaplan-Meier-mediaan van de duur van OTS die in de periode begonnen."""

from core.engine.bijdrage import Bijdrage, Overleving
from core.measures.bouwstenen import eerste_records


def measure(tables) -> Bijdrage:
    rijen = eerste_records(tables, ("11",))
    return Overleving(rijen, rijen.begin, rijen.einde)
