"""A GI that takes over leaves the first day empty (CBS protocol 7.5); with both, the first day counts."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import gevuld

CODE = "M209"
ERNST = "melding"
TABELLEN = ("maatregelen",)
VELDEN = ("datum_overgedragen_gekregen",)
TITEL = "Begindatum en overname allebei gevuld"
MELDING = (
    "De begindatum en de dag van overname zijn allebei ingevuld; de begindatum telt. Laat bij "
    "een overname de begindatum leeg."
)
VOORBEELD = """
begindatum | datum_overgedragen_gekregen | raak
2024-01-01 | 2024-03-01                  | x
2024-01-01 |                             |
           | 2024-03-01                  |
"""


def vind(rijen, context):
    return pc.and_(gevuld(rijen["begindatum"]), gevuld(rijen["datum_overgedragen_gekregen"]))
