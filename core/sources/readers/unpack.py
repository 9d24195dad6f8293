"""A zip with tables: unpacked beside nothing of ours, under names of our own, and never more than it may hold."""

import zipfile
import zlib
from pathlib import Path

from core.model.melding import Melding
from core.sources.readers.content import BEKENDE_EXTENSIES, NIETS_IN_ZIP
from core.sources.readers.message import show

MAX_BESTANDEN = 2_000
MAX_UITGEPAKT = 3_000_000_000
_BLOK = 4 << 20


def unpack(pad: Path, kladmap: Path) -> list[Path]:
    """Writes every file of the zip that can be read to `kladmap`, by its bare name. Raises Melding for a zip in a
    zip, a password, too much, or nothing that can be read."""
    naam = show(pad.name)
    try:
        with zipfile.ZipFile(pad) as zip_:
            delen = [d for d in zip_.infolist() if not d.is_dir() and _counts(d)]
            _check(delen, naam)
            uit, over = [], MAX_UITGEPAKT
            for deel in delen:
                doel = _free_name(kladmap, _bare(deel), {p.name for p in uit})
                over = _write(zip_, deel, doel, over, naam)
                uit.append(doel)
            return uit
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
        raise Melding(f"{naam} is beschadigd of niet helemaal aangekomen. Maak het zip-bestand opnieuw.") from None


def _check(delen: list[zipfile.ZipInfo], naam: str) -> None:
    if any(_bare(d).lower().endswith(".zip") for d in delen):
        raise Melding(f"In {naam} zit nog een zip-bestand. Pak dat eerst uit en lever de bestanden die erin zitten.")
    if not delen:
        raise Melding(NIETS_IN_ZIP.format(naam=naam))
    if any(d.flag_bits & 1 for d in delen):
        raise Melding(f"{naam} is met een wachtwoord beveiligd. Haal het wachtwoord eraf en lever het opnieuw aan.")
    if len(delen) > MAX_BESTANDEN or sum(d.file_size for d in delen) > MAX_UITGEPAKT:
        raise Melding(f"{naam} wordt bij het uitpakken te groot. Splits de levering, bijvoorbeeld per jaar.")


def _write(zip_: zipfile.ZipFile, deel: zipfile.ZipInfo, doel: Path, over: int, naam: str) -> int:
    """Writes one file; gives how many bytes may still come. What a zip says about its size need not be so."""
    with zip_.open(deel) as bron, doel.open("wb") as uit:
        while blok := bron.read(_BLOK):
            over -= len(blok)
            if over < 0:
                raise Melding(f"{naam} wordt bij het uitpakken te groot. Splits de levering, bijvoorbeeld per jaar.")
            uit.write(blok)
    return over


def _counts(deel: zipfile.ZipInfo) -> bool:
    """What a reader of ours may know; not the files that a computer or Office puts beside it."""
    kaal = _bare(deel)
    bekend = Path(kaal).suffix.lower() in BEKENDE_EXTENSIES
    return bekend and not kaal.startswith((".", "~$")) and "__MACOSX" not in deel.filename


def _bare(deel: zipfile.ZipInfo) -> str:
    """The last part of the name: it never becomes a path."""
    return deel.filename.replace("\\", "/").rsplit("/", 1)[-1]


def _free_name(kladmap: Path, naam: str, bezet: set[str]) -> Path:
    """Two folders of one zip may hold a file of one name."""
    kaal = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in naam)
    stam, punt, achter = kaal.rpartition(".")
    nr, kies = 1, kaal
    while kies in bezet:
        nr += 1
        kies = f"{stam} ({nr}){punt}{achter}"
    return kladmap / kies


def holds_tables(pad: Path) -> bool:
    """A zip with at least one file that is no message, and that is no workbook itself."""
    if pad.suffix.lower() != ".zip" or not pad.is_file():
        return False
    try:
        with zipfile.ZipFile(pad) as zip_:
            delen = zip_.infolist()
    except (zipfile.BadZipFile, OSError):
        return False
    if {d.filename.lower() for d in delen} & {"[content_types].xml", "mimetype", "content.xml"}:
        return False
    return any(_counts(d) and not _bare(d).lower().endswith((".xml", ".zip")) for d in delen)
