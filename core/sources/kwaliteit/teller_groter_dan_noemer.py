"""A part is not larger than the whole."""

import pyarrow.compute as pc

CODE = "O201"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("teller", "noemer")
TITEL = "Teller is groter dan noemer"
MELDING = "De teller is groter dan de noemer; dat geeft meer dan 100%. Controleer of de twee zijn verwisseld."
VOORBEELD = """
teller | noemer | raak
11     | 10     | x
10     | 10     |
10     |        |
"""


def vind(rijen, context):
    return pc.greater(rijen["teller"], rijen["noemer"])
