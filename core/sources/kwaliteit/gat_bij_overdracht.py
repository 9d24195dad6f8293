"""Between two GIs no day is left over: the next begins the day after (CBS protocol 5.3.3). Counting takes what was
received after a hand-over as the same measure, however late."""

import itertools

import pyarrow as pa

from core.sources.kwaliteit._blocks import dagnummers, gevuld, groepen, masker_van, paren, start

CODE = "M306"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("datum_overgedragen_gekregen",)
TITEL = "Gat tussen overdracht en overname"
MELDING = (
    "Tussen de overdracht door de ene GI en de overname door de andere zitten dagen; de maatregel telt als "
    "doorgelopen. Laat de GI's de dag op elkaar afstemmen."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | type | begindatum | datum_overgedragen | datum_overgedragen_gekregen | raak
a        | 11   | 2024-01-01 | 2024-03-31         |                             |
a        | 11   |            |                    | 2024-04-10                  | x
b        | 11   | 2024-01-01 | 2024-03-31         |                             |
b        | 11   |            |                    | 2024-04-01                  |
c        | 11   | 2024-01-01 | 2024-03-31         |                             |
c        | 11   |            |                    | 2024-09-01                  | x
d        | 11   | 2019-01-01 | 2019-03-31         |                             |
d        | 11   |            | 2024-03-31         | 2019-04-01                  |
d        | 11   |            |                    | 2024-04-01                  |
"""
}

VOLGENDE_DAG = 1


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (groep,) = groepen([rijen["jeugdige"], rijen["type"]])
    begin, weg = dagnummers(start(rijen)), dagnummers(rijen["datum_overgedragen"])
    gaf = gevuld(rijen["datum_overgedragen"]).to_numpy()
    kreeg = gevuld(rijen["datum_overgedragen_gekregen"]).to_numpy()
    raak = []
    for vroeg, laat in itertools.islice(paren(groep, begin), 1):  # neighbours
        gat = begin[laat] - weg[vroeg]
        raak.append(laat[gaf[vroeg] & kreeg[laat] & (gat > VOLGENDE_DAG)])
    return {"maatregelen": masker_van(len(rijen), *raak) if raak else pa.nulls(len(rijen), pa.bool_())}
