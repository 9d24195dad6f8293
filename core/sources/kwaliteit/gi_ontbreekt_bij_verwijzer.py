"""Help that a GI asked for names that GI."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty

CODE = "T204"
ERNST = "melding"
TABELLEN = ("trajecten", "declaraties")
VELDEN = ("gi", "verwijzer")
TITEL = "Verwezen door een GI, maar welke"
MELDING = "De verwijzer is een GI (04), maar gi is leeg. Vul in welke GI het was."
VOORBEELD = """
verwijzer | gi      | raak
04        |         | x
04        | Zandpad |
01        |         |
08        |         |
"""


def vind(rijen, context):
    return pc.and_(pc.equal(rijen["verwijzer"], "04"), empty(rijen["gi"]))
