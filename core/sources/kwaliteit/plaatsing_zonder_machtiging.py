"""Under an OTS a child is placed away from home with an authorisation of the court."""

import pyarrow as pa

from core.sources.kwaliteit._blocks import NOOIT, dagnummers, eind, groepen, one_of, runs_op, start

CODE = "P302"
ERNST = "melding"
TABELLEN = ("plaatsingen",)
NODIG = ("plaatsingen", "maatregelen", "machtigingen")
VELDEN = ("begindatum",)
TITEL = "Plaatsing onder OTS zonder machtiging"
MELDING = (
    "Op de eerste dag van deze plaatsing loopt er een OTS, maar geen machtiging tot "
    "uithuisplaatsing. Controleer of de machtigingen volledig zijn geleverd."
)
VOORBEELD = {
    "plaatsingen": """
jeugdige | gi | begindatum | raak
a        | A  | 2024-02-01 |
b        | A  | 2024-02-01 | x
c        | A  | 2024-02-01 |
d        |    | 2024-02-01 |
""",
    "maatregelen": """
jeugdige | type | begindatum | einddatum
a        | 11   | 2024-01-01 |
b        | 11   | 2024-01-01 |
c        | 21   | 2024-01-01 |
""",
    "machtigingen": """
jeugdige | type | begindatum | einddatum
a        | 72   | 2024-01-15 |
b        | 72   | 2023-01-01 | 2023-12-31
""",
}


def vind_over(tabellen, context):
    plaatsingen, maatregelen, machtigingen = (tabellen[naam] for naam in NODIG)
    ots = maatregelen.filter(one_of(maatregelen["type"], ("11", "12")))
    onder, met, kind = groepen([ots["jeugdige"]], [machtigingen["jeugdige"]], [plaatsingen["jeugdige"]])
    dag = dagnummers(plaatsingen["begindatum"])
    onder_ots = runs_op(onder, dagnummers(start(ots)), dagnummers(eind(ots), NOOIT), kind, dag)
    gemachtigd = runs_op(
        met, dagnummers(machtigingen["begindatum"]), dagnummers(machtigingen["einddatum"], NOOIT), kind, dag
    )
    return {"plaatsingen": pa.array(onder_ots & ~gemachtigd)}
