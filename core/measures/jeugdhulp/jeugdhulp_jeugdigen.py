"""Jeugdigen met een traject of een plaatsing in de periode."""

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import hulp_en_verblijf, liepen


def measure(tables) -> Bijdrage:
    return liepen(hulp_en_verblijf(tables), "jeugdige")
