"""Geplaatst in een thuisachtige vorm."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.uhp_plaatsingen.filter(_.eerste)
    thuisachtig = rijen.verblijfsvorm.isin(("11", "12")) | rijen.netwerk.fill_null(False)
    return Telling(rijen, rijen.begin, teller=thuisachtig, noemer=rijen.verblijfsvorm.notnull())
