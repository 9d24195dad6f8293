"""An authorisation goes with a measure of youth protection."""

import pyarrow as pa

from core.model.schema import JB_TYPEN
from core.sources.kwaliteit._blocks import NOOIT, dagnummers, eind, groepen, one_of, runs_op, start

CODE = "G301"
ERNST = "melding"
TABELLEN = ("machtigingen",)
NODIG = ("machtigingen", "maatregelen")
VELDEN = ("begindatum",)
TITEL = "Machtiging zonder maatregel"
MELDING = (
    "Op de eerste dag van deze machtiging loopt er voor dit kind geen maatregel van "
    "jeugdbescherming. Controleer het nummer van het kind en de datums."
)
VOORBEELD = {
    "machtigingen": """
jeugdige | type | begindatum | raak
a        | 72   | 2024-02-01 |
b        | 72   | 2024-02-01 | x
c        | 72   | 2024-02-01 | x
""",
    "maatregelen": """
jeugdige | type | begindatum | einddatum
a        | 11   | 2024-01-01 |
b        | 11   | 2023-01-01 | 2023-12-31
c        | 41   | 2024-01-01 |
""",
}


def vind_over(tabellen, context):
    machtigingen, maatregelen = tabellen["machtigingen"], tabellen["maatregelen"]
    jb = maatregelen.filter(one_of(maatregelen["type"], JB_TYPEN))
    groep, kind = groepen([jb["jeugdige"]], [machtigingen["jeugdige"]])
    loopt = runs_op(
        groep, dagnummers(start(jb)), dagnummers(eind(jb), NOOIT), kind, dagnummers(machtigingen["begindatum"])
    )
    return {"machtigingen": pa.array(~loopt)}
