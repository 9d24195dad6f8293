"""One record with two gemeenten: which one is responsible on which day is not known."""

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import groepen, start

CODE = "M305"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("gemeente",)
TITEL = "Andere gemeente zonder nieuwe rij"
MELDING = (
    "Dezelfde maatregel staat er met twee gemeenten in. Lever per gemeente een rij met de dag "
    "waarop die gemeente verantwoordelijk werd."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | type | gemeente | begindatum | raak
a        | 11   | GM0505   | 2024-01-01 | x
a        | 11   | GM0642   | 2024-01-01 | x
b        | 11   | GM0505   | 2024-01-01 |
b        | 11   | GM0642   | 2024-06-01 |
c        | 11   | GM0505   | 2024-01-01 |
c        | 11   | GM0505   | 2024-01-01 |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (record,) = groepen([rijen["jeugdige"], rijen["type"], start(rijen)])
    (met_gemeente,) = groepen([rijen["jeugdige"], rijen["type"], start(rijen), rijen["gemeente"]])
    paar = np.unique(np.stack([record, met_gemeente]), axis=1)
    records, aantal = np.unique(paar[0], return_counts=True)
    return {"maatregelen": pa.array(np.isin(record, records[(aantal > 1) & (records >= 0)]))}
