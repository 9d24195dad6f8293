"""A measure has a first day: its own, or the day another GI handed it over."""

from core.sources.kwaliteit._blocks import empty, start

CODE = "M101"
ERNST = "fout"
TABELLEN = ("maatregelen",)
VELDEN = ("begindatum", "datum_overgedragen_gekregen")
TITEL = "Maatregel zonder eerste dag"
MELDING = (
    "Begindatum en datum overgedragen gekregen zijn allebei leeg. Vul de begindatum in, of bij "
    "een overname de dag waarop de maatregel is overgenomen."
)
VOORBEELD = """
begindatum | datum_overgedragen_gekregen | raak
           |                             | x
2024-01-01 |                             |
           | 2024-01-01                  |
"""


def vind(rijen, context):
    return empty(start(rijen))
