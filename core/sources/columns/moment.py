"""Date and time: the forms of a date with a time behind it, or a serial with a fraction."""

import re

from core.sources.columns.datum import read_momenten, to_gelezen
from core.sources.columns.reading import Gelezen, Lezing

_ISO_DAG = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> datetime.datetime in Dutch clock time, without zone.

    Only a date is no known moment (`zonder_tijd`, K303). In a spreadsheet or typed column that has times, a bare date
    is how 00:00 comes out of it, and that is one.
    """
    momenten = read_momenten(teksten, lezing)
    gelezen = to_gelezen(momenten, teksten, lezing)
    gelezen_met_tijd = any(m is not None and p not in momenten.zonder_tijd for p, m in enumerate(momenten.waarden))
    for plaats in sorted(momenten.zonder_tijd):
        if gelezen_met_tijd and lezing.rekenblad and _ISO_DAG.fullmatch(teksten[plaats]):
            continue
        gelezen.zonder_tijd.add(plaats)
        gelezen.report("K303", plaats)
    return gelezen
