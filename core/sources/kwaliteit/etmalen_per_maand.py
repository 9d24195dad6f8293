"""A month has 31 days and nights at most."""

import pyarrow.compute as pc

CODE = "D206"
ERNST = "waarschuwing"
TABELLEN = ("declaraties",)
VELDEN = ("volume",)
TITEL = "Meer etmalen dan de periode heeft"
MELDING = "Er zijn meer etmalen dan dagen in de periode. Verbeter het volume, de eenheid of de periode in de bron."
VOORBEELD = """
periode_begin | periode_einde | volume | eenheid | raak
2024-01-01    | 2024-01-31    | 32     | 14      | x
2024-02-01    | 2024-02-10    | 11     | 14      | x
2024-01-01    | 2024-01-31    | 31     | 14      |
2024-01-01    | 2024-01-31    | 310    | 01      |
"""


def vind(rijen, context):
    dagen = pc.add(pc.days_between(rijen["periode_begin"], rijen["periode_einde"]), 1)
    return pc.and_(pc.equal(rijen["eenheid"], "14"), pc.greater(rijen["volume"], dagen))
