"""Youth protection ends by law when a child becomes 18 (Civil Code book 1, 1:255 and 1:233)."""

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import JB_TYPEN
from core.sources.kwaliteit._blocks import MEERDERJARIG, eind, maanden_na_geboorte, one_of

CODE = "M203"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("einddatum",)
TITEL = "Jeugdbescherming na de 18e verjaardag"
MELDING = (
    "Deze maatregel loopt door na de maand waarin het kind 18 werd. Vul de einddatum in, of verbeter de geboortedatum."
)
VOORBEELD = """
type | geboortemaand | begindatum | einddatum  | raak
11   | 200702        | 2020-01-01 |            | x
11   | 200703        | 2020-01-01 |            |
21   | 200501        | 2020-01-01 | 2023-02-01 | x
21   | 200501        | 2020-01-01 | 2023-01-31 |
41   | 200501        | 2022-01-01 |            |
11   |               | 2020-01-01 |            |
"""


def vind(rijen, context):
    laatst = pc.min_element_wise(eind(rijen), pa.scalar(context.peildag))  # skips an empty end
    volwassen = pc.greater(maanden_na_geboorte(rijen["geboortemaand"], laatst), MEERDERJARIG)
    return pc.and_(one_of(rijen["type"], JB_TYPEN), volwassen)
