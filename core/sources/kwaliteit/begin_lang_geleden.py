"""A day of half a century ago is a damaged date: an Excel number of two digits is a day in 1900."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from core.sources.kwaliteit._blocks import start

CODE = "A103"
ERNST = "fout"
TABELLEN = ("maatregelen", "machtigingen", "plaatsingen", "trajecten", "declaraties")
VELDEN = ("begindatum", "periode_begin")
TITEL = "Begin lang geleden"
MELDING = "De eerste dag ligt voor 1980; dan is de datum beschadigd. Verbeter de datum in de bron en lever opnieuw."
VOORBEELD = """
begindatum | raak
1900-02-28 | x
1979-12-31 | x
1980-01-01 |
           |
"""

VROEGST = dt.date(1980, 1, 1)


def vind(rijen, context):
    return pc.less(start(rijen), pa.scalar(VROEGST))
