"""The same measure of the same child from the same day, once running and once ended."""

import numpy as np

from core.sources.kwaliteit._blocks import eind, empty, groepen, masker_van, start

CODE = "M301"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("einddatum",)
TITEL = "Zelfde maatregel lopend en beëindigd"
MELDING = (
    "Dezelfde maatregel van dit kind staat er twee keer in: lopend en beëindigd. De beëindigde "
    "telt; haal de andere uit de levering."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | type | begindatum | einddatum  | raak
a        | 11   | 2024-01-01 |            | x
a        | 11   | 2024-01-01 | 2024-06-30 | x
a        | 12   | 2024-01-01 |            |
b        | 11   | 2024-01-01 |            |
b        | 11   | 2024-01-02 | 2024-06-30 |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (groep,) = groepen([rijen["jeugdige"], rijen["type"], start(rijen)])
    open_ = empty(eind(rijen)).to_numpy()
    beide = np.intersect1d(groep[open_ & (groep >= 0)], groep[~open_ & (groep >= 0)])
    return {"maatregelen": masker_van(len(rijen), np.isin(groep, beide))}
