"""Jeugdigen met ten minste één lopende JB-maatregel op de peildatum."""

from core.engine.bijdrage import Bijdrage, Stand
from core.model.schema import JB_TYPEN


def measure(tables) -> Bijdrage:
    rijen = tables.maatregelen.filter(tables.maatregelen.type.isin(JB_TYPEN))
    return Stand(rijen, rijen.van, rijen.tot, sleutel=rijen.jeugdige)
