"""Tables, views and queries of a database, through SQLAlchemy: written as text by the same conventions.

Only `select`, in one transaction that can only read; no message ever holds the address, the user or the password.
"""

import datetime as dt
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.raw import RuweTabel
from core.sources.readers.credentials import with_password
from core.sources.readers.header import unieke_namen
from core.sources.readers.message import aantal, show
from core.sources.readers.parquet import from_arrow, skip_columns
from core.sources.readers.postgres import copy_out
from core.sources.readers.query import ALLEEN_LEZEN, one_query
from core.sources.readers.text import getal_tekst, is_number, to_tekst

_BLOK = 50_000
_WACHT = 10  # seconds before a silent server is given up
_REKENTIJD = 300  # seconds for all of a SQLite file
_STAPPEN = 1_000_000  # of SQLite between two looks at the clock
_GROOTSTE_CEL = 10_000_000  # bytes, in a SQLite file
_POGINGEN = 2  # a connection that drops half-way is tried once more, from the start
_DRIVERS = {"mysql": "mysql+pymysql", "mariadb": "mariadb+pymysql", "postgresql": "postgresql+psycopg"}
_EERST = {  # what makes the whole of a reading one moment, and keeps it from writing
    "postgresql": "set transaction isolation level repeatable read, read only",
    "mysql": "start transaction with consistent snapshot, read only",
    "mariadb": "start transaction with consistent snapshot, read only",
}


@dataclass(frozen=True)
class Gevraagd:
    """What is read: every table and view whose name `past` accepts, and queries (name -> select). A name with a point
    is in a schema of its own."""

    past: Callable[[str], bool]
    vragen: Mapping[str, str]


def read_database(
    url: str, gevraagd: Gevraagd, voortgang: Callable[[str, float], None] | None = None
) -> list[RuweTabel]:
    """The tables, views and queries that are asked for, in order of name. Raises Melding when the database does not
    answer, refuses, breaks off twice, or has none of them, and when a query is not one select."""
    import sqlalchemy as sa

    engine, waar = _motor(with_password(url), sa)
    vragen = {n: one_query(v, engine.dialect.name, waar) for n, v in gevraagd.vragen.items()}
    gevraagd = replace(gevraagd, vragen=vragen)
    try:
        for poging in range(1, _POGINGEN + 1):
            try:
                return _read_all(engine, sa, gevraagd, waar, voortgang)
            except (sa.exc.SQLAlchemyError, engine.dialect.dbapi.Error) as fout:
                if poging == _POGINGEN or not _is_dropped(engine, fout):
                    raise Melding(_uitleg(fout, waar)) from None
    finally:
        engine.dispose()


def table_names(url: str) -> list[str]:
    """Every table and view of a database that may be read, in order; in another schema than the usual one with the
    name of that schema and a point before it. Raises Melding."""
    import sqlalchemy as sa

    engine, waar = _motor(with_password(url), sa)
    try:
        with engine.connect() as verbinding:
            return _names(sa.inspect(verbinding))
    except (sa.exc.SQLAlchemyError, engine.dialect.dbapi.Error) as fout:
        raise Melding(_uitleg(fout, waar)) from None
    finally:
        engine.dispose()


def _read_all(engine, sa, gevraagd: Gevraagd, waar: str, voortgang) -> list[RuweTabel]:
    with engine.connect() as verbinding:
        _refuse_eindeloos(verbinding, sa, waar)
        namen = _names(sa.inspect(verbinding))
        kies = {n: _select(engine, sa, n) for n in namen if gevraagd.past(n)} | dict(gevraagd.vragen)
        if not kies:
            raise Melding(
                f"In {waar} is geen tabel herkend ({aantal(len(namen), 'tabel', 'tabellen')} gezien). "
                f"Geef een tabel of view de naam van een gegevenstabel ({', '.join(TABELLEN)}), of zeg welke het is "
                'met --blad "NAAM=tabel".'
            )
        verbinding.rollback()
        if eerst := _EERST.get(engine.dialect.name):
            verbinding.exec_driver_sql(eerst)
        uit = []
        for i, (naam, vraag) in enumerate(sorted(kies.items())):
            if voortgang:
                voortgang(f"{show(naam)} lezen", i / len(kies))
            lees = copy_out if engine.dialect.name == "postgresql" else _stream
            uit.append(lees(verbinding, vraag, waar, naam))
        return uit


