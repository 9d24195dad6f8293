"""What the CBS counted is not negative."""

import pyarrow.compute as pc

CODE = "S201"
ERNST = "waarschuwing"
TABELLEN = ("cbs",)
VELDEN = ("aantal",)
TITEL = "Negatief cijfer van het CBS"
MELDING = "Het cijfer van het CBS is negatief. Haal de tabel opnieuw op."
VOORBEELD = """
aantal | raak
-5     | x
0      |
       |
"""


def vind(rijen, context):
    return pc.less(rijen["aantal"], 0)
