"""The store: a folder with one DuckDB file per version and a pointer to the current one.

Every import writes a new version beside the old and then moves the pointer, so that a killed import, a full
disk or a reader that still has the old file open never leaves half a store. Readers open read-only.

With KERNWAARDEN_VERSLEUTEL=ja a version is an encrypted file (core/store/vault.py) that is opened in memory; a
store that was encrypted once stays so.
"""

import contextlib
import errno
import functools
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.model.arrow import arrow_schema
from core.model.melding import Melding
from core.model.schema import BEVINDINGEN, LEVERINGEN, TABELLEN
from core.store import private, vault
from core.store.connect import (
    BESCHADIGD,
    DATAFOUT,
    GEHEUGENFOUTEN,
    SCHIJFFOUTEN,
    DuckVerbinding,
    is_beschadigd,
    open_duckdb,
    open_in_geheugen,
)
from core.store.key import read_sleutel
from core.store.replace import beside
from core.store.scope import BeperkteVerbinding
from core.store.upgrade import upgrade

WIJZER = "huidig"
OMGEVING = "KERNWAARDEN_VERSLEUTEL"
BEWAARDE_VERSIES = 2
WACHTTIJD = 900  # seconds that a second writer waits
_SLOT = {"timeout": WACHTTIJD, "mode": private.FILE, "is_singleton": True}
KLEINSTE_RUIMTE = 256 * 1024  # bytes: what SQLite and DuckDB need to open a file

_VERSIE = re.compile(r"gegevens-\d{6,}\.(duckdb|kluis)")

_open: dict[tuple[Path, str], DuckVerbinding] = {}
_slot = threading.Lock()


def huidig_bestand(pad: Path) -> Path | None:
    """The DuckDB file of the current version, or None when nothing has been imported yet."""
    begin(pad)
    wijzer = pad / WIJZER
    if not wijzer.exists():
        return None
    naam = wijzer.read_bytes().decode("ascii", "replace").strip()
    bestand = pad / naam
    if not _VERSIE.fullmatch(naam):
        raise Melding(
            f"In de opslag {pad.name} is het bestand {WIJZER}, dat zegt welke gegevens gelden, leeg of "
            "beschadigd: zet een reservekopie terug (python -m core terugzetten), of laad de gegevens "
            "opnieuw."
        )
    if not bestand.exists():
        raise Melding(
            f"In de opslag {pad.name} ontbreekt het bestand {bestand.name}: zet een reservekopie terug "
            "of laad de gegevens opnieuw."
        )
    return bestand


@contextlib.contextmanager
def reading(pad: Path, bereik: tuple[str, ...] | None = None) -> Iterator[DuckVerbinding | BeperkteVerbinding]:
    """A connection of one's own on the current version, for one run; with `bereik` it reaches only the rows of these
    gemeenten."""
    bestand = huidig_bestand(pad)
    if bestand is None:
        raise Melding(f"In {pad.name} staan nog geen gegevens: laad eerst een bestand of een database.")
    with _slot:
        merk = (pad, versie(pad))
        if merk not in _open:
            _close_old(pad)
            _open[merk] = _open_versie(bestand)
        cursor = _open[merk].cursor()
    try:
        yield cursor if bereik is None else BeperkteVerbinding(cursor, bereik)
    finally:
        cursor.close()


@contextlib.contextmanager
def exclusive(pad: Path) -> Iterator[None]:
    """One writer at a time, over threads and programs; within it nobody else changes the store."""
    try:
        private.make_folder(pad)
        begin(pad)
        with FileLock(str(pad / "slot"), **_SLOT):
            yield
    except Timeout as fout:
        raise Melding(
            f"Een ander programma schrijft al in {pad.name}: wacht tot dat klaar is en probeer het opnieuw."
        ) from fout
    except OSError as fout:
        raise _schijf_fout(pad, fout) from fout


@functools.lru_cache(maxsize=64)
def begin(pad: Path) -> None:
    """Once per program: takes the rights of others from what is there, and what a program that was killed left half
    (it holds rows, and room on the disk)."""
    private.shut_all(pad)
    if _resten(pad):
        with contextlib.suppress(OSError, Timeout), FileLock(str(pad / "slot"), **_SLOT).acquire(timeout=0):
            _clean_remains(pad)


def _resten(pad: Path) -> list[Path]:
    return [p for p in (*pad.glob("bezig-*"), *pad.glob(f".{WIJZER}.*.bezig")) if not _is_held(p)]


