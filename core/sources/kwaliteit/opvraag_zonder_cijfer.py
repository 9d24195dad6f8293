"""A figure that was asked for and has no figure: an empty line of a form says nothing."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty

CODE = "O206"
ERNST = "fout"
TABELLEN = ("opvragen",)
VELDEN = ("waarde",)
TITEL = "Opvraag zonder cijfer"
MELDING = (
    "Teller, noemer en waarde zijn alle drie leeg, dus deze regel telt als nog niet ontvangen. Geef teller "
    "en noemer, of de waarde."
)
VOORBEELD = """
teller | noemer | waarde | raak
       |        |        | x
       |        | 3      |
5      | 10     |        |
"""


def vind(rijen, context):
    return pc.and_(pc.and_(empty(rijen["teller"]), empty(rijen["noemer"])), empty(rijen["waarde"]))
