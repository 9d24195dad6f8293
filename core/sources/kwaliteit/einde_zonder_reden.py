"""Without a reason it is not known whether an ended measure may count for starting again."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty

CODE = "M205"
ERNST = "melding"
TABELLEN = ("maatregelen", "trajecten")
VELDEN = ("reden_einde",)
TITEL = "Einddatum zonder reden"
MELDING = "De rij is beëindigd zonder reden. Vul de reden van beëindigen in."
VOORBEELD = """
reden_einde | einddatum  | raak
            | 2024-01-01 | x
04          | 2024-01-01 |
            |            |
            | 2025-12-31 |
"""


def vind(rijen, context):
    bereikt = pc.less_equal(rijen["einddatum"], pa.scalar(context.peildag))
    return pc.and_(empty(rijen["reden_einde"]), bereikt)
