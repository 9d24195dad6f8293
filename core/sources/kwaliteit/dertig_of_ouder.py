"""Nobody of thirty gets a measure of youth protection or probation."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import maanden_na_geboorte, start

CODE = "M202"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("geboortedatum",)
TITEL = "Dertig jaar of ouder"
MELDING = "Volgens de geboortedatum was dit kind bij het begin 30 jaar of ouder. Controleer de geboortedatum."
VOORBEELD = """
geboortemaand | begindatum | raak
199312        | 2024-01-01 | x
199401        | 2024-01-31 |
201005        | 2024-01-01 |
"""


def vind(rijen, context):
    return pc.greater(maanden_na_geboorte(rijen["geboortemaand"], start(rijen)), 30 * 12)
