"""Born after the measure began: possible for an unborn child, but more often a mistake."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import maanden_na_geboorte, start

CODE = "M201"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("geboortedatum",)
TITEL = "Geboren na het begin"
MELDING = (
    "De geboortemaand ligt na het begin van de maatregel. Controleer de geboortedatum en de "
    "begindatum; bij een maatregel voor een ongeboren kind hoeft u niets te doen."
)
VOORBEELD = """
geboortemaand | begindatum | raak
202402        | 2024-01-31 | x
202401        | 2024-01-01 |
              | 2024-01-01 |
"""


def vind(rijen, context):
    return pc.less(maanden_na_geboorte(rijen["geboortemaand"], start(rijen)), 0)
