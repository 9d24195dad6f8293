"""A placement for which a GI is responsible goes with a measure of youth protection."""

import pyarrow as pa

from core.model.schema import JB_TYPEN
from core.sources.kwaliteit._blocks import NOOIT, dagnummers, eind, gevuld, groepen, one_of, runs_op, start

CODE = "P204"
ERNST = "waarschuwing"
TABELLEN = ("plaatsingen",)
NODIG = ("plaatsingen", "maatregelen")
VELDEN = ("gi",)
TITEL = "Plaatsing bij een GI zonder maatregel"
MELDING = (
    "Bij deze plaatsing staat een GI, maar op de eerste dag loopt er voor dit kind geen "
    "maatregel van jeugdbescherming. Controleer het kind en de datums, of laat gi leeg in het "
    "vrijwillig kader."
)
VOORBEELD = {
    "plaatsingen": """
jeugdige | gi | begindatum | raak
a        | A  | 2024-02-01 |
b        | A  | 2024-02-01 | x
c        | A  | 2024-02-01 | x
d        |    | 2024-02-01 |
e        | A  | 2024-02-01 |
""",
    "maatregelen": """
jeugdige | type | begindatum | einddatum
a        | 11   | 2024-01-01 |
b        | 11   | 2024-03-01 |
c        | 41   | 2024-01-01 |
e        | 21   | 2024-01-01 | 2024-02-01
""",
}


def vind_over(tabellen, context):
    plaatsingen, maatregelen = tabellen["plaatsingen"], tabellen["maatregelen"]
    jb = maatregelen.filter(one_of(maatregelen["type"], JB_TYPEN))
    groep, kind = groepen([jb["jeugdige"]], [plaatsingen["jeugdige"]])
    loopt = runs_op(
        groep, dagnummers(start(jb)), dagnummers(eind(jb), NOOIT), kind, dagnummers(plaatsingen["begindatum"])
    )
    return {"plaatsingen": pa.array(gevuld(plaatsingen["gi"]).to_numpy() & ~loopt)}
