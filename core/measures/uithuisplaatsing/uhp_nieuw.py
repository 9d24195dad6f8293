"""Jeugdigen met een JB-maatregel die in de periode uit huis zijn geplaatst."""

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.uhp_begin
    return Telling(rijen, rijen.begin, sleutel=rijen.jeugdige)
