"""Coming of age is no reason for a child that is not yet 18."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import MEERDERJARIG, maanden_na_geboorte, one_of

CODE = "M213"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("reden_einde",)
TITEL = "Meerderjarig terwijl het kind jonger is"
MELDING = (
    "De reden is meerderjarig, maar volgens de geboortedatum was het kind nog geen 18. Verbeter "
    "de reden of de geboortedatum."
)
VOORBEELD = """
reden_einde | geboortemaand | einddatum  | raak
01          | 200702        | 2025-01-31 | x
11          | 200702        | 2025-01-31 | x
01          | 200701        | 2025-01-15 |
04          | 200702        | 2025-01-31 |
"""


def vind(rijen, context):
    jong = pc.less(maanden_na_geboorte(rijen["geboortemaand"], rijen["einddatum"]), MEERDERJARIG)
    return pc.and_(one_of(rijen["reden_einde"], ("01", "11")), jong)
