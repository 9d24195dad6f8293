"""A zip with tables: unpacked beside nothing of ours, under names of our own, and never more than it may hold."""

import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

from core.model.melding import Melding
from core.sources.readers.content import NIETS_IN_ZIP
from core.sources.readers.message import show
from core.sources.readers.zip_list import bare, counts, zip_list
from core.store.archive import BESCHADIGD, is_damaged

MAX_BESTANDEN = 2_000
MAX_UITGEPAKT = 3_000_000_000
_BLOK = 4 << 20
_LANGST = 200  # bytes of a name; a disk takes 255


def unpack(pad: Path, kladmap: Path) -> list[Path]:
    """Writes every file of the zip that can be read to `kladmap`, by its bare name. Raises Melding for a zip in a
    zip, a password, too much, nothing that can be read, damage, and a disk that is full."""
    naam = show(pad.name)
    try:
        with zipfile.ZipFile(pad) as zip_:
            delen = [d for d in zip_.infolist() if counts(d)]
            _check(delen, naam)
            uit, over = [], MAX_UITGEPAKT
            for deel in delen:
                doel = kladmap / free_name(_plain(bare(deel)), (p.name for p in uit))
                over = _write(zip_, deel, doel, over, naam)
                uit.append(doel)
            return uit
    except (*BESCHADIGD, OSError) as fout:
        if is_damaged(fout):
            raise Melding(f"{naam} is beschadigd of niet helemaal aangekomen. Maak het zip-bestand opnieuw.") from None
        raise Melding(
            f"{naam} kan hier niet worden uitgepakt: maak ruimte vrij op de schijf, of vraag de beheerder of er in de "
            "map voor tijdelijke bestanden geschreven mag worden."
        ) from fout


def _check(delen: list[zipfile.ZipInfo], naam: str) -> None:
    if any(bare(d).lower().endswith(".zip") for d in delen):
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


def _plain(naam: str) -> str:
    return "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in naam)


def free_name(naam: str, bezet: Iterable[str]) -> str:
    """A name that no file in a folder has yet, also on a disk that knows no difference between capitals; never longer
    than a disk takes. Two folders of one zip, or two of one choice, may hold a file of one name."""
    vol = {_as_disk(b) for b in bezet}
    stam, punt, achter = naam.rpartition(".")
    if len(naam.encode()) > _LANGST:
        stam = stam.encode()[: max(_LANGST - len(achter.encode()), 1)].decode(errors="ignore")
        naam = f"{stam}{punt}{achter}"
    nr, kies = 1, naam
    while _as_disk(kies) in vol:
        nr += 1
        kies = f"{stam} ({nr}){punt}{achter}"
    return kies


def _as_disk(naam: str) -> str:
    return unicodedata.normalize("NFC", naam).casefold()


def holds_tables(pad: Path) -> bool:
    """A zip with at least one file that is no message, and that is no workbook itself."""
    if pad.suffix.lower() != ".zip" or not pad.is_file():
        return False
    lijst = zip_list(pad)
    return lijst.tabellen and not lijst.werkmap
