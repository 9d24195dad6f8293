"""Deel van de kinderen met een JB-maatregel dat thuis woont."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("uhp_stand", "jb_jeugdigen", rest=True)
