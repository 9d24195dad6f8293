"""A store that an earlier version of the program made, as this one expects it."""

from core.model.arrow import arrow_schema
from core.model.schema import LEVERINGEN, TABELLEN
from core.store.afzender import fill_senders
from core.store.connect import DuckVerbinding


def upgrade(verbinding: DuckVerbinding) -> None:
    """Adds the tables and columns that it does not have yet, and who sent each delivery."""
    verwacht = {"leveringen": LEVERINGEN} | {f"bron_{naam}": tabel.opslag for naam, tabel in TABELLEN.items()}
    er_zijn = verbinding.tabellen()
    for naam in verwacht.keys() & er_zijn:
        heeft = set(verbinding.arrow(f"select * from {naam} limit 0").column_names)
        for kolom in [k for k in verwacht[naam] if k not in heeft]:
            soort = {"string": "varchar", "int32": "integer"}.get(verwacht[naam][kolom], verwacht[naam][kolom])
            verbinding.execute(f"alter table {naam} add column {kolom} {soort}")
    if "leveringen" in er_zijn:
        for naam in sorted(verwacht.keys() - er_zijn):
            verbinding.load(naam, arrow_schema(verwacht[naam]).empty_table())
        fill_senders(verbinding)
