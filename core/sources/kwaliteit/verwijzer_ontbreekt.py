"""Without a referrer it is not known whether a GI asked for the help."""

from core.sources.kwaliteit._blocks import empty

CODE = "T203"
ERNST = "melding"
TABELLEN = ("trajecten",)
VELDEN = ("verwijzer",)
TITEL = "Verwijzer ontbreekt"
MELDING = (
    "De verwijzer is leeg of onbekend; de rij telt niet mee in cijfers over verwijzers. Vul de "
    "verwijzer in (uit het verzoek om toewijzing)."
)
VOORBEELD = """
verwijzer | raak
          | x
01        |
"""


def vind(rijen, context):
    return empty(rijen["verwijzer"])
