"""A week has seven days and nights."""

import pyarrow.compute as pc

CODE = "P201"
ERNST = "waarschuwing"
TABELLEN = ("plaatsingen",)
VELDEN = ("etmalen_per_week",)
TITEL = "Etmalen per week kan niet"
MELDING = "Het aantal etmalen per week is 0 of minder, of meer dan 7. Verbeter het getal in de bron."
VOORBEELD = """
etmalen_per_week | raak
0                | x
8                | x
-1               | x
7                |
0.5              |
                 |
"""


def vind(rijen, context):
    etmalen = rijen["etmalen_per_week"]
    return pc.or_(pc.less_equal(etmalen, 0), pc.greater(etmalen, 7))