def _is_held(rest: Path) -> bool:
    """Whether it is a folder in which figures are counted right now (core/store/engines.py)."""
    if not (rest / "slot").exists():
        return False
    try:
        with FileLock(str(rest / "slot")).acquire(timeout=0):
            return False
    except Timeout:
        return True


def _clean_remains(pad: Path) -> None:
    for rest in _resten(pad):
        with contextlib.suppress(OSError):
            take_away(rest)


def take_away(rest: Path) -> None:
    """A file, or a folder: rows that did not fit in memory, or that another engine counted."""
    shutil.rmtree(rest) if rest.is_dir() else rest.unlink()


def writing(pad: Path, werk: Callable[[DuckVerbinding], None], *, schoon: bool = False) -> None:
    """Runs `werk` on a copy of the current version; only when all of it succeeded is it the current one. `schoon`:
    into a fresh file and without older versions, so that nothing of what `werk` deleted is left on disk."""
    with exclusive(pad), private.only_mine():
        _write(pad, werk, schoon)
        if schoon or len({p.suffix for p in versies(pad)}) > 1:  # no plain version stays beside an encrypted one
            _clean_up(pad, 1)


def try_out(pad: Path, werk: Callable[[DuckVerbinding], None]) -> None:
    """Runs `werk` on a copy of the current version, and keeps nothing of it."""
    with exclusive(pad), private.only_mine():
        _write(pad, werk, schoon=False, bewaar=False)


def _write(pad: Path, werk: Callable[[DuckVerbinding], None], schoon: bool, bewaar: bool = True) -> None:
    bezig = pad / f"bezig-{os.getpid()}"
    try:
        oud = huidig_bestand(pad)
        nummer = int(oud.stem.split("-")[1]) + 1 if oud else 1
        dicht = versleuteld(oud)
        nieuw = pad / f"gegevens-{nummer:06d}{vault.ACHTERVOEGSEL if dicht else '.duckdb'}"
        _clean_up(pad)
        verbinding = _kopie(oud, bezig, dicht)
        try:
            if oud:
                upgrade(verbinding)
            else:
                _make_empty(verbinding)
            werk(verbinding)
            klaar = _on_disk(verbinding, bezig, dicht, schoon) if bewaar else None
        finally:
            verbinding.close()
        if klaar:
            _confirm(klaar, nieuw, pad)
    except SCHIJFFOUTEN as fout:
        raise _schijf_fout(pad, fout) from fout
    except DATAFOUT as fout:
        raise (Melding(BESCHADIGD) if is_beschadigd(fout) else fout) from fout
    finally:
        _clean_remains(pad)


def versleuteld(bestand: Path | None) -> bool:
    """Whether the next version has to be encrypted."""
    gevraagd = os.environ.get(OMGEVING, "").strip().lower() in ("ja", "1", "true")
    return gevraagd or (bestand is not None and bestand.suffix == vault.ACHTERVOEGSEL)


def _open_versie(bestand: Path) -> DuckVerbinding:
    if bestand.suffix == vault.ACHTERVOEGSEL:
        return open_in_geheugen(vault.make_open(bestand, read_sleutel(bestand.parent)))
    return open_duckdb(bestand, alleen_lezen=True)


def _kopie(oud: Path | None, bezig: Path, dicht: bool) -> DuckVerbinding:
    """The current version to work on: a file, or in memory when what comes of it will be encrypted."""
    if not dicht:
        if oud:
            private.make_file(bezig.with_suffix(".duckdb"))
            shutil.copyfile(oud, bezig.with_suffix(".duckdb"))
        return open_duckdb(bezig.with_suffix(".duckdb"))
    verbinding = open_duckdb(None)
    if oud:
        bron = _open_versie(oud)
        for naam, tabel in bron.everything().items():
            verbinding.load(naam, tabel)
        bron.close()
    return verbinding


def _on_disk(verbinding: DuckVerbinding, bezig: Path, dicht: bool, schoon: bool) -> Path:
    """The file that becomes the new version."""
    if dicht:
        klaar = bezig.with_suffix(vault.ACHTERVOEGSEL)
        vault.close(klaar, verbinding.everything(), read_sleutel(bezig.parent))
        return klaar
    verbinding.round_off()
    if not schoon:
        return bezig.with_suffix(".duckdb")
    klaar = bezig.with_name(f"{bezig.name}-schoon.duckdb")
    verbinding.write_clean(klaar)
    return klaar


