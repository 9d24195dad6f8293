"""Kosten per jeugdige van hulp die een gecertificeerde instelling of de rechter inzette."""

from core.engine.bijdrage import Bijdrage, Telling
from core.measures.bouwstenen import bedrag, ingezet_door_gi, toegekend


def measure(tables) -> Bijdrage:
    rijen = toegekend(tables).filter(ingezet_door_gi)
    return Telling(rijen, rijen.periode_begin, teller=bedrag(rijen), per_sleutel=rijen.jeugdige)
