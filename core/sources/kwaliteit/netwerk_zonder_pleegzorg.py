"""A network family is a foster family."""

import pyarrow.compute as pc

CODE = "P203"
ERNST = "waarschuwing"
TABELLEN = ("plaatsingen",)
VELDEN = ("netwerk",)
TITEL = "Netwerkplaatsing zonder pleegzorg"
MELDING = "Netwerk is ja, maar de verblijfsvorm is geen pleegzorg. Verbeter de verblijfsvorm of zet netwerk op nee."
VOORBEELD = """
netwerk | verblijfsvorm | raak
true    | 12            | x
true    | 11            |
false   | 12            |
        | 14            |
"""


def vind(rijen, context):
    return pc.and_(rijen["netwerk"], pc.not_equal(rijen["verblijfsvorm"], "11"))
