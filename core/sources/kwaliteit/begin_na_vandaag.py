"""What has not begun yet is no fact."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import start

CODE = "A102"
ERNST = "fout"
TABELLEN = ("maatregelen", "machtigingen", "plaatsingen", "trajecten")
VELDEN = ("begindatum",)
TITEL = "Begin in de toekomst"
MELDING = "De eerste dag ligt na vandaag. Verbeter de datum, of lever de rij nadat het is begonnen."
VOORBEELD = """
begindatum | datum_overgedragen_gekregen | raak
2025-07-01 |                             | x
2025-06-30 |                             |
           | 2026-01-01                  | x
"""


def vind(rijen, context):
    return pc.greater(start(rijen), pa.scalar(context.vandaag))
