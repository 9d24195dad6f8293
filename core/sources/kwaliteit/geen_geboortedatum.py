"""Without a date of birth a child counts as a minor, for ever."""

from core.sources.kwaliteit._blocks import empty

CODE = "M210"
ERNST = "melding"
TABELLEN = ("maatregelen",)
VELDEN = ("geboortedatum",)
TITEL = "Geen geboortedatum"
MELDING = "De geboortedatum ontbreekt; het kind telt als minderjarig. Vul de geboortedatum in."
VOORBEELD = """
geboortemaand | raak
              | x
201005        |
"""


def vind(rijen, context):
    return empty(rijen["geboortemaand"])
