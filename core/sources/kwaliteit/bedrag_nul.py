"""An amount of zero is no cost."""

import pyarrow.compute as pc

CODE = "D203"
ERNST = "melding"
TABELLEN = ("declaraties",)
VELDEN = ("bedrag",)
TITEL = "Bedrag is nul"
MELDING = "Het bedrag is 0; de rij telt mee als hulp maar niet als kosten. Controleer het bedrag."
VOORBEELD = """
bedrag | raak
0      | x
0.01   |
"""


def vind(rijen, context):
    return pc.equal(rijen["bedrag"], 0)
