"""Counts are not negative."""

import pyarrow.compute as pc

CODE = "O208"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("teller", "noemer", "n")
TITEL = "Negatief aantal"
MELDING = "De teller, de noemer of n is negatief. Verbeter het getal in de bron."
VOORBEELD = """
teller | noemer | n  | raak
-1     | 10     |    | x
5      | -10    |    | x
5      | 10     | -3 | x
0      | 10     | 3  |
       |        |    |
"""


def vind(rijen, context):
    return pc.less(pc.min_element_wise(rijen["teller"], rijen["noemer"], rijen["n"]), 0)
