"""Deel van de jeugdigen zonder gedeclareerde etmalen."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("jeugdigen_met_etmaal", "jeugdigen_met_declaratie", rest=True)
