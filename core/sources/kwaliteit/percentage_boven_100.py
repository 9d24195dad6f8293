"""A share is at most 1, or 100 when it was written as a percentage."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "O202"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("waarde",)
TITEL = "Percentage kan niet"
MELDING = ("Dit doel is een aandeel, maar de waarde is negatief of meer dan 100%. Schrijf een aandeel "
           "als getal van 0 tot 1 of geef teller en noemer.")
VOORBEELD = """
doel  | waarde | raak
K1-01 | 101    | x
K1-01 | -0.1   | x
K1-01 | 0.45   |
K1-01 | 45     |
HR-01 | 101    |
K1-01 |        |
"""


def vind(rijen, context):
    if not context.percentages:
        return pa.nulls(len(rijen), pa.bool_())
    aandeel = pc.is_in(rijen["doel"], value_set=pa.array(sorted(context.percentages)))
    waarde = rijen["waarde"]
    return pc.and_(aandeel, pc.or_(pc.less(waarde, 0), pc.greater(waarde, 100)))
