"""Help is offered after the crisis is reported."""

import pyarrow.compute as pc

CODE = "C203"
ERNST = "waarschuwing"
TABELLEN = ("crises",)
VELDEN = ("aangeboden", "melding")
TITEL = "Hulp aangeboden voor de melding"
MELDING = "De hulp is aangeboden voor de crisis is gemeld. Verbeter datum en tijd."
VOORBEELD = """
melding             | aangeboden          | raak
2024-01-02T10:00:00 | 2024-01-02T09:00:00 | x
2024-01-02T10:00:00 | 2024-01-02T11:00:00 |
2024-01-02T10:00:00 |                     |
"""


def vind(rijen, context):
    return pc.less(rijen["aangeboden"], rijen["melding"])
