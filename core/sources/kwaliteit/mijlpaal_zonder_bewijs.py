"""A milestone counts when something shows it."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty, gevuld

CODE = "J202"
ERNST = "melding"
TABELLEN = ("mijlpalen",)
VELDEN = ("bewijs",)
TITEL = "Mijlpaal zonder bewijs"
MELDING = "De mijlpaal is behaald, maar er staat geen bewijs bij. Noem het document of besluit."
VOORBEELD = """
behaald_op | bewijs          | raak
2025-01-01 |                 | x
2025-01-01 | Besluit 2025-01 |
           |                 |
"""


def vind(rijen, context):
    return pc.and_(gevuld(rijen["behaald_op"]), empty(rijen["bewijs"]))
