"""Lines (of invoices) that count, where there are millions: nearly every one is the only one of its key.

Ranking all rows of one key holds the whole table, in every column, in memory. Which keys occur more than once shows
from one number per row: only their rows are ranked, the others count as they are. Rows of another key with the same
number are ranked along and stay, so that no figure depends on it. For an engine that hashes a row of columns at once;
what counts is said in `verloop.actueel`, for every engine the same.
"""

import ibis

from core.engine.count.compiled import remember
from core.engine.count.verloop import actueel, line_key
from core.model.schema import TABELLEN

_MERKEN = "merken_van_meer"


def make(verbinding, naam: str, stand: ibis.Table, vervallen: ibis.Table) -> None:
    """Makes the rows that count of bron_<naam> as the table <naam>."""
    tabel = TABELLEN[naam]

    def sql(deel: str, alleen: bool) -> str:
        bron = ibis.table(tabel.opslag, name=f"{deel}_{naam}")
        return str(ibis.to_sql(actueel(tabel, bron, stand, vervallen, alleen=alleen), dialect=verbinding.dialect))

    merk, delen = _merk(naam), {"los": ("not in", True), "meer": ("in", False)}
    verbinding.make(_MERKEN, f"select {merk} as merk from bron_{naam} group by 1 having count(*) > 1")
    for deel, (in_, _) in delen.items():
        verbinding.execute(
            f"create or replace temp view {deel}_{naam} as select * from bron_{naam} where {merk} {in_} "
            f"(select merk from {_MERKEN})"
        )
    alles = [
        remember(("actueel", naam, verbinding.dialect, deel), lambda deel=deel, alleen=alleen: sql(deel, alleen))
        for deel, (_, alleen) in delen.items()
    ]
    verbinding.make(naam, " union all ".join(alles))
    for deel in delen:
        verbinding.execute(f"drop view {deel}_{naam}")
    verbinding.execute(f"drop table {_MERKEN}")


def _merk(naam: str) -> str:
    """One number for the key of a row, in SQL."""
    vast, rest = line_key(TABELLEN[naam])
    return f"hash({', '.join(vast)}, case when starts_with(regel, '#') then null else hash({', '.join(rest)}) end)"
