"""A period ends on or after its first day."""

import pyarrow.compute as pc

CODE = "D101"
ERNST = "fout"
TABELLEN = ("declaraties", "opvragen")
VELDEN = ("periode_einde", "periode_begin")
TITEL = "Periode eindigt voor hij begint"
MELDING = "De laatste dag van de periode ligt voor de eerste. Verbeter een van de twee datums in de bron."
VOORBEELD = """
periode_begin | periode_einde | raak
2024-02-01    | 2024-01-31    | x
2024-02-01    | 2024-02-01    |
"""


def vind(rijen, context):
    return pc.less(rijen["periode_einde"], rijen["periode_begin"])
