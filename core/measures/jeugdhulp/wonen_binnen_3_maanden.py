"""Deel van de aanmeldingen waarbij de hulp binnen drie maanden begon."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import maanden_na


def measure(tables) -> Bijdrage:
    rijen = tables.trajecten.filter(_.aanmelddatum.notnull())
    uiterlijk = maanden_na(rijen.aanmelddatum, 3)
    return Telling(rijen, uiterlijk, teller=(rijen.begindatum <= uiterlijk).fill_null(False),
                   noemer=rijen.aanmelddatum.notnull())
