"""What begins after the data date is not counted: the rest of that period is not in the data."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import start

CODE = "A205"
ERNST = "melding"
TABELLEN = ("maatregelen", "machtigingen", "plaatsingen", "trajecten", "declaraties")
VELDEN = ("begindatum", "periode_begin")
TITEL = "Begin na de gegevens"
MELDING = (
    "De eerste dag ligt na de datum tot en met wanneer de gegevens lopen; de rij telt nog niet "
    "mee. Controleer de opgegeven periode van de levering."
)
VOORBEELD = """
begindatum | raak
2025-04-01 | x
2025-03-31 |
"""


def vind(rijen, context):
    return pc.greater(start(rijen), pa.scalar(context.peildag))
