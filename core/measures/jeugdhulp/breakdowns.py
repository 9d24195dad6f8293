"""Verblijf dat voortijdig eindigde."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import VERBLIJF, beeindigde_trajecten


def measure(tables) -> Bijdrage:
    rijen = beeindigde_trajecten(tables).filter(_.productcategorie.isin(VERBLIJF),
                                                _.reden_einde.isin(("32", "33")))
    return Telling(rijen, rijen.einde)
