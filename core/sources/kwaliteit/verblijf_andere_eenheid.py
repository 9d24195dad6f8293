"""Stay (category 43, 44) is counted in days and nights; in another unit it is missing there."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import one_of

CODE = "D207"
ERNST = "melding"
TABELLEN = ("declaraties",)
VELDEN = ("eenheid",)
TITEL = "Verblijf niet in etmalen"
MELDING = (
    "Bij verblijf (categorie 43 of 44) is de eenheid geen etmaal (14); de rij telt niet mee in "
    "het aantal etmalen. Controleer de eenheid."
)
VOORBEELD = """
productcategorie | eenheid | raak
43               | 01      | x
44               | 82      | x
43               | 14      |
45               | 01      |
43               |         |
"""


def vind(rijen, context):
    return pc.and_(one_of(rijen["productcategorie"], ("43", "44")), pc.not_equal(rijen["eenheid"], "14"))
