"""Nothing can be divided by zero."""

import pyarrow.compute as pc

CODE = "O207"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("noemer",)
TITEL = "Noemer is nul"
MELDING = "De noemer is 0, zodat er geen aandeel is. Laat de rij weg als er niets te tellen viel."
VOORBEELD = """
teller | noemer | raak
0      | 0      | x
0      | 10     |
5      |        |
"""


def vind(rijen, context):
    return pc.equal(rijen["noemer"], 0)
