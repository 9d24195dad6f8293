"""Mediaan van de duur van verblijf met behandeling dat in de periode eindigde."""

from core.engine.bijdrage import Bijdrage, Verdeling
from core.measures.hulptrajecten import VERBLIJF_MET_BEHANDELING, beeindigde_ketens


def measure(tables) -> Bijdrage:
    rijen = beeindigde_ketens(tables, VERBLIJF_MET_BEHANDELING)
    return Verdeling(rijen, rijen.einde, rijen.dagen, "mediaan")
