"""A measure that one GI handed over and no GI received is out of sight."""

import numpy as np
import pyarrow as pa

from core.sources.kwaliteit._blocks import aantal_tussen, dagnummers, empty, gevuld, groepen, start

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
"""
}

EERDER, LATER = 7, 31  # days around the hand-over in which a record of the receiver is accepted


def vind_over(tabellen, context):
    rijen = tabellen["maatregelen"]
    (groep,) = groepen([rijen["jeugdige"], rijen["type"]])
    begin, dag = dagnummers(start(rijen)), dagnummers(rijen["datum_overgedragen"])
    # Only days after the own first day, so that the record itself is no receiver.
    vroegst = np.maximum(dag - EERDER, begin + 1)
    ontvangen = aantal_tussen(groep, begin, groep, vroegst, dag + LATER) > 0
    weg = gevuld(rijen["datum_overgedragen"]).to_numpy() & empty(rijen["einddatum"]).to_numpy()
    return {"maatregelen": pa.array(weg & ~ontvangen)}
