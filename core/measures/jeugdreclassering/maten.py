"""Maten: jeugdreclassering. What one row adds; the words and worked examples are in the YAML of the same name."""

import ibis
from ibis import _

from core.engine.count.contribution import Bijdrage, Telling, Verdeling
from core.measures.blocks import (
    JR_BEGELEIDING,
    beeindigd,
    dagen_na,
    dagen_tussen,
    first_records,
    in_maanden,
    maanden_na,
    with_vervolg,
)

TERMIJN = 42


def gbm_advies_binnen_42_dagen(tables) -> Bijdrage:
    """Deel van de GBM-adviezen dat binnen 42 dagen klaar was."""
    advies = ibis.window(group_by=["jeugdige", "begin"])
    # Of the first record: a later one may tell when an extension was asked for.
    aanmelding = (~_.gevolgd).ifelse(_.aanmelddatum, ibis.null("date")).max()
    rijen = tables.maatregelen.filter(_.type == "63").mutate(aangemeld=aanmelding.over(advies))
    rijen = rijen.filter(_.laatste, _.einde.notnull())
    dagen = dagen_tussen(rijen.einde, ibis.coalesce(rijen.aangemeld, rijen.begin))
    return Telling(rijen, rijen.einde, teller=dagen <= TERMIJN, noemer=ibis.literal(1))


AFRONDING = 7


def itb_criem_binnen_3_maanden(tables) -> Bijdrage:
    """Deel van de ITB CRIEM dat binnen drie maanden klaar was."""
    rijen = beeindigd(tables, ("51",))
    op_tijd = rijen.einde <= dagen_na(maanden_na(rijen.begin, 3), AFRONDING)
    return Telling(rijen, rijen.einde, teller=op_tijd, noemer=ibis.literal(1))


def itb_criem_duur(tables) -> Bijdrage:
    """Gemiddelde duur in maanden van ITB CRIEM die in de periode eindigde."""
    rijen = beeindigd(tables, ("51",))
    dagen = dagen_tussen(rijen.einde, rijen.begin) + 1
    return Verdeling(rijen, rijen.einde, in_maanden(dagen), "gemiddelde")


def itb_hk_leeftijd(tables) -> Bijdrage:
    """Deel van de ITB Harde Kern dat begon bij een jongere van 12 tot en met 22 jaar."""
    rijen = first_records(tables, ("50",))
    # Both are jjjjmm, so a year is 100.
    leeftijd = rijen.begin.year() * 100 + rijen.begin.month() - rijen.geboortemaand
    return Telling(rijen, rijen.begin, teller=leeftijd.between(1200, 2299), noemer=leeftijd.notnull())


VOORTZETTING = 14


def jr_opnieuw(tables) -> Bijdrage:
    """Jongeren die binnen twee jaar opnieuw jeugdreclassering krijgen."""
    eind = beeindigd(tables, JR_BEGELEIDING)
    ander, nieuw = (first_records(tables, JR_BEGELEIDING).view() for _ in range(2))
    loopt_door = with_vervolg(
        eind,
        ander,
        eind.jeugdige == ander.jeugdige,
        dagen_tussen(ander.begin, eind.einde) <= 1,
        ander.einde.isnull() | (dagen_tussen(ander.einde, eind.einde) > 1),
    )
    eind = loopt_door.filter(~loopt_door.vervolg).drop("vervolg")
    rijen = with_vervolg(
        eind,
        nieuw,
        eind.jeugdige == nieuw.jeugdige,
        dagen_tussen(nieuw.begin, eind.einde) > VOORTZETTING,
        nieuw.begin <= maanden_na(eind.einde, 24),
    )
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1), sleutel=rijen.jeugdige)


def jr_risico_lager(tables) -> Bijdrage:
    """Deel van de afgesloten jeugdreclassering met een lager risico."""
    rijen = beeindigd(tables, JR_BEGELEIDING)
    ingeschat = rijen.reden_einde.isin(("41", "42", "43"))
    return Telling(rijen, rijen.einde, teller=rijen.reden_einde == "41", noemer=ingeschat)
