"""A numerator says nothing without its denominator, and the other way round."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty, gevuld

CODE = "O203"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("teller", "noemer")
TITEL = "Teller of noemer ontbreekt"
MELDING = "Er is alleen een teller of alleen een noemer. Vul ze allebei in, of geef de waarde."
VOORBEELD = """
teller | noemer | waarde | raak
5      |        |        | x
       | 10     |        | x
5      | 10     |        |
       |        | 0.5    |
5      |        | 5      |
"""


def vind(rijen, context):
    een = pc.xor(gevuld(rijen["teller"]), gevuld(rijen["noemer"]))
    return pc.and_(een, empty(rijen["waarde"]))
