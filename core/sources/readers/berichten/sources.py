"""Opens messages one by one, from files and zips: no DTD, no entities, no network, nothing nested, nothing too large.

Source of the kinds: XSDs iJw 3.2; older releases have more kinds (JW303 and JW321: declarations).
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lxml import etree

from core.model.melding import Melding
from core.sources.readers.message import show
from core.sources.readers.zip_list import bare, counts, zip_list
from core.store.archive import BESCHADIGD, is_damaged

MAX_BYTES = 300_000_000  # of one message, unpacked
_IN_EEN_KEER = 4 << 20  # a larger message is read piece by piece, so that it takes no more memory
_VEILIG = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_SOORT = re.compile(r"/ijw/(\d+)_(\d+)/jw(\d{3})\b")
# What rows are made of, by its name in every release; each lies in a Client.
ONDERDELEN = ("ToegewezenProduct", "StartProduct", "StopProduct", "AangevraagdProduct", "Prestatie")
_ZOEK = tuple(f"{{*}}{naam}" for naam in ("Header", *ONDERDELEN, "DeclaratieNummer", "DeclaratieAntwoord"))


class Bericht(NamedTuple):
    """One message: `soort` is its number (301), None when it is no iJw; `release` as `3.2`; `inhoud` gives the
    elements of _ZOEK in their order, each whole."""

    naam: str
    soort: str | None
    release: str
    inhoud: Iterator[etree._Element]


def is_berichtenzip(pad: Path) -> bool:
    """Whether a packed file holds iJw messages. Raises Melding when it holds another packed file."""
    lijst = zip_list(pad)
    if lijst.ingepakt and not lijst.werkmap:
        raise Melding(f"In {show(pad.name)} zit nog een zip-bestand. Pak het eerst uit en lever de berichten.")
    return lijst.berichten and not lijst.werkmap


def open_berichten(paden: Sequence[Path]) -> Iterator[tuple[Bericht, float]]:
    """Every message of these files and zips, with the share that is done. Raises Melding."""
    lezer = etree.XMLParser(**_VEILIG)
    for nr, pad in enumerate(paden):
        if zipfile.is_zipfile(pad):
            for bericht, deel in _from_zip(pad, lezer):
                yield bericht, (nr + deel) / len(paden)
            continue
        if pad.stat().st_size > MAX_BYTES:
            raise _too_large(show(pad.name))
        yield _open(show(pad.name), pad.read_bytes(), lezer), nr / len(paden)


def _from_zip(pad: Path, lezer: etree.XMLParser) -> Iterator[tuple[Bericht, float]]:
    naam = show(pad.name)
    try:
        with pad.open("rb") as bron, zipfile.ZipFile(bron) as zip_:
            inhoud = [i for i in zip_.infolist() if counts(i, (".xml",))]
            for nr, deel in enumerate(inhoud):
                los = show(bare(deel))
                if deel.flag_bits & 1:
                    raise Melding(f"{naam} is met een wachtwoord beveiligd. Haal het eraf en lever opnieuw aan.")
                if deel.file_size > MAX_BYTES:
                    raise _too_large(f"{los} in {naam}")
                snel = deel.compress_type == zipfile.ZIP_DEFLATED
                yield _open(los, _inflate(bron, deel) if snel else zip_.read(deel), lezer), nr / len(inhoud)
    except (*BESCHADIGD, OSError) as fout:
        if not is_damaged(fout):
            raise
        raise Melding(f"{naam} is beschadigd of niet helemaal aangekomen. Lever het opnieuw aan.") from None


_KOP = struct.Struct("<4s22xHH")  # of one file in a zip: its mark, and how long the name and the rest after it are


def _inflate(bron: BinaryIO, deel: zipfile.ZipInfo) -> bytes:
    """What a packed message holds. The zipfile of Python does the same, and over a message of 1 kB takes longer than
    parsing it. Raises BadZipFile when it is not what the list of the zip says, zlib.error when it is damaged."""
    bron.seek(deel.header_offset)
    kop = bron.read(_KOP.size)
    if len(kop) < _KOP.size:
        raise zipfile.BadZipFile
    merk, naam, extra = _KOP.unpack(kop)
    bron.seek(naam + extra, io.SEEK_CUR)
    inhoud = zlib.decompressobj(-zlib.MAX_WBITS).decompress(bron.read(deel.compress_size), deel.file_size + 1)
    if merk != b"PK\x03\x04" or len(inhoud) != deel.file_size or zlib.crc32(inhoud) != deel.CRC:
        raise zipfile.BadZipFile
    return inhoud


def _too_large(naam: str) -> Melding:
    return Melding(f"{naam} is te groot voor een bericht. Vraag de leverancier om kleinere berichten.")


def _open(naam: str, inhoud: bytes, lezer: etree.XMLParser) -> Bericht:
    try:
        if len(inhoud) <= _IN_EEN_KEER:
            wortel = etree.fromstring(inhoud, lezer)
            elementen = wortel.iter(*_ZOEK)
        else:
            stukken = etree.iterparse(io.BytesIO(inhoud), events=("end",), tag=_ZOEK, **_VEILIG)
            eerste = next(stukken, None)
            wortel = stukken.root if eerste is None else eerste[1].getroottree().getroot()
            elementen = _stuk_voor_stuk(naam, eerste, stukken)
    except etree.XMLSyntaxError as fout:
        raise _kapot(naam, fout) from None
    if wortel is None or wortel.getroottree().docinfo.doctype:
        raise Melding(f"{naam} bevat XML-verwijzingen die om veiligheid niet worden geopend. Vraag een nieuw bericht.")
    return Bericht(naam, *_soort(wortel.tag), elementen)


@cache
def _soort(tag: str) -> tuple[str | None, str]:
    """Number of the message and its release, by the namespace of the root."""
    soort = _SOORT.search(tag)
    return (soort[3], f"{soort[1]}.{soort[2]}") if soort else (None, "")


def _stuk_voor_stuk(naam: str, eerste, stukken) -> Iterator[etree._Element]:
    """The elements of a large message; what was handed over is let go."""
    try:
        while eerste is not None:
            element = eerste[1]
            yield element
            if etree.QName(element).localname in ONDERDELEN:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            eerste = next(stukken, None)
    except etree.XMLSyntaxError as fout:
        raise _kapot(naam, fout) from None


def _kapot(naam: str, fout: etree.XMLSyntaxError) -> Melding:
    if fout.code in (
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_INVALID_CHAR,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    ):
        return Melding(f"{naam} is in een andere tekenset geschreven dan het zelf noemt. Vraag het bericht opnieuw op.")
    return Melding(f"{naam} is niet helemaal aangekomen of beschadigd. Vraag het bericht opnieuw op.")
