"""Jeugdigen met een crisismelding die tot verblijf leidde."""

from ibis import _

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    rijen = tables.crises.filter(_.interventie == "verblijf")
    return Telling(rijen, rijen.melding, sleutel=rijen.jeugdige)
