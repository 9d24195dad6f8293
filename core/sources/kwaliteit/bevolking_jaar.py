"""A year of population figures lies in living memory and is not in the future."""

import pyarrow.compute as pc

CODE = "B203"
ERNST = "waarschuwing"
TABELLEN = ("bevolking",)
VELDEN = ("jaar",)
TITEL = "Jaar kan niet"
MELDING = "Het jaar ligt voor 2000, of in de toekomst. Verbeter het jaar in de bron."
VOORBEELD = """
jaar | raak
1999 | x
2026 | x
2000 |
2025 |
"""


def vind(rijen, context):
    return pc.or_(pc.less(rijen["jaar"], 2000), pc.greater(rijen["jaar"], context.vandaag.year))
