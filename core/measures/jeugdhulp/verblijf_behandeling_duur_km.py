"""Kaplan-Meier-mediaan van de duur van begonnen verblijf met behandeling."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Overleving
from core.measures.hulptrajecten import VERBLIJF_MET_BEHANDELING, ketens


def measure(tables) -> Bijdrage:
    rijen = ketens(tables, VERBLIJF_MET_BEHANDELING).filter(_.eerste)
    return Overleving(rijen, rijen.begin, rijen.einde)
