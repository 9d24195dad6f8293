"""A reason for ending belongs to an end."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty, gevuld

CODE = "M204"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen", "trajecten")
VELDEN = ("reden_einde",)
TITEL = "Reden van einde zonder einddatum"
MELDING = "Er is een reden van beëindigen, maar geen einddatum; de rij telt als lopend. Vul de einddatum in."
VOORBEELD = """
reden_einde | einddatum  | raak
04          |            | x
04          | 2024-01-01 |
            |            |
"""


def vind(rijen, context):
    return pc.and_(gevuld(rijen["reden_einde"]), empty(rijen["einddatum"]))
