"""Crisis help that begins a month later answers another call."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

CODE = "C202"
ERNST = "waarschuwing"
TABELLEN = ("crises",)
VELDEN = ("start", "melding")
TITEL = "Hulp begon meer dan 30 dagen na de melding"
MELDING = "De hulp begon meer dan 30 dagen na de melding. Controleer of start en melding bij elkaar horen."
VOORBEELD = """
melding             | start               | raak
2024-01-02T10:00:00 | 2024-02-01T10:01:00 | x
2024-01-02T10:00:00 | 2024-02-01T10:00:00 |
2024-01-02T10:00:00 |                     |
"""


def vind(rijen, context):
    verschil = pc.subtract(rijen["start"], rijen["melding"])
    return pc.greater(verschil, pa.scalar(dt.timedelta(days=30), pa.duration("us")))
