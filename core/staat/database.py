"""What people decide in the app, beside the data: decisions on goals, notes, points of the table and scenarios.

SQLite beside the store by default (one laptop); PostgreSQL or another database by KERNWAARDEN_STAAT (shared use).
Nothing in here is about a child.
"""

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from core.model.melding import Melding
from core.store import private

OMGEVING = "KERNWAARDEN_STAAT"
BESTAND = "staat.sqlite"
SLOT = "staat.slot"  # who makes or opens the file holds it: two programs may start at once
MERK = "staat.merk"  # that there is something to lose: without it a file that is gone looks like one that never was
_TERUG = (
    "zet een reservekopie terug (python -m core terugzetten). Is er geen, haal dan het bestand "
    f"{MERK} weg: dan begint u zonder besluiten, notities, scenario's, instellingen en gebruikers."
)
_WACHT = 30  # seconds for another program to have made it
schema = sa.MetaData()


def open_staat(pad: Path) -> sa.Engine:
    """The database of what was decided, for the store in the folder `pad`. Raises Melding when it cannot be opened, and
    when what was kept in it is gone: going on without would quietly lower thresholds and shut users out."""
    if elders := os.environ.get(OMGEVING, "").strip():
        return _open(elders)
    if (weg := missing(pad)) is not None:
        raise Melding(weg)
    if is_empty(pad):  # also when it was thrown away while the program runs
        _open.cache_clear()
    return _open(f"sqlite:///{Path(pad).absolute() / BESTAND}")


def fetch(pad: Path, vraag: sa.Select, wat: str) -> list:
    """The rows of a question; none when nothing was ever saved. `wat`: what is read, for the Melding when it fails."""
    if is_empty(pad):
        return []
    try:
        with open_staat(pad).connect() as verbinding:
            return verbinding.execute(vraag).all()
    except SQLAlchemyError as fout:
        raise Melding(
            f"{wat} zijn niet te lezen: het bestand is beschadigd of in gebruik. Zet een reservekopie terug, of "
            "probeer het opnieuw."
        ) from fout


def change(pad: Path, *opdrachten: sa.Executable) -> int:
    """All of these or none; how many rows the last one touched. Raises IntegrityError where a key is taken, and Melding
    when it cannot be saved."""
    try:
        with open_staat(pad).begin() as verbinding:
            return [verbinding.execute(opdracht).rowcount for opdracht in opdrachten][-1]
    except IntegrityError:
        raise
    except SQLAlchemyError as fout:
        raise Melding(
            "Bewaren is niet gelukt: controleer of de schijf vol is en probeer het opnieuw. Er is niets veranderd."
        ) from fout


def close(pad: Path) -> None:
    """Lets go of the database, so that its file can be replaced; also when what is in it is gone."""
    _open.cache_clear()  # without a pool no connection outlives its question


def is_empty(pad: Path) -> bool:
    """Whether nothing was ever saved, so that looking need not make a file."""
    return not os.environ.get(OMGEVING, "").strip() and not (Path(pad) / MERK).exists() and _kaal(Path(pad) / BESTAND)


def missing(pad: Path) -> str | None:
    """One Dutch sentence when what people decided was there and is not any more, else None."""
    bestand = Path(pad) / BESTAND
    if not (Path(pad) / MERK).exists() or not _kaal(bestand):
        return None
    wat = "is leeg" if bestand.exists() else "is weg"
    return f"Het bestand met besluiten, notities, scenario's, instellingen en gebruikers ({BESTAND}) {wat}: {_TERUG}"


def _kaal(bestand: Path) -> bool:
    return not bestand.exists() or not bestand.stat().st_size


