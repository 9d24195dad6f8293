"""What people decide in the app, beside the data: decisions on goals, notes and scenarios.

SQLite beside the store by default (one laptop); PostgreSQL or another database by KERNWAARDEN_STAAT (shared use).
Nothing in here is about a child.
"""

import functools
import os
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from core.model.melding import Melding

OMGEVING = "KERNWAARDEN_STAAT"
BESTAND = "staat.sqlite"
schema = sa.MetaData()


def open_staat(pad: Path) -> sa.Engine:
    """The database of what was decided, for the store in the folder `pad`. Raises Melding when it cannot be opened."""
    return _open(os.environ.get(OMGEVING, "").strip() or f"sqlite:///{Path(pad).absolute() / BESTAND}")


def close(pad: Path) -> None:
    """Lets go of the database, so that its file can be replaced."""
    open_staat(pad).dispose()
    _open.cache_clear()


def is_empty(pad: Path) -> bool:
    """Whether nothing was ever saved, so that looking need not make a file."""
    return not os.environ.get(OMGEVING, "").strip() and not (Path(pad) / BESTAND).exists()


@functools.lru_cache(maxsize=16)
def _open(url: str) -> sa.Engine:
    try:
        adres = sa.make_url(url)
        if adres.get_backend_name() == "sqlite" and adres.database:
            Path(adres.database).parent.mkdir(parents=True, exist_ok=True)
        motor = sa.create_engine(adres, hide_parameters=True, poolclass=sa.NullPool)
        if adres.get_backend_name() == "sqlite":
            sa.event.listen(motor, "connect", _veilig)
        schema.create_all(motor)
        _add_columns(motor)
    except (SQLAlchemyError, ImportError, OSError) as fout:
        raise Melding(
            f"De besluiten, notities en scenario's zijn niet te openen: controleer de map van de opslag, of "
            f"de database in {OMGEVING}."
        ) from fout
    return motor


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
    for regel in ("journal_mode=wal", "synchronous=full", "busy_timeout=10000", "foreign_keys=on"):
        verbinding.execute(f"pragma {regel}").close()
