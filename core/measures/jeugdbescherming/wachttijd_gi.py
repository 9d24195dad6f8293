"""Dagen tussen aanmelding bij de GI en begin van de maatregel (mediaan)."""

from core.engine.bijdrage import Bijdrage, Verdeling


def measure(tables) -> Bijdrage:
    rijen = tables.maatregelen.filter(tables.maatregelen.eerste, tables.maatregelen.aanmelddatum.notnull())
    return Verdeling(rijen, rijen.begin, rijen.begin.delta(rijen.aanmelddatum, unit="day"), "mediaan")
