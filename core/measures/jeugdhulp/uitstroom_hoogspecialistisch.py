"""Deel van de jeugdigen van wie een traject volgens plan of naar een ander domein eindigde."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("uitstroom_hoogspecialistisch_jeugdigen", "hulp_jeugdigen")
