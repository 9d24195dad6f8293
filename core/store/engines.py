"""A store counted on another engine than its own file: its deliveries go there, and what the figures are read from is
made there by the same definitions. PostgreSQL keeps it while the connection lasts, Spark as Parquet in a folder."""

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.store import private, versions
from core.store.connect import DuckVerbinding, open_postgres
from core.store.spark import SparkVerbinding
from core.store.spark_session import LOKAAL, is_here, is_spark, open_session

DUCKDB = "duckdb"
ENGINES = f"{DUCKDB}, postgresql://..., {LOKAAL}, spark://HOST:POORT of sc://HOST:POORT"
_DEEL = 500_000  # rows on their way at a time
_ELDERS = re.compile(r"[a-z][a-z0-9+.-]+:/")  # an address that only Spark knows: hdfs://..., s3a://..., dbfs:/...


@contextlib.contextmanager
def reading(pad: Path, engine: str, werkmap: str | None, merk: str, bouw: Callable[[object], None]) -> Iterator:
    """A connection on another engine with the current version of the store. `bouw` makes what the figures are read
    from; `werkmap`: the folder for Spark, where the tables stay for the next run (without: beside the store, gone
    afterwards); `merk`: of the program, what is kept of another one is made anew. Raises Melding."""
    if is_spark(engine):
        with folder(pad, engine, werkmap) as plek:
            sessie = open_session(engine, plek)
            verbinding = SparkVerbinding(sessie, plek, f"{versions.versie(pad)} {merk}" if werkmap else None)
            with contextlib.closing(verbinding):
                copy_to_spark(pad, verbinding)
                bouw(verbinding)
                yield verbinding
    elif engine.startswith("postgres"):
        with contextlib.closing(open_postgres(engine)) as verbinding:
            with versions.reading(pad) as hier:
                for naam in _delivered(hier):
                    verbinding.load(naam, hier.arrow(f'select * from "{naam}"'))
            bouw(verbinding)
            yield verbinding
    else:
        raise Melding(f"Deze engine bestaat niet: kies {ENGINES}.")


def _delivered(hier: DuckVerbinding) -> list[str]:
    alle = {"leveringen", *(f"bron_{naam}" for naam in TABELLEN)}
    return sorted(alle & hier.tabellen())


def copy_to_spark(pad: Path, verbinding: SparkVerbinding) -> None:
    """The deliveries of the current version, as far as the folder does not hold them already."""
    with versions.reading(pad) as hier:
        for naam in _delivered(hier):
            if not verbinding.recall(naam):
                verbinding.load_all(naam, hier.parts(f'select * from "{naam}"', _DEEL))


@contextlib.contextmanager
def folder(pad: Path, engine: str, werkmap: str | None) -> Iterator[str]:
    """Where Spark keeps its tables. Only one run at a time in a folder that stays."""
    if werkmap is not None:
        if _ELDERS.match(werkmap):
            yield werkmap.rstrip("/")
            return
        plek = Path(werkmap).resolve()
        private.make_folder(plek)
        with _mine(plek):
            yield str(plek)
        return
    if not is_here(engine):
        raise Melding(
            "Spark op een andere computer ziet deze opslag niet: geef met --werkmap een map die alle werkers onder "
            "dezelfde naam zien."
        )
    if versions.versleuteld(versions.huidig_bestand(pad)):
        raise Melding(
            "De opslag is versleuteld en Spark leest gewone bestanden: geef met --werkmap een map waar de gegevens "
            "onversleuteld mogen staan."
        )
    tijdelijk = tempfile.TemporaryDirectory(prefix="bezig-spark-", dir=pad, ignore_cleanup_errors=True)
    with tijdelijk as map, _mine(Path(map)):
        yield str(Path(map).resolve())


@contextlib.contextmanager
def _mine(plek: Path) -> Iterator[None]:
    """Held as long as this run counts there; a folder that nobody holds was left by a run that was killed."""
    try:
        with FileLock(str(plek / "slot"), timeout=0, mode=private.FILE):
            yield
    except Timeout as fout:
        raise Melding(f"In {plek.name} rekent al een ander programma: wacht tot dat klaar is.") from fout
