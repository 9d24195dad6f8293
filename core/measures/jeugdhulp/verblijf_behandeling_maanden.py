"""Gemiddelde duur in maanden van verblijf met behandeling dat in de periode eindigde."""

from core.engine.bijdrage import Bijdrage, Verdeling
from core.measures.bouwstenen import DAGEN_PER_MAAND
from core.measures.hulptrajecten import VERBLIJF_MET_BEHANDELING, beeindigde_ketens


def measure(tables) -> Bijdrage:
    rijen = beeindigde_ketens(tables, VERBLIJF_MET_BEHANDELING)
    return Verdeling(rijen, rijen.einde, rijen.dagen / DAGEN_PER_MAAND, "gemiddelde")
