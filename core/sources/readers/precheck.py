"""What is checked and counted in a workbook before a reader opens it: size, words declared in XML, hidden rows.

Limits, measured on full sheets of 1,048,576 rows (two cores): declaraties, 8 columns, unpack to 402 MB;
trajecten, 18 columns, to 960 MB, at most 24 bytes per packed byte, and take at most 2.0 GB to read.
"""

import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from core.model.melding import Melding
from core.sources.readers.message import GEEN_WERKMAP
from core.store.archive import BESCHADIGD

MAX_ONDERDELEN = 2_000
MAX_UITGEPAKT = 1_500_000_000
MAX_VERHOUDING, VANAF = 120, 10_000_000
HOOFD = "xl/workbook.xml"  # where every program puts the main part; the file itself may say otherwise
_MEEST_BREED = 2_000  # cells in a row, on average
_BLOK = 4 << 20
_NS = rb"(?:\w+:)?"
# Never past a "<", so that every byte is looked at once.
_CEL_FORMULE = re.compile(
    rb"<" + _NS + rb"c\b([^<>]*)>\s*<" + _NS + rb"f\b(?:[^<>]*/>|[^<>]*>[^<]*</" + _NS + rb"f>)\s*"
    rb"(<" + _NS + rb"v\s*/>|<" + _NS + rb"v>\s*</" + _NS + rb"v>)?\s*</"
)
_RIJ_WEG = re.compile(rb"<" + _NS + rb'row\b[^<>]*\bhidden="(?:1|true)"')
_SAMEN = re.compile(rb"<" + _NS + rb'mergeCell\b[^<>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ODS = re.compile(rb"<table:table(\s[^<>]*)>|<table:table-row\b([^<>]*)>|<table:(?:covered-)?table-cell\b([^<>]*)>")
_SAMEN_ODS = re.compile(rb'table:number-(?:columns|rows)-spanned="(?!1")')


@dataclass
class Bevonden:
    """What a sheet holds that the reader of its cells does not tell. `samengevoegd`: (first column, first
    row, last column, last row), counted from 0; `ergens_samengevoegd` counts them where the place is not
    known (ods)."""

    verborgen_rijen: int = 0
    gefilterd: bool = False
    lege_formules: int = 0
    fouten: int = 0
    samengevoegd: list[tuple[int, int, int, int]] = field(default_factory=list)
    ergens_samengevoegd: int = 0


@dataclass
class Werkboek:
    """`bladen`: sheet name -> what was found in it; `datum1904`: dates count from 1904; `uitgepakt`: bytes; `hoofd`:
    the part that names the sheets."""

    soort: str
    hoofd: str = HOOFD
    datum1904: bool = False
    uitgepakt: int = 0
    bladen: dict[str, Bevonden] = field(default_factory=dict)


def examine(pad: Path, naam: str) -> Werkboek:
    """Checks a zipped workbook (xlsx, xlsm, ods) and counts. Raises Melding when it may not be opened."""
    try:
        with zipfile.ZipFile(pad) as zip_:
            return _examine(zip_, naam)
    except (*BESCHADIGD, KeyError, OSError, ElementTree.ParseError) as fout:
        if isinstance(fout, FileNotFoundError):
            raise
        raise Melding(GEEN_WERKMAP.format(naam=naam)) from fout


def _examine(zip_: zipfile.ZipFile, naam: str) -> Werkboek:
    delen = zip_.infolist()
    for deel in delen:
        deel.filename = deel.filename.replace("\\", "/")  # as some programs on Windows write it
    namen = [d.filename for d in delen]
    if len(delen) > MAX_ONDERDELEN or len(set(namen)) < len(namen):
        raise Melding(
            f"{naam} heeft een vreemde opbouw (te veel of dubbele onderdelen). Open het in Excel, sla het "
            "opnieuw op als .xlsx en lever het opnieuw aan."
        )
    if any(d.flag_bits & 1 for d in delen):
        raise Melding(f"{naam} is met een wachtwoord beveiligd. Haal het wachtwoord eraf en lever het opnieuw aan.")
    hoofd = _main_part(zip_, set(namen))
    soort = _soort(set(namen) | ({HOOFD} if hoofd else set()), naam)
    boek = Werkboek(soort, hoofd or HOOFD)
    paden = {}
    if soort == "xlsx":
        boek.datum1904, paden = _bladpaden(zip_, boek.hoofd)
    boek.bladen = {blad: Bevonden() for blad in paden.values()}
    for deel in delen:
        if not deel.filename.lower().endswith((".xml", ".rels")):
            scan = None
        elif deel.filename in paden:
            scan = _Bladscan(boek.bladen[paden[deel.filename]], naam)
        elif soort == "ods" and deel.filename == "content.xml":
            scan = _Odsscan(boek.bladen)
        elif soort == "ods" and deel.filename == "META-INF/manifest.xml":
            scan = _Manifest(naam)
        else:
            scan = _Niets()
        boek.uitgepakt = _walk_through(zip_, deel, scan, boek.uitgepakt, naam)
    return boek


def _soort(namen: set[str], naam: str) -> str:
    if "xl/workbook.xml" in namen:
        return "xlsx"
    if "content.xml" in namen and "mimetype" in namen:
        return "ods"
    if "xl/workbook.bin" in namen:
        raise Melding(
            f"{naam} is een binair Excel-bestand (.xlsb). Sla het in Excel op als .xlsx en lever het opnieuw aan."
        )
    raise Melding(
        f"{naam} is een ingepakt bestand (zip), maar geen Excel-werkmap. Pak het eerst uit en lever het "
        "bestand dat erin zit."
    )


def _walk_through(zip_: zipfile.ZipFile, deel: zipfile.ZipInfo, scan: "_Niets | None", al: int, naam: str) -> int:
    """Streams one part: counts real bytes, refuses NUL and DTD in XML, and lets `scan` count."""
    rest, eind, gelezen = b"", b"", 0
    with zip_.open(deel) as bron:
        while blok := bron.read(_BLOK):
            gelezen += len(blok)
            if al + gelezen > MAX_UITGEPAKT or (
                gelezen > VANAF and gelezen > MAX_VERHOUDING * max(deel.compress_size, 1)
            ):
                raise Melding(f"{naam} wordt bij het uitpakken te groot. Splits het bestand, of lever het als csv.")
            if scan is None:
                continue
            eind += blok  # with the end of what was looked at before: a word may be cut in two
            if b"\0" in eind:
                raise Melding(
                    f"{naam} bevat tekens die niet in een Excel-bestand horen (NUL). Open het in Excel, sla "
                    "het opnieuw op en lever het opnieuw aan."
                )
            if b"<!DOCTYPE" in eind or b"<!ENTITY" in eind:
                raise Melding(
                    f"{naam} bevat XML-verwijzingen die om veiligheid niet worden geopend. Open het in "
                    "Excel, sla het opnieuw op als .xlsx en lever het opnieuw aan."
                )
            eind, blok = eind[-16:], rest + blok
            knip = max(blok.rfind(scan.grens), 0)
            if len(blok) - knip > _BLOK:  # no row is this long: what follows the rows, or text without end
                knip = max(blok.rfind(b"<"), len(blok) - _BLOK)
            scan.count(blok[:knip])
            rest = blok[knip:]
    if scan is not None:
        scan.count(rest)
    return al + gelezen


class _Niets:
    """Only the checks."""

    grens = b"<"

    def count(self, stuk: bytes) -> None:
        pass


class _Bladscan(_Niets):
    """Hidden rows, formulas without a result and merged cells of one xlsx sheet. Cheap `in` tests come first:
    a regular expression over 400 MB costs seconds."""

    grens = b"<row"

    def __init__(self, bevonden: Bevonden, naam: str):
        self._b, self._naam = bevonden, naam

    def count(self, stuk: bytes) -> None:
        b = self._b
        if stuk.count(b"<c ") > _MEEST_BREED * (stuk.count(b"<row") + 1):  # before a reader makes a grid of it
            raise Melding(
                f"{self._naam} heeft meer dan {_MEEST_BREED} kolommen. Lever alleen die van het sjabloon aan."
            )
        if b"hidden=" in stuk:
            b.verborgen_rijen += len(_RIJ_WEG.findall(stuk))
        if b"<f" in stuk or b":f" in stuk:
            b.lege_formules += sum(1 for cel, v in _CEL_FORMULE.findall(stuk) if not (v and b't="str"' in cel))
        if b"mergeCell " in stuk:
            for k1, r1, k2, r2 in _SAMEN.findall(stuk):
                b.samengevoegd.append((_kolom(k1), int(r1) - 1, _kolom(k2), int(r2) - 1))
        b.gefilterd = b.gefilterd or b"autoFilter" in stuk


class _Odsscan(_Niets):
    """The same for an ods, in which all sheets are one part."""

    grens = b"<table:table-row"

    def __init__(self, bladen: dict[str, Bevonden]):
        self._bladen, self._b = bladen, Bevonden()

    def count(self, stuk: bytes) -> None:
        if not any(t in stuk for t in (b"<table:table ", b"visibility=", b'"error"', b"-spanned=")):
            return
        for blad, rij, cel in _ODS.findall(stuk):
            if blad:
                naam = re.search(rb'table:name="([^"]*)"', blad)
                self._b = self._bladen.setdefault(unescape(naam[1].decode()) if naam else "", Bevonden())
            elif rij or not cel:
                if re.search(rb'table:visibility="(?:collapse|filter)"', rij):
                    self._b.verborgen_rijen += _herhaald(rij)
                    self._b.gefilterd = self._b.gefilterd or b'"filter"' in rij
            else:
                self._b.fouten += _herhaald(cel) if b'value-type="error"' in cel else 0
                self._b.ergens_samengevoegd += bool(_SAMEN_ODS.search(cel))


class _Manifest(_Niets):
    def __init__(self, naam: str):
        self._naam = naam

    def count(self, stuk: bytes) -> None:
        if b"encryption-data" in stuk:
            raise Melding(
                f"{self._naam} is met een wachtwoord beveiligd. Haal het wachtwoord eraf en lever het opnieuw aan."
            )


def _main_part(zip_: zipfile.ZipFile, namen: set[str]) -> str | None:
    """The part that names the sheets, as the file says; None when it is no workbook of Excel with xml inside."""
    if HOOFD in namen or "_rels/.rels" not in namen:
        return HOOFD if HOOFD in namen else None
    doelen = [r.get("Target", "") for r in _xml(zip_, "_rels/.rels") if r.get("Type", "").endswith("/officeDocument")]
    hoofd = doelen[0].lstrip("/") if len(doelen) == 1 else ""
    return hoofd if hoofd in namen and hoofd.endswith(".xml") and hoofd.startswith("xl/") else None


def _bladpaden(zip_: zipfile.ZipFile, hoofd: str) -> tuple[bool, dict[str, str]]:
    """(dates count from 1904, part name -> sheet name)."""
    boek, (map_, los) = _xml(zip_, hoofd), hoofd.rsplit("/", 1)
    doelen = {r.get("Id"): r.get("Target", "").replace("\\", "/") for r in _xml(zip_, f"{map_}/_rels/{los}.rels")}
    mac = any(_kaal(e.tag) == "workbookPr" and e.get("date1904") in ("1", "true") for e in boek.iter())
    paden = {}
    for e in boek.iter():
        if _kaal(e.tag) == "sheet":
            verwijzing = next((v for k, v in e.attrib.items() if _kaal(k) == "id"), None)
            doel = doelen.get(verwijzing, "")
            paden[doel.lstrip("/") if doel.startswith("/") else f"{map_}/{doel}"] = e.get("name", "")
    return mac, paden


def _xml(zip_: zipfile.ZipFile, deel: str) -> ElementTree.Element:
    gevonden = [d for d in zip_.infolist() if d.filename == deel]
    if not gevonden:
        raise KeyError(deel)
    with zip_.open(gevonden[0]) as bron:
        inhoud = bron.read(VANAF)
    if b"<!DOCTYPE" in inhoud or b"<!ENTITY" in inhoud:
        raise ValueError("DTD")
    return ElementTree.fromstring(inhoud)


def _kaal(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _kolom(letters: bytes) -> int:
    nummer = 0
    for c in letters:
        nummer = nummer * 26 + c - 64
    return nummer - 1


def _herhaald(kenmerken: bytes) -> int:
    keer = re.search(rb'number-(?:rows|columns)-repeated="(\d+)"', kenmerken)
    return int(keer[1]) if keer else 1
