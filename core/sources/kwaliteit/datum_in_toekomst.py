"""A day on which something was asked, decided or taken over lies behind us."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "A203"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen", "plaatsingen", "trajecten")
VELDEN = ("aanmelddatum",)
TITEL = "Datum in de toekomst"
MELDING = "De aanmelddatum, de toewijzingsdatum of de dag van overname ligt na vandaag. Verbeter de datum in de bron."
VOORBEELD = {
    "trajecten": """
aanmelddatum | toewijzingsdatum | raak
2025-07-01   |                  | x
2025-06-30   | 2025-06-30       |
2024-01-01   | 2026-01-01       | x
             |                  |
"""
}


def vind(rijen, context):
    namen = ("aanmelddatum", "toewijzingsdatum", "datum_overgedragen_gekregen")
    later = [
        pc.greater(rijen[naam], pa.scalar(context.vandaag)).combine_chunks().fill_null(False)
        for naam in namen
        if naam in rijen.column_names
    ]
    return later[0] if len(later) == 1 else pc.or_(later[0], later[1])