def check(pad: Path) -> str | None:
    """One Dutch sentence about what is wrong with it, None when it is whole. Looks, and changes nothing; on a disk
    without room it may be whole and still not be read."""
    if os.environ.get(OMGEVING, "").strip() or is_empty(pad):
        return None
    if (weg := missing(pad)) is not None:
        return weg
    los = sa.create_engine(
        f"sqlite:///file:{quote(str((Path(pad) / BESTAND).absolute()))}?mode=ro&uri=true", poolclass=sa.NullPool
    )
    try:
        with los.connect() as verbinding:
            uitkomst = verbinding.execute(sa.text("pragma integrity_check")).scalar()
            er_zijn = set(sa.inspect(verbinding).get_table_names())
    except SQLAlchemyError:
        uitkomst, er_zijn = "kapot", set()
    if uitkomst == "ok" and (er_zijn or not (Path(pad) / MERK).exists()):  # without the mark it is being made
        return None
    return (
        "De besluiten, notities, scenario's, instellingen en gebruikers zijn beschadigd: zet een reservekopie "
        "terug (python -m core terugzetten)."
    )


@functools.lru_cache(maxsize=16)
def _open(url: str) -> sa.Engine:
    try:
        adres = sa.make_url(url)
        motor = sa.create_engine(adres, hide_parameters=True, poolclass=sa.NullPool)
        if adres.get_backend_name() != "sqlite":
            _make(motor)
            return motor
        sa.event.listen(motor, "connect", _veilig)
        with _alone(adres.database):
            _make(motor)
    except Timeout as fout:
        raise Melding(
            "De besluiten, notities en scenario's zijn in gebruik door een ander programma: probeer het opnieuw."
        ) from fout
    except (SQLAlchemyError, ImportError, OSError) as fout:
        raise Melding(
            f"De besluiten, notities en scenario's zijn niet te openen: controleer de map van de opslag, of "
            f"de database in {OMGEVING}."
        ) from fout
    return motor


@contextmanager
def _alone(naam: str | None) -> Iterator[None]:
    """With the file of SQLite to oneself while it is made: to make a table where there is none is two steps for it, and
    it does not wait when the file turns to its log. A file that could not be made goes again, when it is our own."""
    if not naam:  # in memory
        yield
        return
    bestand = Path(naam)
    private.make_folder(bestand.parent)
    with FileLock(str(bestand.with_name(SLOT)), timeout=_WACHT, mode=private.FILE):
        er_was = bestand.exists()
        try:
            private.make_file(bestand)
            yield
            private.make_file(bestand.with_name(MERK))
        except BaseException:
            with suppress(OSError):
                if not er_was and _kaal(bestand):
                    bestand.unlink()
            raise


def _make(motor: sa.Engine) -> None:
    """The tables and columns that are not there yet. Another program may make them at the same moment: then some are
    there after a failure that were not before, and the rest is tried again."""
    while weg := _missing_tables(motor):
        try:
            schema.create_all(motor)
        except SQLAlchemyError:
            if _missing_tables(motor) == weg:
                raise
    _add_columns(motor)


def _missing_tables(motor: sa.Engine) -> set[str]:
    with motor.connect() as verbinding:
        return set(schema.tables) - set(sa.inspect(verbinding).get_table_names())


def _add_columns(motor: sa.Engine) -> None:
    """A database of an older version gets the columns that came since, empty in what it holds."""
    for tabel, kolom in _missing(motor):
        naam, veld = (motor.dialect.identifier_preparer.quote(x) for x in (tabel.name, kolom.name))
        try:
            with motor.begin() as verbinding:
                verbinding.execute(sa.text(f"alter table {naam} add column {veld} {kolom.type.compile(motor.dialect)}"))
        except SQLAlchemyError:
            if any(k is kolom for _, k in _missing(motor)):  # and not added by another program meanwhile
                raise


def _missing(motor: sa.Engine) -> list[tuple[sa.Table, sa.Column]]:
    with motor.connect() as verbinding:
        kijk = sa.inspect(verbinding)
        er_is = {t.name: {k["name"] for k in kijk.get_columns(t.name)} for t in schema.tables.values()}
    return [(t, k) for t in schema.tables.values() for k in t.columns if k.name not in er_is[t.name]]


def _veilig(verbinding, _) -> None:
    """A save that was confirmed survives a crash of program or machine; a second program waits its turn."""
    for regel in ("busy_timeout=10000", "journal_mode=wal", "synchronous=full", "foreign_keys=on"):
        verbinding.execute(f"pragma {regel}").close()
