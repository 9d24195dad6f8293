"""Numbers of inhabitants and ages are not negative."""

import pyarrow.compute as pc

CODE = "B202"
ERNST = "waarschuwing"
TABELLEN = ("bevolking",)
VELDEN = ("aantal", "leeftijd_van")
TITEL = "Negatief aantal of leeftijd"
MELDING = "Het aantal inwoners of de leeftijd is negatief. Verbeter het getal in de bron."
VOORBEELD = """
aantal | leeftijd_van | leeftijd_tot | raak
-5     | 0            | 17           | x
5      | -1           | 17           | x
0      | 0            | 17           |
"""


def vind(rijen, context):
    return pc.less(pc.min_element_wise(rijen["aantal"], rijen["leeftijd_van"], rijen["leeftijd_tot"]), 0)
