"""A part is not larger than the whole. Of an average (a grade, days) the numerator is a sum, and may be."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "O201"
ERNST = "fout"
TABELLEN = ("opvragen",)
VELDEN = ("teller", "noemer")
TITEL = "Teller is groter dan noemer"
MELDING = "De teller is groter dan de noemer; dat geeft meer dan 100%. Controleer of de twee zijn verwisseld."
VOORBEELD = """
doel  | teller | noemer | raak
K1-01 | 11     | 10     | x
K1-01 | 10     | 10     |
K1-01 | 10     |        |
      | 11     | 10     | x
HR-10 | 28     | 10     |
"""


def vind(rijen, context):
    gemiddeld = pc.is_in(rijen["doel"], value_set=pa.array(sorted(context.gemiddelden), pa.string()))
    return pc.and_(pc.greater(rijen["teller"], rijen["noemer"]), pc.invert(gemiddeld))
