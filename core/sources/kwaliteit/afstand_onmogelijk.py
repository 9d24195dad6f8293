"""No place in the Netherlands is farther than 400 km away."""

import pyarrow.compute as pc

CODE = "P202"
ERNST = "waarschuwing"
TABELLEN = ("plaatsingen",)
VELDEN = ("afstand_km",)
TITEL = "Afstand kan niet"
MELDING = (
    "De afstand is negatief of meer dan 400 km. Geef hele kilometers buiten de grens van de "
    "regio, 0 is binnen de regio."
)
VOORBEELD = """
afstand_km | raak
-1         | x
401        | x
0          |
400        |
           |
"""


def vind(rijen, context):
    afstand = rijen["afstand_km"]
    return pc.or_(pc.less(afstand, 0), pc.greater(afstand, 400))
