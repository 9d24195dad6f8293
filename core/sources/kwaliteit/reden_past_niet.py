"""Every kind of measure has its own reasons for ending (CBS protocol 5.3.1)."""

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import JR_TYPEN, VOOGDIJ_TYPEN
from core.sources.cells import plain
from core.sources.kwaliteit._blocks import one_of

CODE = "M206"
ERNST = "waarschuwing"
TABELLEN = ("maatregelen",)
VELDEN = ("reden_einde",)
TITEL = "Reden past niet bij de soort maatregel"
MELDING = "Deze reden van beëindigen hoort bij een andere soort maatregel. Verbeter de reden of de soort maatregel."
VOORBEELD = """
type | reden_einde | raak
11   | 11          | x
11   | 07          | x
12   | 07          |
21   | 11          |
41   | 04          | x
41   | 51          |
31   | 31          |
11   |             |
"""

_OTS = ("01", "02", "03", "04", "05", "06")
_VOOGDIJ = ("11", "12", "13", "14", "15")
_JR = ("41", "42", "43", "51", "52")
_REDENEN = (
    {"11": _OTS, "12": (*_OTS, "07"), "31": ("31",)}
    | dict.fromkeys(VOOGDIJ_TYPEN, _VOOGDIJ)
    | dict.fromkeys(JR_TYPEN, _JR)
)
_GOED = tuple(f"{soort}-{reden}" for soort, redenen in _REDENEN.items() for reden in redenen)


def vind(rijen, context):
    samen = pc.binary_join_element_wise(plain(rijen["type"]), plain(rijen["reden_einde"]), "-")
    return pc.and_(pc.is_valid(samen), pc.invert(one_of(samen.cast(pa.string()), _GOED)))
