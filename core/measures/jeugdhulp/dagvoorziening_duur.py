"""Gemiddelde duur van dagbehandeling die in de periode eindigde."""

from core.engine.bijdrage import Bijdrage, Verdeling
from core.measures.hulptrajecten import DAGVOORZIENING, beeindigde_ketens


def measure(tables) -> Bijdrage:
    rijen = beeindigde_ketens(tables, DAGVOORZIENING)
    return Verdeling(rijen, rijen.einde, rijen.dagen, "gemiddelde")
