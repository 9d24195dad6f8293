"""A segment of which a table holds no row in the whole region: of that nothing is known, and it is not 0.

A segment is a contract, and who does not deliver in it has no rows to count: 0 nights, 0 euro or 0 crises would read as
a result. A gemeente without rows in a table that is loaded for its region has none: that is 0.
"""

from core.model.maat import Maat
from core.model.schema import TABELLEN
from core.model.selectie import Selectie


def is_absent(rekenaar, maat: Maat, selectie: Selectie) -> bool:
    """Whether no table of the maat has a row of the chosen segments, in any gemeente of the chosen region."""
    gekozen = selectie.filter("segment")
    if not gekozen or "segment" not in maat.dimensions:
        return False
    tabellen = [t for t in maat.tables if t in TABELLEN and "segment" in TABELLEN[t].opslag]
    if not tabellen:
        return False
    hier = rekenaar.filters(selectie.with_(filters=())).get("gemeente")
    return not any(
        segment in gekozen and (hier is None or gemeente in hier)
        for naam in tabellen
        for gemeente, segment in _segments(rekenaar, naam)
    )


def _segments(rekenaar, naam: str) -> frozenset[tuple[str, str]]:
    """(gemeente, segment) of all rows of a table; read once per version of the store."""
    bekend = rekenaar.geheugen.segmenten
    if naam not in bekend:
        rijen = rekenaar.verbinding.vraag(f"select distinct gemeente, segment from {naam} where segment is not null")
        bekend[naam] = frozenset(zip(rijen["gemeente"], rijen["segment"], strict=True))
    return bekend[naam]
