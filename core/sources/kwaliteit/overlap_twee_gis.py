"""One measure is carried out by one GI at a time."""

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import NOOIT, dagnummers, eind, groepen, masker_van, paren, start

CODE = "M304"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("gi",)
TITEL = "Zelfde maatregel bij twee GI's tegelijk"
MELDING = (
    "Dezelfde soort maatregel van dit kind loopt tegelijk bij een andere GI. Laat de GI's "
    "afspreken wie overdroeg, en op welke dag."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | type | gi | begindatum | einddatum  | raak
a        | 11   | A  | 2024-01-01 |            | x
a        | 11   | B  | 2024-03-01 |            | x
b        | 11   | A  | 2024-01-01 | 2024-03-01 |
b        | 11   | B  | 2024-03-01 |            |
c        | 11   | A  | 2024-01-01 |            |
c        | 11   | A  | 2024-03-01 |            |
d        | 11   | A  | 2024-01-01 |            |
d        | 41   | B  | 2024-03-01 |            |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (groep,) = groepen([rijen["jeugdige"], rijen["type"]])
    (gi,) = groepen([rijen["gi"]])
    begin, einde = dagnummers(start(rijen)), dagnummers(eind(rijen), NOOIT)
    raak = []
    for vroeg, laat in paren(groep, begin):
        # One day in common is the day of the hand-over.
        samen = (np.minimum(einde[vroeg], einde[laat]) > begin[laat]) & (gi[vroeg] != gi[laat])
        raak += [vroeg[samen], laat[samen]]
    return {"maatregelen": masker_van(len(rijen), *raak) if raak else pa.nulls(len(rijen), pa.bool_())}
