"""A period that has not begun has no figures."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "D102"
ERNST = "fout"
TABELLEN = ("declaraties", "opvragen")
VELDEN = ("periode_begin",)
TITEL = "Periode in de toekomst"
MELDING = "De eerste dag van de periode ligt na vandaag. Verbeter de datum in de bron."
VOORBEELD = """
periode_begin | raak
2025-07-01    | x
2025-06-30    |
"""


def vind(rijen, context):
    return pc.greater(rijen["periode_begin"], pa.scalar(context.vandaag))
