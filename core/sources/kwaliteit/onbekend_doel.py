"""A figure for a goal that no region has is never shown."""

import pyarrow as pa
import pyarrow.compute as pc

CODE = "O204"
ERNST = "fout"
TABELLEN = ("opvragen", "mijlpalen")
VELDEN = ("doel",)
TITEL = "Onbekend doel"
MELDING = "Dit doel bestaat niet in een van de regio's. Gebruik een id van de pagina Dekking, bijvoorbeeld K1-09."
VOORBEELD = """
doel  | raak
K9-99 | x
K1-01 |
"""


def vind(rijen, context):
    if context.doelen is None:
        return pa.nulls(len(rijen), pa.bool_())
    return pc.invert(pc.is_in(rijen["doel"], value_set=pa.array(sorted(context.doelen), pa.string())))
