"""Begonnen trajecten via de GI bij een aanbieder zonder contract."""

from ibis import _

from core.engine.bijdrage import Bijdrage
from core.measures.hulptrajecten import begonnen, trajecten


def measure(tables) -> Bijdrage:
    rijen = trajecten(tables).filter(_.verwijzer == "04", ~_.gecontracteerd)
    return begonnen(rijen)
