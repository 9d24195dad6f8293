"""An end after the data date is expected, not reached; CBS wants ends that happened (protocol 5.1.3)."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import eind

CODE = "A201"
ERNST = "melding"
TABELLEN = ("maatregelen", "machtigingen", "plaatsingen", "trajecten")
VELDEN = ("einddatum",)
TITEL = "Verwachte einddatum"
MELDING = (
    "De einddatum ligt na de datum tot en met wanneer de gegevens lopen. De rij telt als "
    "lopend; lever het einde pas als het is bereikt."
)
VOORBEELD = """
einddatum  | datum_overgedragen | raak
2025-04-01 |                    | x
2025-03-31 |                    |
           |                    |
           | 2025-05-01         | x
"""


def vind(rijen, context):
    return pc.greater(eind(rijen), pa.scalar(context.peildag))
