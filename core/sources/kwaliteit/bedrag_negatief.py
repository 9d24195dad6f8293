"""A credit is C with a positive amount; a negative amount with C would count twice in the wrong direction."""

import pyarrow.compute as pc

CODE = "D201"
ERNST = "waarschuwing"
TABELLEN = ("declaraties",)
VELDEN = ("bedrag",)
TITEL = "Negatief bedrag"
MELDING = (
    "Het bedrag is negatief. Lever een terugboeking als credit (C) met een positief bedrag; een "
    "negatief bedrag met C telt anders als kosten."
)
VOORBEELD = """
bedrag | raak
-12.5  | x
0      |
12.5   |
"""


def vind(rijen, context):
    return pc.less(rijen["bedrag"], 0)
