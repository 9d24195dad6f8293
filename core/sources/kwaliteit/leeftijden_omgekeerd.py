"""An age group goes from young to old."""

import pyarrow.compute as pc

CODE = "B201"
ERNST = "waarschuwing"
TABELLEN = ("bevolking",)
VELDEN = ("leeftijd_van", "leeftijd_tot")
TITEL = "Leeftijden omgekeerd"
MELDING = "De laagste leeftijd is hoger dan de hoogste. Wissel de twee om."
VOORBEELD = """
leeftijd_van | leeftijd_tot | raak
17           | 0            | x
0            | 17           |
4            | 4            |
"""


def vind(rijen, context):
    return pc.greater(rijen["leeftijd_van"], rijen["leeftijd_tot"])
