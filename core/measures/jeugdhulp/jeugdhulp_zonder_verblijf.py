"""Deel van de kinderen met jeugdhulp dat geen verblijf had."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("zonder_verblijf_jeugdigen", "jeugdhulp_jeugdigen")
