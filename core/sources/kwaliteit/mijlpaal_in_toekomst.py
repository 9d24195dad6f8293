"""A milestone that is reached lies behind us; one in the future would count as reached today."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "J201"
ERNST = "fout"
TABELLEN = ("mijlpalen",)
VELDEN = ("behaald_op",)
TITEL = "Mijlpaal in de toekomst"
MELDING = "De dag waarop de mijlpaal is behaald ligt na vandaag. Laat de datum leeg tot hij is behaald."
VOORBEELD = """
behaald_op | raak
2025-07-01 | x
2025-06-30 |
           |
"""


def vind(rijen, context):
    return pc.greater(rijen["behaald_op"], pa.scalar(context.vandaag))
