"""Costs count in the month of the first day, so a period lies in one month (iJw: ProductPeriode)."""

import pyarrow.compute as pc

CODE = "D204"
ERNST = "melding"
TABELLEN = ("declaraties",)
VELDEN = ("periode_einde", "periode_begin")
TITEL = "Periode van meer dan een maand"
MELDING = (
    "De periode loopt over het einde van een maand; alle kosten tellen in de eerste maand. Lever een rij per maand."
)
VOORBEELD = """
periode_begin | periode_einde | raak
2024-01-31    | 2024-02-01    | x
2023-01-01    | 2024-01-31    | x
2024-01-01    | 2024-01-31    |
"""


def vind(rijen, context):
    begin, einde = rijen["periode_begin"], rijen["periode_einde"]
    return pc.not_equal(pc.floor_temporal(begin, unit="month"), pc.floor_temporal(einde, unit="month"))
