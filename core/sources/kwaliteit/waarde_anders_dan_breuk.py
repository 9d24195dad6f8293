"""When numerator, denominator and value are all given, they say the same."""

import pyarrow.compute as pc

CODE = "O209"
ERNST = "waarschuwing"
TABELLEN = ("opvragen",)
VELDEN = ("waarde", "teller", "noemer")
TITEL = "Waarde past niet bij teller en noemer"
MELDING = "De waarde is iets anders dan teller gedeeld door noemer. Laat de waarde weg, of verbeter een van de drie."
VOORBEELD = """
teller | noemer | waarde | raak
5      | 10     | 0.6    | x
5      | 10     | 0.5    |
5      | 10     | 50     |
1      | 3      | 33     |
5      | 0      | 1      |
5      | 10     |        |
"""


def vind(rijen, context):
    breuk = pc.divide(rijen["teller"], pc.if_else(pc.equal(rijen["noemer"], 0), None, rijen["noemer"]))
    verschil = pc.abs(pc.subtract(rijen["waarde"], breuk))
    # A value of 33 for 1 of 3 is a percentage that was rounded.
    procent = pc.abs(pc.subtract(rijen["waarde"], pc.multiply(breuk, 100.0)))
    return pc.and_(pc.greater(verschil, 0.01), pc.greater(procent, 1.0))