def _names(kijker) -> list[str]:
    """Tables and views of the usual schema, and those of others with the name of the schema before it."""
    gewoon = kijker.default_schema_name
    namen = {*kijker.get_table_names(), *kijker.get_view_names()}
    for schema in kijker.get_schema_names() if kijker.dialect.name != "sqlite" else ():
        if schema not in (gewoon, "information_schema", "pg_catalog", "mysql", "performance_schema", "sys", "guest"):
            namen |= {f"{schema}.{n}" for n in (*kijker.get_table_names(schema), *kijker.get_view_names(schema))}
    return sorted(namen)


def _select(engine, sa, naam: str) -> str:
    schema, _, tabel = naam.rpartition(".")
    bron = sa.table(tabel, schema=schema) if schema else sa.table(naam)
    return str(sa.select(sa.text("*")).select_from(bron).compile(engine))


def _motor(url: str, sa) -> tuple:
    """(engine, how the database is called in messages)."""
    try:
        adres = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise Melding(
            "Het adres van de database klopt niet. Schrijf het als postgresql://naam@server/database, "
            "mariadb://naam@server/database of sqlite:///pad/bestand.db."
        ) from None
    soort = adres.get_backend_name()
    waar = f"database {show(adres.database or '')}".strip() + (f" op {show(adres.host)}" if adres.host else "")
    extra: dict = {}
    if "+" not in adres.drivername:
        adres = adres.set(drivername=_DRIVERS.get(soort, adres.drivername))
    if soort == "sqlite":
        pad = Path(adres.database or "")
        waar = f"database {show(pad.name)}"
        if not adres.database or not pad.is_file():
            raise Melding(f"De {waar} bestaat niet. Kijk of het pad in het adres klopt.")
        adres = adres.set(database=f"file:{pad.resolve()}", query={"mode": "ro", "uri": "true"})
    elif soort in _DRIVERS:
        extra = {"connect_args": {"connect_timeout": _WACHT}}
    try:
        motor = sa.create_engine(adres, hide_parameters=True, poolclass=sa.pool.NullPool, **extra)
        if soort == "sqlite":
            sa.event.listen(motor, "connect", _bound)
        return motor, waar
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError):
        raise Melding(
            f"Databases van de soort {show(soort)} kunnen hier niet worden gelezen: het hulpprogramma "
            "daarvoor is niet geïnstalleerd. Vraag de beheerder, of maak een export naar csv."
        ) from None


def _bound(verbinding, _) -> None:
    """What reading a file that somebody sends may take: time, and bytes of one cell."""
    verbinding.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _GROOTSTE_CEL)
    tot = time.monotonic() + _REKENTIJD
    verbinding.set_progress_handler(lambda: time.monotonic() > tot, _STAPPEN)


def _refuse_eindeloos(verbinding, sa, waar: str) -> None:
    if verbinding.dialect.name != "sqlite":
        return
    zelf = "select count(*) from sqlite_master where type = 'view' and lower(sql) like '%recursive%'"
    if verbinding.execute(sa.text(zelf)).scalar():
        raise Melding(
            f"In de {waar} staat een view die zichzelf aanroept; die kan eindeloos doorgaan. Maak er een "
            "gewone tabel van."
        )


def _stream(verbinding, vraag: str, waar: str, naam: str) -> RuweTabel:
    """The rows as Python objects, in blocks."""
    hoe = {"stream_results": True, "yield_per": _BLOK, "no_parameters": True}
    stroom = verbinding.execution_options(**hoe).exec_driver_sql(vraag)
    namen = unieke_namen([str(n) for n in tuple(stroom.keys())])
    blokken = [list(_blok(rijen, len(namen))) for rijen in stroom.partitions()]
    kolommen, getallen, over = {}, set(), []
    for i, kolom in enumerate(namen):
        stukken = [b[i] for b in blokken]
        soorten = {s.type for s in stukken if s is not None and not pa.types.is_null(s.type)}
        if None in stukken or any(map(_has_no_text, soorten)):
            over.append(kolom)
            continue
        soort = next(iter(soorten)) if len(soorten) == 1 else pa.string() if soorten else pa.null()
        if soorten and all(map(is_number, soorten)):  # decimals get another width in every block
            getallen.add(kolom)
        kolommen[kolom] = pa.chunked_array([_as_type(s, soort) for s in stukken], soort)
    ruw = from_arrow(pa.table(kolommen), waar, naam)
    ruw.getallen |= getallen
    skip_columns(ruw, over)
    return ruw


def _has_no_text(soort: pa.DataType) -> bool:
    return pa.types.is_nested(soort) or pa.types.is_binary(soort)


def _blok(rijen, breedte: int) -> Iterator[pa.Array | None]:
    for waarden in zip(*rijen, strict=True) if rijen else [()] * breedte:
        yield _kolom(waarden)


