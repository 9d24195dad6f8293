"""Children under twelve cannot be prosecuted (Code of Criminal Procedure 487)."""

import pyarrow.compute as pc

from core.model.schema import JR_TYPEN
from core.sources.kwaliteit._blocks import maanden_na_geboorte, one_of, start

CODE = "M212"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("geboortedatum",)
TITEL = "Jeugdreclassering onder de 12 jaar"
MELDING = (
    "Volgens de geboortedatum was dit kind bij het begin van de jeugdreclassering nog geen 12. "
    "Controleer de geboortedatum en de soort maatregel."
)
VOORBEELD = """
type | geboortemaand | begindatum | raak
41   | 201202        | 2024-01-31 | x
41   | 201201        | 2024-01-01 |
11   | 201202        | 2024-01-31 |
"""


def vind(rijen, context):
    jong = pc.less(maanden_na_geboorte(rijen["geboortemaand"], start(rijen)), 12 * 12)
    return pc.and_(one_of(rijen["type"], JR_TYPEN), jong)
