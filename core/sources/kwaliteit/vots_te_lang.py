"""A provisional OTS lasts three months at most (Civil Code 1:257)."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import dagen, eind, start

CODE = "M207"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("einddatum",)
TITEL = "VOTS langer dan drie maanden"
MELDING = (
    "Deze VOTS duurt langer dan drie maanden. Vul de einddatum in, of verander de soort als het een OTS is geworden."
)
VOORBEELD = """
type | begindatum | einddatum  | raak
12   | 2024-01-01 | 2024-05-01 | x
12   | 2024-01-01 | 2024-04-01 |
12   | 2024-01-01 |            | x
12   | 2025-02-01 |            |
11   | 2024-01-01 |            |
"""

DRIE_MAANDEN, MARGE = 92, 14


def vind(rijen, context):
    laatst = pc.min_element_wise(eind(rijen), pa.scalar(context.peildag))
    duur = pc.add(dagen(start(rijen), laatst), 1)
    return pc.and_(pc.equal(rijen["type"], "12"), pc.greater(duur, DRIE_MAANDEN + MARGE))
