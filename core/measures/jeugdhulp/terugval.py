"""Deel van de kinderen dat na afgeronde hulp even zware of zwaardere hulp nodig had."""

import ibis
from ibis import _

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.hulptrajecten import beeindigde_trajecten, met_nieuw_traject


def measure(tables) -> Bijdrage:
    eind = beeindigde_trajecten(tables).filter(_.reden_einde == "31")
    rijen = met_nieuw_traject(tables, eind, even_zwaar=True)
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1), sleutel=rijen.jeugdige)
