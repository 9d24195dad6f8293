"""Help that is declared was delivered."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "D208"
ERNST = "melding"
TABELLEN = ("declaraties", "opvragen", "cbs")
VELDEN = ("periode_einde",)
TITEL = "Periode loopt nog"
MELDING = "De periode eindigt na vandaag; het cijfer is nog niet af. Lever na afloop van de periode opnieuw."
VOORBEELD = """
periode_begin | periode_einde | raak
2025-06-01    | 2025-07-31    | x
2025-06-01    | 2025-06-30    |
"""


def vind(rijen, context):
    return pc.greater(rijen["periode_einde"], pa.scalar(context.vandaag))
