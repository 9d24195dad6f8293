"""OTS die op de peildatum een jaar of langer loopt."""

import ibis

from core.engine.bijdrage import Bijdrage, Stand
from core.measures.bouwstenen import dagen_na, maanden_na


def measure(tables) -> Bijdrage:
    rijen = tables.maatregelen.filter(tables.maatregelen.type == "11")
    jaar_later = maanden_na(rijen.begin, 12)
    # 29 February has no day a year later: then the year is full on 1 March.
    jaar_vol = (jaar_later.day() == rijen.begin.day()).ifelse(jaar_later, dagen_na(jaar_later, 1))
    return Stand(rijen, ibis.greatest(rijen.van, jaar_vol), rijen.tot)
