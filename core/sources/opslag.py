"""The store: a folder with one DuckDB file per version and a pointer to the current one.

Every import writes a new version beside the old and then moves the pointer, so that a killed import, a full
disk or a reader that still has the old file open never leaves half a store. Readers open read-only.
"""

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.model.fout import Melding
from core.model.schema import BEVINDINGEN, LEVERINGEN, TABELLEN
from core.sources.connect import SCHIJFFOUTEN, DuckVerbinding, arrow_schema, open_duckdb

WIJZER = "huidig"
BEWAARDE_VERSIES = 2
WACHTTIJD = 900  # seconds that a second writer waits

_open: dict[tuple[Path, str], DuckVerbinding] = {}
_slot = threading.Lock()


def huidig_bestand(pad: Path) -> Path | None:
    """The DuckDB file of the current version, or None when nothing has been imported yet."""
    wijzer = pad / WIJZER
    if not wijzer.exists():
        return None
    bestand = pad / wijzer.read_text("ascii").strip()
    if not bestand.exists():
        raise Melding(f"In de opslag {pad.name} ontbreekt het bestand {bestand.name}: zet een reservekopie terug "
                      "of laad de gegevens opnieuw.")
    return bestand


@contextlib.contextmanager
def lezen(pad: Path) -> Iterator[DuckVerbinding]:
    """A connection of one's own on the current version, for one run."""
    bestand = huidig_bestand(pad)
    if bestand is None:
        raise Melding(f"In {pad.name} staan nog geen gegevens: laad eerst een bestand of een database.")
    with _slot:
        merk = (pad, versie(pad))
        if merk not in _open:
            _sluit_oude(pad)
            _open[merk] = open_duckdb(bestand, alleen_lezen=True)
        cursor = _open[merk].cursor()
    try:
        yield cursor
    finally:
        cursor.sluit()


@contextlib.contextmanager
def alleen(pad: Path) -> Iterator[None]:
    """One writer at a time, over threads and programs; within it nobody else changes the store."""
    try:
        pad.mkdir(parents=True, exist_ok=True)
        slot = FileLock(str(pad / "slot"), timeout=WACHTTIJD, is_singleton=True)
        with slot:
            yield
    except Timeout as fout:
        raise Melding(f"Een ander programma schrijft al in {pad.name}: wacht tot dat klaar is en probeer het opnieuw."
                      ) from fout
    except OSError as fout:
        raise _schijf_fout(pad, fout) from fout


def schrijven(pad: Path, werk: Callable[[DuckVerbinding], None]) -> None:
    """Runs `werk` on a copy of the current version; only when all of it succeeded is it the current one."""
    with alleen(pad):
        _schrijf(pad, werk)


def _schrijf(pad: Path, werk: Callable[[DuckVerbinding], None]) -> None:
    try:
        oud = huidig_bestand(pad)
        nummer = int(oud.stem.split("-")[1]) + 1 if oud else 1
        nieuw = pad / f"gegevens-{nummer:06d}.duckdb"
        bezig = pad / f"bezig-{os.getpid()}.duckdb"
        _ruim_op(pad)
        if oud:
            shutil.copyfile(oud, bezig)
    except OSError as fout:
        raise _schijf_fout(pad, fout) from fout
    try:
        verbinding = open_duckdb(bezig)
        try:
            if not oud:
                _maak_leeg(verbinding)
            werk(verbinding)
            verbinding.rond_af()
        finally:
            verbinding.sluit()
        _bevestig(bezig, nieuw, pad)
    except SCHIJFFOUTEN as fout:
        raise _schijf_fout(pad, fout) from fout
    finally:
        for rest in pad.glob(f"bezig-{os.getpid()}.duckdb*"):
            rest.unlink(missing_ok=True)


def versie(pad: Path) -> str:
    """Changes with every import: what caches are keyed on."""
    bestand = huidig_bestand(pad)
    if bestand is None:
        return "leeg"
    stand = bestand.stat()
    return f"{bestand.stem}-{stand.st_size}-{stand.st_mtime_ns}"


def _maak_leeg(verbinding: DuckVerbinding) -> None:
    verbinding.laad("leveringen", arrow_schema(LEVERINGEN).empty_table())
    verbinding.laad("bevindingen", arrow_schema(BEVINDINGEN).empty_table())
    for naam, tabel in TABELLEN.items():
        verbinding.laad(f"bron_{naam}", arrow_schema(tabel.opslag).empty_table())


def _bevestig(bezig: Path, nieuw: Path, pad: Path) -> None:
    """Data on disk first, then the pointer: the order is what makes it safe."""
    with bezig.open("rb+") as bestand:
        os.fsync(bestand.fileno())
    os.replace(bezig, nieuw)
    kladblok = pad / f"{WIJZER}.nieuw"
    with kladblok.open("w", encoding="ascii") as bestand:
        bestand.write(nieuw.name)
        bestand.flush()
        os.fsync(bestand.fileno())
    os.replace(kladblok, pad / WIJZER)


def _ruim_op(pad: Path) -> None:
    """Older versions go, except the last few; a file that a reader still holds stays until next time."""
    for rest in pad.glob("bezig-*"):  # of a writer that was killed: this one holds the lock
        rest.unlink(missing_ok=True)
    versies = sorted(pad.glob("gegevens-*.duckdb"))
    for oud in versies[:-BEWAARDE_VERSIES]:
        with contextlib.suppress(OSError):
            oud.unlink()


def _sluit_oude(pad: Path) -> None:
    for merk in [m for m in _open if m[0] == pad]:
        _open.pop(merk)  # runs that still hold a cursor keep it alive; the last one closes it


def _schijf_fout(pad: Path, fout: Exception) -> Melding:
    return Melding(f"Opslaan in {pad.name} is niet gelukt ({getattr(fout, 'strerror', None) or 'schijffout'}): maak ruimte vrij of "
                   "kies een andere map. De vorige gegevens zijn nog heel.")
