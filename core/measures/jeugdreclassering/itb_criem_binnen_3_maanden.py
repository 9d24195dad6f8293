"""Deel van de ITB CRIEM dat binnen drie maanden klaar was."""

import ibis

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import beeindigd, dagen_na, maanden_na

AFRONDING = 7


def measure(tables) -> Bijdrage:
    rijen = beeindigd(tables, ("51",))
    op_tijd = rijen.einde <= dagen_na(maanden_na(rijen.begin, 3), AFRONDING)
    return Telling(rijen, rijen.einde, teller=op_tijd, noemer=ibis.literal(1))
