"""Maten: duur. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis

from core.engine.count.contribution import Bijdrage, Overleving, Stand
from core.measures.blocks import dagen_na, first_records, maanden_na


def ots_duur_km(tables) -> Bijdrage:
    """Kaplan-Meier-mediaan van de duur van OTS die in de periode begonnen."""
    rijen = first_records(tables, ("11",))
    return Overleving(rijen, rijen.begin, rijen.einde)


def ots_langer_dan_jaar_stand(tables) -> Bijdrage:
    """OTS die op de peildatum een jaar of langer loopt."""
    rijen = tables.maatregelen.filter(tables.maatregelen.type == "11")
    jaar_later = maanden_na(rijen.begin, 12)
    # 29 February has no day a year later: then the year is full on 1 March.
    jaar_vol = (jaar_later.day() == rijen.begin.day()).ifelse(jaar_later, dagen_na(jaar_later, 1))
    return Stand(rijen, ibis.greatest(rijen.van, jaar_vol), rijen.tot)
