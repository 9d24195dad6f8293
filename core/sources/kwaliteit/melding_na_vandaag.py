"""A crisis that is reported in the future did not happen."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "C101"
ERNST = "fout"
TABELLEN = ("crises",)
VELDEN = ("melding",)
TITEL = "Crisismelding in de toekomst"
MELDING = "De melding ligt na vandaag. Verbeter datum en tijd in de bron."
VOORBEELD = """
melding             | raak
2025-07-01T00:00:00 | x
2025-06-30T23:59:00 |
"""


def vind(rijen, context):
    return pc.greater(rijen["melding"].cast(pa.date32(), safe=False), pa.scalar(context.vandaag))
