"""A child is born once: two months of birth are two children, or a mistake."""

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import groepen

CODE = "M307"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("geboortedatum",)
TITEL = "Kind met twee geboortedatums"
MELDING = (
    "Dit kind staat er met verschillende geboortemaanden in. Verbeter de geboortedatum, of het "
    "nummer van het kind als het twee kinderen zijn."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | geboortemaand | raak
a        | 201001        | x
a        | 201002        | x
b        | 201001        |
b        | 201001        |
b        |               |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (kind,) = groepen([rijen["jeugdige"]])
    (geboren,) = groepen([rijen["geboortemaand"]])
    bekend = (kind >= 0) & (geboren >= 0)
    paar = np.unique(np.stack([kind[bekend], geboren[bekend]]), axis=1)
    kinderen, aantal = np.unique(paar[0], return_counts=True)
    return {"maatregelen": pa.array(bekend & np.isin(kind, kinderen[aantal > 1]))}
