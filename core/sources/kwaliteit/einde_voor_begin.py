"""A record cannot end before it began."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import eind, start

CODE = "A101"
ERNST = "fout"
TABELLEN = ("maatregelen", "machtigingen", "plaatsingen", "trajecten")
VELDEN = ("einddatum", "begindatum")
TITEL = "Einde voor begin"
MELDING = "De laatste dag ligt voor de eerste dag. Verbeter een van de twee datums in de bron."
VOORBEELD = """
begindatum | datum_overgedragen_gekregen | einddatum  | datum_overgedragen | raak
2024-01-02 |                             | 2024-01-01 |                    | x
2024-01-02 |                             | 2024-01-02 |                    |
           | 2024-05-01                  |            | 2024-04-30         | x
2024-01-02 |                             |            |                    |
"""


def vind(rijen, context):
    return pc.less(eind(rijen), start(rijen))
