"""Crisismeldingen in de periode."""

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    return Telling(tables.crises, tables.crises.melding)
