"""Help that begins in the future has not begun."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "C205"
ERNST = "waarschuwing"
TABELLEN = ("crises",)
VELDEN = ("start", "aangeboden")
TITEL = "Start of aanbod in de toekomst"
MELDING = "De hulp begint of is aangeboden na vandaag. Verbeter datum en tijd in de bron."
VOORBEELD = """
start               | aangeboden          | raak
2025-07-01T00:00:00 |                     | x
                    | 2025-07-02T09:00:00 | x
2025-06-30T23:00:00 | 2025-06-30T20:00:00 |
                    |                     |
"""


def vind(rijen, context):
    laatst = pc.max_element_wise(rijen["start"], rijen["aangeboden"])
    return pc.greater(laatst.cast(pa.date32(), safe=False), pa.scalar(context.vandaag))
