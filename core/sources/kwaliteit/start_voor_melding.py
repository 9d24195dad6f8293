"""Help in a crisis begins after the crisis is reported."""

import pyarrow.compute as pc

CODE = "C201"
ERNST = "waarschuwing"
TABELLEN = ("crises",)
VELDEN = ("start", "melding")
TITEL = "Hulp begon voor de melding"
MELDING = "De hulp begon voor de crisis is gemeld. Verbeter datum en tijd van de melding of van de start."
VOORBEELD = """
melding             | start               | raak
2024-01-02T10:00:00 | 2024-01-02T09:59:00 | x
2024-01-02T10:00:00 | 2024-01-02T10:00:00 |
2024-01-02T10:00:00 |                     |
"""


def vind(rijen, context):
    return pc.less(rijen["start"], rijen["melding"])
