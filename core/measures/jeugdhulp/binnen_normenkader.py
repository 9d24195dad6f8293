"""Deel van de jeugdigen van wie geen traject afwijkt van het normenkader."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("binnen_normenkader_jeugdigen", "normenkader_bekend_jeugdigen")
