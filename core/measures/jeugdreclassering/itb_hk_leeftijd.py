"""Deel van de ITB Harde Kern dat begon bij een jongere van 12 tot en met 22 jaar."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import eerste_records


def measure(tables) -> Bijdrage:
    rijen = eerste_records(tables, ("50",)).filter(_.geboortemaand.notnull())
    # Both are jjjjmm, so a year is 100.
    leeftijd = rijen.begin.year() * 100 + rijen.begin.month() - rijen.geboortemaand
    return Telling(rijen, rijen.begin, teller=leeftijd.between(1200, 2299), noemer=leeftijd.notnull())
