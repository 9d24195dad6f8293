"""Deel van de kinderen met jeugdhulp dat thuis of in een gezin woonde."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("in_gezin_jeugdigen", "jeugdhulp_jeugdigen")
