"""Deel van de lopende trajecten dat hulp in een groep is."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("groepshulp_trajecten", "trajecten_groep_bekend")
