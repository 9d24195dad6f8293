"""A measure that one GI handed over and no GI received is out of sight: as it is counted, the next record of the child
is neither received nor begun by the day after."""

import itertools

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import dagnummers, empty, gevuld, groepen, paren, start

CODE = "M302"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("datum_overgedragen",)
TITEL = "Overgedragen, maar geen ontvanger"
MELDING = (
    "Geen andere GI meldt dat zij deze maatregel overnam; hij telt als lopend en is uit beeld. "
    "Vraag de GI's wie het kind nu begeleidt."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | type | gi | begindatum | datum_overgedragen | datum_overgedragen_gekregen | einddatum  | raak
a        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |            | x
b        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |            |
b        | 11   | B  |            |                    | 2024-04-01                  |            |
c        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |            | x
c        | 12   | B  |            |                    | 2024-04-01                  |            |
d        | 11   | A  | 2024-01-01 | 2024-03-31         |                             | 2024-03-31 |
e        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |            |
e        | 11   | B  |            |                    | 2024-09-01                  |            |
f        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |            | x
f        | 11   | B  | 2024-04-10 |                    |                             |            |
g        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |            |
g        | 11   | B  | 2024-04-01 |                    |                             |            |
"""
}

VOLGENDE_DAG = 1


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (groep,) = groepen([rijen["jeugdige"], rijen["type"]])
    begin, dag = dagnummers(start(rijen)), dagnummers(rijen["datum_overgedragen"])
    kreeg, ontvangen = gevuld(rijen["datum_overgedragen_gekregen"]).to_numpy(), np.zeros(len(rijen), dtype=bool)
    for vroeg, laat in itertools.islice(paren(groep, begin), 1):  # neighbours
        ontvangen[vroeg] |= kreeg[laat] | (begin[laat] <= dag[vroeg] + VOLGENDE_DAG)
    weg = gevuld(rijen["datum_overgedragen"]).to_numpy() & empty(rijen["einddatum"]).to_numpy()
    return {"maatregelen": pa.array(weg & ~ontvangen)}
