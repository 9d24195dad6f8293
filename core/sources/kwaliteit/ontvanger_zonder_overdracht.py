"""A measure that a GI received and no GI handed over: the first part is not in the data. Each hand-over has one
receiver, and that may be late."""

import pyarrow as pa

from core.sources.kwaliteit._blocks import aantal_tussen, dagnummers, gevuld, groepen, start

CODE = "M303"
ERNST = "melding"
TABELLEN = ("maatregelen",)
VELDEN = ("datum_overgedragen_gekregen",)
TITEL = "Overgenomen, maar van wie"
MELDING = (
    "Geen andere GI meldt dat zij deze maatregel overdroeg; het begin van de maatregel is niet "
    "bekend. Lever ook de gegevens van de vorige GI."
)
VOORBEELD = {
    "maatregelen": """
jeugdige | type | gi | begindatum | datum_overgedragen | datum_overgedragen_gekregen | raak
a        | 11   | B  |            |                    | 2024-04-01                  | x
b        | 11   | A  | 2024-01-01 | 2024-03-31         |                             |
b        | 11   | B  |            |                    | 2024-04-01                  |
c        | 11   | A  | 2024-01-01 | 2024-01-31         |                             |
c        | 11   | B  |            |                    | 2024-04-01                  |
d        | 11   | A  | 2019-01-01 | 2019-03-31         |                             |
d        | 11   | B  |            |                    | 2019-04-01                  |
d        | 11   | C  |            |                    | 2024-04-01                  | x
"""
}

MARGE, EEUW = 31, 36_525  # days


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (groep,) = groepen([rijen["jeugdige"], rijen["type"]])
    overgedragen = gevuld(rijen["datum_overgedragen"]).to_numpy()
    dag = dagnummers(start(rijen))
    gegeven = dagnummers(rijen["datum_overgedragen"])[overgedragen]
    ontvangen = gevuld(rijen["datum_overgedragen_gekregen"]).to_numpy()
    gevers = aantal_tussen(groep[overgedragen], gegeven, groep, dag - EEUW, dag + MARGE)
    eerder = aantal_tussen(groep[ontvangen], dag[ontvangen], groep, dag - EEUW, dag - 1)
    return {"maatregelen": pa.array(ontvangen & (gevers <= eerder))}
