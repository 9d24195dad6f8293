"""Gemiddelde duur in maanden van ITB CRIEM die in de periode eindigde."""

from core.engine.bijdrage import Bijdrage, Verdeling
from core.measures.bouwstenen import DAGEN_PER_MAAND, beeindigd, dagen_tussen


def measure(tables) -> Bijdrage:
    rijen = beeindigd(tables, ("51",))
    dagen = dagen_tussen(rijen.einde, rijen.begin) + 1
    return Verdeling(rijen, rijen.einde, dagen / DAGEN_PER_MAAND, "gemiddelde")
