"""Tables and views of a database, through SQLAlchemy: read in blocks, written as text by the same
conventions.

Only `select`; no message ever holds the URL, the user or the password.
"""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.raw import RuweTabel
from core.sources.readers.header import unieke_namen
from core.sources.readers.message import aantal, show
from core.sources.readers.parquet import from_arrow
from core.sources.readers.text import getal_tekst, is_number, to_tekst

_BLOK = 50_000
_WACHT = 10  # seconds before a silent server is given up
_REKENTIJD = 300  # seconds for all of a SQLite file
_GROOTSTE_CEL = 10_000_000  # bytes, in a SQLite file: a view of a few letters can make a cell of a gigabyte


def read_database(
    url: str, gevraagd: Callable[[str], bool], voortgang: Callable[[str, float], None] | None = None
) -> list[RuweTabel]:
    """Every table and view whose name `gevraagd` accepts, in order of name. Raises Melding when the database
    does not answer, refuses, or has none of them."""
    import sqlalchemy as sa

    engine, waar = _motor(url, sa)
    try:
        with engine.connect() as verbinding:
            _refuse_eindeloos(verbinding, sa, waar)
            kijker = sa.inspect(verbinding)
            namen = sorted({*kijker.get_table_names(), *kijker.get_view_names()})
            kies = [n for n in namen if gevraagd(n)]
            if not kies:
                raise Melding(
                    f"In {waar} is geen tabel herkend ({aantal(len(namen), 'tabel', 'tabellen')} gezien). "
                    f"Geef een tabel of view de naam van een gegevenstabel: {', '.join(TABELLEN)}."
                )
            uit = []
            for i, naam in enumerate(kies):
                if voortgang:
                    voortgang(f"{show(naam)} lezen", i / len(kies))
                uit.append(_read_tabel(verbinding, sa, naam, waar))
            return uit
    except sa.exc.SQLAlchemyError as fout:
        raise Melding(_uitleg(fout, waar)) from None
    finally:
        engine.dispose()


def _motor(url: str, sa) -> tuple:
    """(engine, how the database is called in messages)."""
    try:
        adres = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise Melding(
            "Het adres van de database klopt niet. Schrijf het als "
            "postgresql://naam:wachtwoord@server/database of sqlite:///pad/bestand.db."
        ) from None
    soort = adres.get_backend_name()
    waar = f"database {show(adres.database or '')}".strip() + (f" op {show(adres.host)}" if adres.host else "")
    extra: dict = {}
    if soort == "sqlite":
        pad = Path(adres.database or "")
        waar = f"database {show(pad.name)}"
        if not adres.database or not pad.is_file():
            raise Melding(f"De {waar} bestaat niet. Kijk of het pad in het adres klopt.")
        adres = adres.set(database=f"file:{pad.resolve()}", query={"mode": "ro", "uri": "true"})
    elif soort == "postgresql":
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
    """A file somebody sends may hold views that never end or make a gigabyte of nothing."""
    verbinding.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _GROOTSTE_CEL)
    tot = time.monotonic() + _REKENTIJD
    verbinding.set_progress_handler(lambda: time.monotonic() > tot, 1_000_000)


def _refuse_eindeloos(verbinding, sa, waar: str) -> None:
    if verbinding.dialect.name != "sqlite":
        return
    zelf = "select count(*) from sqlite_master where type = 'view' and lower(sql) like '%recursive%'"
    if verbinding.execute(sa.text(zelf)).scalar():
        raise Melding(
            f"In de {waar} staat een view die zichzelf aanroept; die kan eindeloos doorgaan. Maak er een "
            "gewone tabel van."
        )


def _read_tabel(verbinding, sa, naam: str, waar: str) -> RuweTabel:
    vraag = sa.select(sa.text("*")).select_from(sa.table(naam))
    stroom = verbinding.execution_options(stream_results=True, yield_per=_BLOK).execute(vraag)
    namen = list(stroom.keys())
    blokken = [_blok(rijen, len(namen)) for rijen in stroom.partitions()]
    kolommen, getallen = [], set()
    for i, kolom in enumerate(uniek := unieke_namen([str(n) for n in namen])):
        stukken = [b[i] for b in blokken]
        soorten = {s.type for s in stukken if not pa.types.is_null(s.type)}
        soort = soorten.pop() if len(soorten) == 1 else pa.string() if soorten else pa.null()
        if soorten and all(map(is_number, soorten)):  # decimals get another width in every block
            getallen.add(kolom)
        kolommen.append(pa.chunked_array([_as_type(s, soort) for s in stukken], soort))
    ruw = from_arrow(pa.table(kolommen, names=uniek), waar, naam)
    ruw.getallen |= getallen
    return ruw


def _blok(rijen, breedte: int) -> list[pa.Array]:
    kolommen = list(zip(*rijen, strict=True)) if rijen else [()] * breedte
    return [_kolom(k) for k in kolommen]


def _kolom(waarden: tuple) -> pa.Array:
    try:
        return pa.array(waarden)
    except (
        pa.ArrowException,
        TypeError,
        ValueError,
        OverflowError,
    ):  # values of different kinds, as sqlite allows
        return pa.array([_cel(w) for w in waarden], pa.string())


def _as_type(stuk: pa.Array, soort: pa.DataType) -> pa.Array:
    if stuk.type == soort:
        return stuk
    if pa.types.is_null(stuk.type):
        return pa.nulls(len(stuk), soort)
    return to_tekst(pa.chunked_array([stuk])).combine_chunks()


def _cel(waarde) -> str | None:
    if waarde is None:
        return None
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, int | float | Decimal):
        return getal_tekst(waarde)
    if isinstance(waarde, dt.date | dt.time):
        return waarde.isoformat()
    if isinstance(waarde, bytes | memoryview):
        return bytes(waarde).decode("utf-8", "replace")
    return str(waarde)


def _uitleg(fout: Exception, waar: str) -> str:
    """A sentence for what the driver said; its own words may hold names and values."""
    tekst = str(getattr(fout, "orig", fout)).lower()
    if "password" in tekst or "authentication" in tekst or "no pg_hba" in tekst or "login failed" in tekst:
        return f"De {waar} weigert de toegang: naam of wachtwoord klopt niet. Controleer ze in het adres."
    if "does not exist" in tekst and "database" in tekst:
        return f"De {waar} bestaat niet op deze server. Controleer de naam aan het eind van het adres."
    if "permission" in tekst or "denied" in tekst:
        return f"In de {waar} ontbreekt het recht om een tabel te lezen. Vraag de beheerder om leesrecht."
    if any(
        w in tekst
        for w in (
            "refused",
            "timeout",
            "timed out",
            "could not connect",
            "connection failed",
            "resolve",
            "unreachable",
            "closed the connection",
            "connection to server",
        )
    ):
        return f"De {waar} antwoordt niet. Controleer het adres en of de server aan staat."
    if "too big" in tekst:
        return f"Een cel in de {waar} is groter dan 10 MB. Laat kolommen met bijlagen weg en lever opnieuw."
    if "interrupted" in tekst:
        return f"De {waar} lezen duurt te lang. Maak van de views gewone tabellen, of een export naar csv."
    if "not a database" in tekst or "malformed" in tekst:
        return f"De {waar} is beschadigd of is geen SQLite-database. Zet een reservekopie terug."
    return f"De {waar} gaf een fout bij het lezen. Probeer het opnieuw, of maak een export naar csv."
