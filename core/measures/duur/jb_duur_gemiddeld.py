"""Gemiddelde duur van JB-maatregelen die in de periode eindigden."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import duur_van_beeindigde
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    return duur_van_beeindigde(tables, JB_TYPEN, "gemiddelde")
