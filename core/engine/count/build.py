"""Builds what the maten read: the rows that count, and the spells made of them. Same expressions everywhere."""

import ibis

from core.engine.count import lines, opvolging
from core.engine.count.compiled import remember
from core.engine.count.opvolging import LOPEND
from core.engine.count.tables import AFGELEID, afgeleid, bron_tabel
from core.engine.count.verloop import actueel
from core.model.schema import TABELLEN

STAND = {"levering": "int32", "tm": "date", "volg_tm": "date", "grens": "date", "berichten": "boolean"}
VERVALLEN = {"levering": "int32", "waarde": "string"}


def _sql_actueel(naam: str, dialect: str) -> str:
    return remember(("actueel", naam, dialect), lambda: _actueel(naam, dialect))


def _actueel(naam: str, dialect: str) -> str:
    return str(ibis.to_sql(actueel(TABELLEN[naam], bron_tabel(naam), *_opgevolgd()), dialect=dialect))


def _opgevolgd() -> tuple[ibis.Table, ibis.Table]:
    return ibis.table(STAND, name="stand"), ibis.table(VERVALLEN, name="vervallen")


def _sql_afgeleid(naam: str, dialect: str) -> str:
    return remember(("afgeleid", naam, dialect), lambda: str(ibis.to_sql(afgeleid()[naam], dialect=dialect)))


def build(verbinding, tabellen: set[str] | None = None) -> None:
    """Makes the current and derived tables anew from bron_<tabel> and leveringen; `tabellen` limits which
    current tables (derived ones follow when theirs are among them)."""
    namen = set(TABELLEN) if tabellen is None else tabellen
    opvolging.prepare(verbinding, namen)
    for naam in TABELLEN:
        if naam in namen and TABELLEN[naam].per_regel and verbinding.dialect == "duckdb":
            lines.make(verbinding, naam, *_opgevolgd())
        elif naam in namen:
            verbinding.make(naam, _sql_actueel(naam, verbinding.dialect))
    if tabellen is None or namen & {"maatregelen", "plaatsingen"}:
        derive(verbinding)
    if tabellen is None or namen & set(LOPEND):
        opvolging.finish(verbinding, namen)


def build_measures(verbinding) -> None:
    """Of the measures alone: which rows count, and their spells."""
    opvolging.prepare(verbinding, {"maatregelen"})
    verbinding.make("maatregelen", _sql_actueel("maatregelen", verbinding.dialect))
    verbinding.make("maatregel_verloop", _sql_afgeleid("maatregel_verloop", verbinding.dialect))


def derive(verbinding) -> None:
    """Makes the spells anew from the rows that count."""
    for naam in AFGELEID:
        verbinding.make(naam, _sql_afgeleid(naam, verbinding.dialect))
