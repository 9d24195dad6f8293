"""A gemeente gives every allocation its own number; the same first day twice is the same help twice.

Other first days of one number are periods of one traject, and another aanbieder has numbers of its own."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import groepen

CODE = "T201"
ERNST = "waarschuwing"
TABELLEN = ("trajecten",)
VELDEN = ("toewijzingnummer",)
TITEL = "Toewijzingnummer komt vaker voor"
MELDING = (
    "Dit toewijzingnummer komt in deze gemeente vaker voor; het traject telt zo dubbel. Lever "
    "per toewijzing een rij: de nieuwste."
)
VOORBEELD = {
    "trajecten": """
gemeente | aanbieder | toewijzingnummer | begindatum | raak
GM0505   | A         | t1               | 2024-01-01 | x
GM0505   | A         | t1               | 2024-01-01 | x
GM0505   | A         | t1               | 2024-05-01 |
GM0505   | B         | t1               | 2024-01-01 |
GM0642   | A         | t1               | 2024-01-01 |
GM0505   | A         | t2               |            | x
GM0505   | A         | t2               |            | x
GM0505   | A         |                  | 2024-01-01 |
GM0505   | A         |                  | 2024-01-01 |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["trajecten"]
    dag = pc.fill_null(rijen["begindatum"].cast(pa.int32()), 0)
    (groep,) = groepen([rijen["gemeente"], rijen["aanbieder"], rijen["toewijzingnummer"], dag])
    nummers, aantal = np.unique(groep, return_counts=True)
    return {"trajecten": pa.array(np.isin(groep, nummers[(aantal > 1) & (nummers >= 0)]))}
