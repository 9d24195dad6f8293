"""A trajectory without any day cannot be counted in a period."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty

CODE = "T206"
ERNST = "waarschuwing"
TABELLEN = ("trajecten",)
VELDEN = ("begindatum", "toewijzingsdatum")
TITEL = "Traject zonder datum"
MELDING = (
    "Begindatum en toewijzingsdatum zijn allebei leeg; de rij telt in geen enkele periode mee. "
    "Vul ten minste een van de twee in."
)
VOORBEELD = """
begindatum | toewijzingsdatum | raak
           |                  | x
2024-01-01 |                  |
           | 2024-01-01       |
"""


def vind(rijen, context):
    return pc.and_(empty(rijen["begindatum"]), empty(rijen["toewijzingsdatum"]))
