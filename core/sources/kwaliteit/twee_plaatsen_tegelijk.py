"""A child sleeps in one place: two full-time placements at the same time are a move without an end."""

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import NOOIT, dagnummers, groepen, masker_van, paren

CODE = "P301"
ERNST = "melding"
TABELLEN = ("plaatsingen",)
VELDEN = ("begindatum",)
TITEL = "Op twee plaatsen tegelijk"
MELDING = (
    "Dit kind verblijft volgens de gegevens meer dan een week op twee plaatsen tegelijk. Vul "
    "bij een verhuizing de einddatum van de vorige plaats in."
)
VOORBEELD = {
    "plaatsingen": """
jeugdige | verblijfsvorm | aanbieder | begindatum | einddatum  | etmalen_per_week | raak
a        | 11            | X         | 2024-01-01 |            | 7                | x
a        | 14            | Y         | 2024-03-01 |            | 7                | x
b        | 11            | X         | 2024-01-01 |            | 7                |
b        | 14            | Y         | 2024-03-01 |            | 2                |
c        | 11            | X         | 2024-01-01 | 2024-03-05 |                  |
c        | 14            | Y         | 2024-03-01 |            |                  |
d        | 11            | X         | 2024-01-01 |            |                  |
d        | 11            | X         | 2024-03-01 |            |                  |
"""
}

EEN_WEEK, DEELTIJD = 7, 5


def vind_over(tabellen, context):
    rijen = tabellen["plaatsingen"]
    (kind,) = groepen([rijen["jeugdige"]])
    (plaats,) = groepen([rijen["verblijfsvorm"], pc.fill_null(rijen["aanbieder"], "")])
    voltijd = pc.fill_null(pc.greater(rijen["etmalen_per_week"], DEELTIJD), True).to_numpy()
    begin, einde = dagnummers(rijen["begindatum"]), dagnummers(rijen["einddatum"], NOOIT)
    raak = []
    for vroeg, laat in paren(kind, begin):
        samen = (einde[vroeg] > begin[laat] + EEN_WEEK) & (einde[laat] > begin[laat] + EEN_WEEK)
        samen &= voltijd[vroeg] & voltijd[laat] & (plaats[vroeg] != plaats[laat])
        raak += [vroeg[samen], laat[samen]]
    return {"plaatsingen": masker_van(len(rijen), *raak) if raak else pa.nulls(len(rijen), pa.bool_())}
