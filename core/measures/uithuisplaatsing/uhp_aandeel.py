"""Deel van de jeugdigen met een JB-maatregel dat uit huis is geplaatst."""

from core.engine.bijdrage import Bijdrage, Quotient


def measure(tables) -> Bijdrage:
    return Quotient("uhp_stand", "jb_jeugdigen")
