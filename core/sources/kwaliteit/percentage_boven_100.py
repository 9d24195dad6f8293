"""A share lies between 0 and 1. 45 may be meant as 45%, but 1,2 then may be 1,2% and 120%: that is not guessed."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "O202"
ERNST = "fout"
TABELLEN = ("opvragen",)
VELDEN = ("waarde",)
TITEL = "Percentage kan niet"
MELDING = (
    "Dit doel is een aandeel, maar de waarde is negatief of meer dan 1 (100%). Schrijf 45% als 0,45, of "
    "geef teller en noemer."
)
VOORBEELD = """
doel  | waarde | raak
K1-01 | 101    | x
K1-01 | -0.1   | x
K1-01 | 0.45   |
K1-01 | 45     | x
K1-01 | 1.01   | x
K1-01 | 1      |
HR-01 | 101    |
K1-01 |        |
"""


def vind(rijen, context):
    if not context.percentages:
        return pa.nulls(len(rijen), pa.bool_())
    aandeel = pc.is_in(rijen["doel"], value_set=pa.array(sorted(context.percentages)))
    waarde = rijen["waarde"]
    return pc.and_(aandeel, pc.or_(pc.less(waarde, 0), pc.greater(waarde, 1)))
