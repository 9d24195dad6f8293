"""Gemiddelde duur van ondertoezichtstellingen (OTS) die in de periode eindigden."""

from core.engine.bijdrage import Bijdrage
from core.measures.bouwstenen import duur_van_beeindigde


def measure(tables) -> Bijdrage:
    return duur_van_beeindigde(tables, ("11",), "gemiddelde")
