"""A child is referred before the help or the measure begins; otherwise the waiting time is negative."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import start

CODE = "A202"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen", "plaatsingen", "trajecten")
VELDEN = ("aanmelddatum",)
TITEL = "Aanmelding na het begin"
MELDING = (
    "De aanmelddatum ligt na de eerste dag, zodat de wachttijd negatief wordt. Controleer de "
    "aanmelddatum en de begindatum."
)
VOORBEELD = """
aanmelddatum | begindatum | raak
2024-01-02   | 2024-01-01 | x
2024-01-01   | 2024-01-01 |
             | 2024-01-01 |
"""


def vind(rijen, context):
    return pc.greater(rijen["aanmelddatum"], start(rijen))
