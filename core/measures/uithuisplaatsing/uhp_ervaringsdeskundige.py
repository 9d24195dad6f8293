"""Nieuwe uithuisplaatsingen waarbij een ervaringsdeskundige betrokken was."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    eerste = tables.uhp_plaatsingen.filter(_.eerste, _.ervaringsdeskundige).select(
        "aanbieder", kind=_.jeugdige, vorm=_.verblijfsvorm, plek_begin=_.begin)
    uhp = tables.uhp_begin
    rijen = uhp.join(eerste, [uhp.jeugdige == eerste.kind, uhp.verblijfsvorm == eerste.vorm,
                              uhp.begin == eerste.plek_begin])
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)
