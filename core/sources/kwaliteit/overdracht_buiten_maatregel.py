"""A hand-over lies within the measure."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import start

CODE = "M208"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("datum_overgedragen",)
TITEL = "Overdracht buiten de maatregel"
MELDING = "De dag van overdracht ligt voor het begin of na het einde van de maatregel. Verbeter de datums in de bron."
VOORBEELD = """
begindatum | einddatum  | datum_overgedragen | raak
2024-01-01 | 2024-06-30 | 2024-07-01         | x
2024-01-01 | 2024-06-30 | 2023-12-31         | x
2024-01-01 | 2024-06-30 | 2024-06-30         |
2024-01-01 |            | 2024-06-30         |
"""


def vind(rijen, context):
    overdracht = rijen["datum_overgedragen"]
    return pc.or_kleene(pc.less(overdracht, start(rijen)), pc.greater(overdracht, rijen["einddatum"]))
