"""Lopende machtigingen gesloten plaatsing en uithuisplaatsing."""

import ibis

from core.engine.bijdrage import Bijdrage, Stand


def measure(tables) -> Bijdrage:
    rijen = tables.machtigingen
    einde = (rijen.einddatum > rijen.tm).ifelse(ibis.null("date"), rijen.einddatum)
    return Stand(rijen, rijen.begindatum, einde)
