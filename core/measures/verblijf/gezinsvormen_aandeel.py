"""Deel van de kinderen in verblijf dat in een gezinsvorm woont."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("gezinsvormen_jeugdigen", "verblijf_stand")
