"""Jongeren die binnen twee jaar opnieuw jeugdreclassering krijgen."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import (
    JR_BEGELEIDING,
    beeindigd,
    dagen_tussen,
    eerste_records,
    maanden_na,
    met_vervolg,
)

VOORTZETTING = 14


def measure(tables) -> Bijdrage:
    eind = beeindigd(tables, JR_BEGELEIDING)
    ander, nieuw = (eerste_records(tables, JR_BEGELEIDING).view() for _ in range(2))
    loopt_door = met_vervolg(eind, ander, eind.jeugdige == ander.jeugdige,
                             dagen_tussen(ander.begin, eind.einde) <= 1,
                             ander.einde.isnull() | (dagen_tussen(ander.einde, eind.einde) > 1))
    eind = loopt_door.filter(~loopt_door.vervolg).drop("vervolg")
    rijen = met_vervolg(eind, nieuw, eind.jeugdige == nieuw.jeugdige,
                        dagen_tussen(nieuw.begin, eind.einde) > VOORTZETTING,
                        nieuw.begin <= maanden_na(eind.einde, 24))
    return Telling(rijen, rijen.einde, teller=rijen.vervolg, noemer=ibis.literal(1), sleutel=rijen.jeugdige)
