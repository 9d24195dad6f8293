"""The same number with two sexes is often two children."""

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import groepen, one_of

CODE = "M308"
ERNST = "melding"
TABELLEN = ("maatregelen",)
VELDEN = ("geslacht",)
TITEL = "Kind met twee geslachten"
MELDING = "Dit kind staat er als meisje en als jongen in. Controleer of onder dit nummer twee kinderen staan."
VOORBEELD = {
    "maatregelen": """
jeugdige | geslacht | raak
a        | V        | x
a        | M        | x
b        | V        |
b        | O        |
c        | M        |
c        | M        |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (kind,) = groepen([rijen["jeugdige"]])
    (geslacht,) = groepen([rijen["geslacht"]])
    bekend = (kind >= 0) & one_of(rijen["geslacht"], ("V", "M")).to_numpy()
    paar = np.unique(np.stack([kind[bekend], geslacht[bekend]]), axis=1)
    kinderen, aantal = np.unique(paar[0], return_counts=True)
    return {"maatregelen": pa.array(bekend & np.isin(kind, kinderen[aantal > 1]))}