def versie(pad: Path) -> str:
    """Changes with every import: what caches are keyed on."""
    bestand = huidig_bestand(pad)
    if bestand is None:
        return "leeg"
    stand = bestand.stat()
    return f"{bestand.stem}-{stand.st_size}-{stand.st_mtime_ns}"


def _make_empty(verbinding: DuckVerbinding) -> None:
    verbinding.load("leveringen", arrow_schema(LEVERINGEN).empty_table())
    verbinding.load("bevindingen", arrow_schema(BEVINDINGEN).empty_table())
    for naam, tabel in TABELLEN.items():
        verbinding.load(f"bron_{naam}", arrow_schema(tabel.opslag).empty_table())


def _confirm(bezig: Path, nieuw: Path, pad: Path) -> None:
    """Data on disk and in its place first, then the pointer: the order is what makes it safe."""
    with bezig.open("rb+") as bestand:
        os.fsync(bestand.fileno())
    private.shut(bezig)
    # The pointer is written first: when that fails, no version stays that nothing points at.
    with beside(pad / WIJZER, lambda klad: klad.write_text(nieuw.name, "ascii"), eigen=True) as put:
        os.replace(bezig, nieuw)
        put()


def take_over(pad: Path, vul: Callable[[Path], object], achtervoegsel: str) -> None:
    """Makes what `vul` writes to the given path the newest version; the caller holds the store (`alleen`)."""
    alle, bezig = versies(pad), pad / f"bezig-{os.getpid()}{achtervoegsel}"
    nummer = int(alle[-1].stem.split("-")[1]) + 1 if alle else 1
    try:
        private.make_file(bezig)
        vul(bezig)
        forget(pad)
        _confirm(bezig, pad / f"gegevens-{nummer:06d}{achtervoegsel}", pad)
    finally:
        _clean_remains(pad)


def forget(pad: Path) -> None:
    """Lets go of the open versions; runs that still read keep theirs until they are done."""
    with _slot:
        _close_old(pad)


def versies(pad: Path) -> list[Path]:
    """The files of all versions that are still there, oldest first."""
    return sorted(p for p in pad.glob("gegevens-*") if p.suffix in (".duckdb", vault.ACHTERVOEGSEL))


def keep_huidige(pad: Path) -> None:
    """Takes every version away but the current one: what was deleted is still in the others."""
    with exclusive(pad):
        huidig = huidig_bestand(pad)
        for oud in versies(pad) if huidig else ():
            if oud != huidig:
                with contextlib.suppress(OSError):
                    oud.unlink()


def _clean_up(pad: Path, bewaren: int = BEWAARDE_VERSIES) -> None:
    """Versions go, except the current one and the few before it (also one that never became current, of a program that
    was killed); a file that a reader still holds stays until next time."""
    _clean_remains(pad)  # of a writer that was killed: this one holds the lock
    huidig, alle = huidig_bestand(pad), versies(pad)
    tot = alle.index(huidig) + 1 if huidig else len(alle)
    for oud in (*alle[: max(0, tot - bewaren)], *alle[tot:]):
        with contextlib.suppress(OSError):
            oud.unlink()


def _close_old(pad: Path) -> None:
    for merk in [m for m in _open if m[0] == pad]:
        _open.pop(merk)  # runs that still hold a cursor keep it alive; the last one closes it


def _schijf_fout(pad: Path, fout: Exception) -> Melding:
    if isinstance(fout, GEHEUGENFOUTEN) and not is_vol(pad, fout):
        return Melding(
            f"Voor opslaan in {pad.name} is te weinig geheugen: laad minder tegelijk, of sluit andere "
            "programma's. De vorige gegevens zijn nog heel."
        )
    waarom = "de schijf is vol" if is_vol(pad, fout) else getattr(fout, "strerror", None) or "schijffout"
    return Melding(
        f"Opslaan in {pad.name} is niet gelukt ({waarom}): maak ruimte vrij of kies een andere map. De "
        "vorige gegevens zijn nog heel."
    )


def is_vol(pad: Path, fout: Exception | None = None) -> bool:
    """Whether the disk that `pad` is on has no room left, as the error says or as we see: what fails then is not
    damaged."""
    if getattr(fout, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(fout or ""):
        return True
    while not pad.exists() and pad != pad.parent:
        pad = pad.parent
    return shutil.disk_usage(pad).free < KLEINSTE_RUIMTE
