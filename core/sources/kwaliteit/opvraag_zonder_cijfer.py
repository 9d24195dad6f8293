"""A figure that was asked for and has no figure."""

import pyarrow.compute as pc

from core.sources.kwaliteit._bouwstenen import leeg

CODE = "O206"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("waarde",)
TITEL = "Opvraag zonder cijfer"
MELDING = "Teller, noemer en waarde zijn alle drie leeg. Geef teller en noemer, of de waarde."
VOORBEELD = """
teller | noemer | waarde | raak
       |        |        | x
       |        | 3      |
5      | 10     |        |
"""


def vind(rijen, context):
    return pc.and_(pc.and_(leeg(rijen["teller"]), leeg(rijen["noemer"])), leeg(rijen["waarde"]))
