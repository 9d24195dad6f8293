"""Help that began before it was allocated."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import dagen

CODE = "T202"
ERNST = "melding"
TABELLEN = ("trajecten",)
VELDEN = ("toewijzingsdatum",)
TITEL = "Toegewezen na het begin"
MELDING = (
    "De hulp begon meer dan 30 dagen voor de toewijzing. Met terugwerkende kracht mag dat; controleer anders de datums."
)
VOORBEELD = """
begindatum | toewijzingsdatum | raak
2024-01-01 | 2024-02-01       | x
2024-01-01 | 2024-01-31       |
2024-01-01 |                  |
"""


def vind(rijen, context):
    return pc.greater(dagen(rijen["begindatum"], rijen["toewijzingsdatum"]), 30)
