"""Overplaatsingen als deel van de plekken waar kinderen verbleven."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("overplaatsingen", "plaatsingen_voltijd")
