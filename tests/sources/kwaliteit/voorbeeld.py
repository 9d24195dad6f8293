"""Reads the pipe tables in the rule files: typed rows, and which of them the rule must hit."""

import pyarrow as pa

from core.model.arrow import arrow_schema
from core.model.schema import TABELLEN

RAAK = "raak"


def lees_tabel(tabel: str, tekst: str) -> tuple[pa.Table, list[bool]]:
    """Rows with all stored columns of the table (absent ones empty), and the column `raak`."""
    kop, *regels = [[cel.strip() for cel in regel.split("|")] for regel in tekst.strip("\n").splitlines()]
    schema = arrow_schema({k: v for k, v in TABELLEN[tabel].opslag.items() if k not in ("levering", "import_nr")})
    vreemd = set(kop) - set(schema.names) - {RAAK}
    assert not vreemd, f"{tabel} has no column {vreemd}"
    assert all(len(regel) == len(kop) for regel in regels), f"a row of {tabel} has too many or too few cells"
    kolommen = {naam: [regel[kop.index(naam)] or None for regel in regels] for naam in kop}
    kolommen["bron_rij"] = [str(nr) for nr in range(2, len(regels) + 2)]
    arrays = [pa.array(kolommen.get(veld.name, [None] * len(regels)), pa.string()).cast(veld.type) for veld in schema]
    return pa.table(arrays, schema=schema), [waarde == "x" for waarde in kolommen.get(RAAK, [None] * len(regels))]


def tabellen_van(regel) -> dict[str, str]:
    """The examples of a rule per table; a single one is about its first table."""
    return regel.voorbeeld if isinstance(regel.voorbeeld, dict) else {regel.tabellen[0]: regel.voorbeeld}
