"""A GI belongs to help that a GI or a judge asked for."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import gevuld, one_of

CODE = "T205"
ERNST = "melding"
TABELLEN = ("trajecten",)
VELDEN = ("gi", "verwijzer")
TITEL = "GI ingevuld bij een andere verwijzer"
MELDING = "Er staat een GI bij een traject waarvan de verwijzer geen GI of rechter is. Controleer de verwijzer."
VOORBEELD = """
verwijzer | gi      | raak
02        | Zandpad | x
04        | Zandpad |
08        | Zandpad |
02        |         |
          | Zandpad |
"""


def vind(rijen, context):
    ander = pc.and_(gevuld(rijen["verwijzer"]), pc.invert(one_of(rijen["verwijzer"], ("04", "08"))))
    return pc.and_(ander, gevuld(rijen["gi"]))
