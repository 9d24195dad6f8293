"""Deel van de lopende OTS dat een jaar of langer loopt."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("ots_langer_dan_jaar_stand", "ots_stand")
