"""Product codes have five characters (iJw); 4711 is in a contract as such and stays as delivered."""

import pyarrow.compute as pc

from core.sources.cells import per_text

CODE = "A204"
ERNST = "melding"
TABELLEN = ("maatregelen", "plaatsingen", "trajecten", "declaraties")
VELDEN = ("productcode",)
TITEL = "Productcode heeft geen vijf tekens"
MELDING = (
    "De productcode heeft niet de vijf tekens van de standaard. De code blijft zoals hij is; "
    "controleer of er een cijfer ontbreekt of te veel is."
)
VOORBEELD = """
productcode | raak
4711        | x
471234      | x
45A70       |
            |
"""


def vind(rijen, context):
    return per_text(rijen["productcode"], lambda teksten: pc.not_equal(pc.utf8_length(teksten), 5))
