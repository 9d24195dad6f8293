"""Jeugdigen met jeugdhulp die thuis of in een gezinsvorm woonden."""

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.hulptrajecten import hulp_en_verblijf


def measure(tables) -> Bijdrage:
    rijen = hulp_en_verblijf(tables)
    return Stand(rijen, rijen.begin, rijen.einde, sleutel=rijen.jeugdige, hele_periode=True,
                 telt=rijen.zwaarte.isin((0, 2)), voorrang=rijen.zwaarte)
