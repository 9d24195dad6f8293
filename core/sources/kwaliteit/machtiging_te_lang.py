"""An authorisation lasts a year at most, and half a year for a closed placement (Civil Code 1:265c, Jeugdwet
6.1.12)."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import dagen

CODE = "G201"
ERNST = "melding"
TABELLEN = ("machtigingen",)
VELDEN = ("einddatum",)
TITEL = "Machtiging langer dan de wet toestaat"
MELDING = (
    "Deze machtiging duurt langer dan een jaar (gesloten: een half jaar). Lever elke verlenging "
    "als eigen rij, of vul de einddatum in."
)
VOORBEELD = """
type | begindatum | einddatum  | raak
72   | 2023-01-01 | 2024-02-01 | x
72   | 2023-01-01 | 2023-12-31 |
71   | 2024-01-01 | 2024-08-01 | x
71   | 2024-01-01 | 2024-06-30 |
72   | 2023-01-01 |            | x
"""

EEN_JAAR, HALF_JAAR, MARGE = 366, 184, 14


def vind(rijen, context):
    laatst = pc.min_element_wise(rijen["einddatum"], pa.scalar(context.peildag))
    langst = pc.if_else(pc.equal(rijen["type"], "71"), HALF_JAAR, EEN_JAAR)
    return pc.greater(pc.add(dagen(rijen["begindatum"], laatst), 1), pc.add(langst, MARGE))