def _kolom(waarden: tuple) -> pa.Array | None:
    """The values as Arrow; None where they are no values of a cell (a document, an attachment)."""
    gevuld = next((w for w in waarden if w is not None), None)
    if not isinstance(gevuld, dt.timedelta | uuid.UUID | bytes):
        try:
            return pa.array(waarden)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            pass  # values of different kinds, as sqlite allows; a day that never was, as MariaDB does
    try:
        return pa.array([_cel(w) for w in waarden], pa.string())
    except (TypeError, UnicodeDecodeError):
        return None


def _as_type(stuk: pa.Array, soort: pa.DataType) -> pa.Array:
    if stuk.type == soort:
        return stuk
    if pa.types.is_null(stuk.type):
        return pa.nulls(len(stuk), soort)
    return to_tekst(pa.chunked_array([stuk])).combine_chunks()


def _cel(waarde) -> str | None:
    if waarde is None or isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, int | float | Decimal):
        return getal_tekst(waarde)
    if isinstance(waarde, dt.date | dt.time):
        return waarde.isoformat()
    if isinstance(waarde, dt.timedelta):  # a time of day in MariaDB
        return f"{waarde // dt.timedelta(hours=1):02d}:{waarde.seconds // 60 % 60:02d}:{waarde.seconds % 60:02d}"
    if waarde in (b"\0", b"\1"):  # a bit
        return "true" if waarde == b"\1" else "false"
    if isinstance(waarde, bytes):
        return waarde.decode("utf-8")
    if isinstance(waarde, uuid.UUID):
        return str(waarde)
    raise TypeError(type(waarde))


def _is_dropped(engine, fout: Exception) -> bool:
    """Whether the connection broke off: what was asked may be asked again."""
    if engine.dialect.name == "sqlite":
        return False
    if getattr(fout, "connection_invalidated", False):
        return True
    eigen = getattr(fout, "orig", fout)
    return isinstance(eigen, engine.dialect.dbapi.Error) and any(w in str(eigen).lower() for w in _VERBROKEN)


_VERBROKEN = (
    "closed the connection",
    "connection is lost",
    "lost connection",
    "connection was lost",
    "has gone away",
    "connection reset",
    "terminating connection",
    "consuming input failed",
    "the connection is closed",
    "connection already closed",
    "broken pipe",
    "ssl syscall",
    "unexpected eof",
)
# What a driver says -> our sentence; its own words may hold names and values.
_UITLEG = (
    (
        ("password", "authentication", "no pg_hba", "login failed", "access denied for user"),
        "De {waar} weigert de toegang: naam of wachtwoord klopt niet. Controleer ze.",
    ),
    (
        _VERBROKEN,
        "De verbinding met de {waar} viel tijdens het lezen weg, twee keer. Er is niets geladen; probeer het later.",
    ),
    (
        ("unknown database",),
        "De {waar} bestaat niet op deze server. Controleer de naam aan het eind van het adres.",
    ),
    (
        ("permission", "denied"),
        "In de {waar} ontbreekt het recht om een tabel te lezen. Vraag de beheerder om leesrecht.",
    ),
    (
        (
            *("read-only", "read only", "cannot execute", "must not contain", "copy query", "syntax"),
            *("does not return", "data-modifying", "multiple commands"),
        ),
        ALLEEN_LEZEN,
    ),
    (
        (
            *("refused", "timeout", "timed out", "could not connect", "can't connect", "connection failed"),
            *("resolve", "unreachable", "connection to server", "failure in name"),
        ),
        "De {waar} antwoordt niet. Controleer het adres en of de server aan staat.",
    ),
    (
        ("undefined", "does not exist", "doesn't exist", "no such", "unknown column", "ambiguous"),
        "De vraag aan de {waar} noemt een tabel of kolom die er niet is. Controleer de namen.",
    ),
    (
        ("too big",),
        "Een cel in de {waar} is groter dan 10 MB. Laat kolommen met bijlagen weg en lever opnieuw.",
    ),
    (
        ("interrupted",),
        "De {waar} lezen duurt te lang. Maak van de views gewone tabellen, of een export naar csv.",
    ),
    (
        ("not a database", "malformed"),
        "De {waar} is beschadigd of is geen SQLite-database. Zet een reservekopie terug.",
    ),
)


def _uitleg(fout: Exception, waar: str) -> str:
    tekst = str(getattr(fout, "orig", fout)).lower()
    if "does not exist" in tekst and "database" in tekst:
        return f"De {waar} bestaat niet op deze server. Controleer de naam aan het eind van het adres."
    for woorden, zin in _UITLEG:
        if any(w in tekst for w in woorden):
            return zin.format(waar=waar)
    return f"De {waar} gaf een fout bij het lezen. Probeer het opnieuw, of maak een export naar csv."
