"""Nieuwe machtigingen gesloten plaatsing en uithuisplaatsing."""

from core.engine.bijdrage import Bijdrage, Telling


def measure(tables) -> Bijdrage:
    return Telling(tables.machtigingen, tables.machtigingen.begindatum)
