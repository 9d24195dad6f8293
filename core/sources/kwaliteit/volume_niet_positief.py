"""What was delivered is more than nothing."""

import pyarrow.compute as pc

CODE = "D205"
ERNST = "waarschuwing"
TABELLEN = ("declaraties",)
VELDEN = ("volume",)
TITEL = "Volume is nul of negatief"
MELDING = "Het volume is 0 of negatief. Verbeter het volume in de bron."
VOORBEELD = """
volume | raak
0      | x
-3     | x
0.5    |
       |
"""


def vind(rijen, context):
    return pc.less_equal(rijen["volume"], 0)
