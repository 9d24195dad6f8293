"""Age groups that overlap count inhabitants twice."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import groepen, masker_van, paren

CODE = "B204"
ERNST = "waarschuwing"
TABELLEN = ("bevolking",)
VELDEN = ("leeftijd_van", "leeftijd_tot")
TITEL = "Leeftijdsgroepen overlappen"
MELDING = "In deze gemeente en dit jaar overlappen leeftijdsgroepen; inwoners tellen zo dubbel. Houd één indeling aan."
VOORBEELD = {
    "bevolking": """
gemeente | jaar | leeftijd_van | leeftijd_tot | aantal | raak
GM0505   | 2024 | 0            | 17           | 100    | x
GM0505   | 2024 | 12           | 17           | 40     | x
GM0505   | 2023 | 0            | 11           | 60     |
GM0505   | 2023 | 12           | 17           | 40     |
"""
}


def vind_over(tabellen, context):
    rijen = tabellen["bevolking"]
    (groep,) = groepen([pc.coalesce(rijen["gemeente_toen"], rijen["gemeente"]), rijen["jaar"]])
    van, tot = (pc.fill_null(rijen[naam], 0).to_numpy() for naam in ("leeftijd_van", "leeftijd_tot"))
    raak = []
    for jong, oud in paren(groep, van):
        samen = np.minimum(tot[jong], tot[oud]) >= van[oud]
        raak += [jong[samen], oud[samen]]
    return {"bevolking": masker_van(len(rijen), *raak) if raak else pa.nulls(len(rijen), pa.bool_())}
