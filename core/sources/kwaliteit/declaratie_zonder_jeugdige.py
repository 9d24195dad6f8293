"""Costs without a child cannot be counted per child."""

import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import empty

CODE = "D209"
ERNST = "melding"
TABELLEN = ("declaraties",)
VELDEN = ("jeugdige",)
TITEL = "Declaratie zonder jeugdige"
MELDING = (
    "Er is geen jeugdige ingevuld; het bedrag telt mee in de kosten, maar niet in de kosten per "
    "jeugdige. Vul het nummer van het kind in."
)
VOORBEELD = """
jeugdige | status     | raak
         |            | x
         | afgewezen  |
kind-1   |            |
"""


def vind(rijen, context):
    toegekend = pc.not_equal(pc.fill_null(rijen["status"], "toegekend"), "afgewezen")
    return pc.and_(empty(rijen["jeugdige"]), toegekend)
