"""Deel van de kinderen in pleegzorg dat bij een gezin uit het eigen netwerk woont."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("netwerkpleegzorg_jeugdigen", "pleegzorg_netwerk_bekend_jeugdigen")
