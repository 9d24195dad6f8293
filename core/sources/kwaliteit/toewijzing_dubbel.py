"""A gemeente gives every allocation its own number."""

import numpy as np
import pyarrow as pa

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
gemeente | toewijzingnummer | raak
GM0505   | t1               | x
GM0505   | t1               | x
GM0642   | t1               |
GM0505   | t2               |
GM0505   |                  |
GM0505   |                  |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["trajecten"]
    (groep,) = groepen([rijen["gemeente"], rijen["toewijzingnummer"]])
    nummers, aantal = np.unique(groep, return_counts=True)
    return {"trajecten": pa.array(np.isin(groep, nummers[(aantal > 1) & (nummers >= 0)]))}
