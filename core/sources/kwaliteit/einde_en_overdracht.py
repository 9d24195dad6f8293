"""A measure that was handed over is ended by the GI that has it last (CBS protocol 7.5)."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import gevuld

CODE = "M211"
ERNST = "melding"
TABELLEN = ("maatregelen",)
VELDEN = ("datum_overgedragen",)
TITEL = "Einddatum en overdracht allebei gevuld"
MELDING = (
    "De einddatum en de dag van overdracht zijn allebei ingevuld; de einddatum telt. Laat bij "
    "een overdracht de einddatum leeg."
)
VOORBEELD = """
einddatum  | datum_overgedragen | raak
2024-06-30 | 2024-03-01         | x
2024-06-30 |                    |
           | 2024-03-01         |
"""


def vind(rijen, context):
    return pc.and_(gevuld(rijen["einddatum"]), gevuld(rijen["datum_overgedragen"]))
