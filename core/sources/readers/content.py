"""What a file is, by its first bytes. The extension only says what somebody thought it was."""

from dataclasses import dataclass
from pathlib import Path

from core.model.melding import Melding
from core.sources.raw import Opmerking
from core.sources.readers.message import show

EXTENSIES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "ods": (".ods", ".ots"),
    "xls": (".xls", ".xlt"),
    "csv": (".csv", ".txt", ".tsv", ".tab", ".asc"),
    "parquet": (".parquet", ".pq"),
    "xml": (".xml", ".zip"),
    "json": (".json",),
    "sqlite": (".db", ".sqlite", ".sqlite3"),
}
BEKENDE_EXTENSIES = frozenset(e for extensies in EXTENSIES.values() for e in extensies)
NIETS_IN_ZIP = (
    "In {naam} staan geen iJw-berichten en geen tabellen. Doe er Excel, csv of berichten in en lever het opnieuw."
)
_NAAM = {
    "xlsx": "een Excel-werkmap (.xlsx)",
    "ods": "een OpenDocument-werkblad (.ods)",
    "xls": "een oude Excel-werkmap (.xls)",
    "csv": "een tekstbestand (.csv)",
    "parquet": "een Parquet-bestand",
    "xml": "een iJw-bericht",
    "sqlite": "een SQLite-database",
    "json": "een JSON-bestand",
}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_INGEPAKT = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"PK\x05\x06")
_BEELD = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*")
_OPNIEUW = "Open het in Excel, sla het op als .xlsx en lever het opnieuw aan."


@dataclass(frozen=True)
class Inhoud:
    soort: str
    opmerkingen: tuple[Opmerking, ...] = ()


def inspect(pad: Path) -> Inhoud:
    """Kind of file: xlsx (also ods, told apart when it is opened), xls, csv, parquet, xml or sqlite.

    Raises Melding for anything else: empty, password, pdf, web page, packed file, NUL bytes.
    """
    naam = show(pad.name)
    try:
        with pad.open("rb") as bron:
            begin = bron.read(1 << 16)
    except FileNotFoundError:
        raise Melding(
            f"{naam} bestaat niet (meer). Kijk of de naam en de map kloppen en probeer het opnieuw."
        ) from None
    except PermissionError:
        raise Melding(f"{naam} mag niet worden gelezen. Sluit het in Excel of vraag om leesrechten.") from None
    except OSError:
        raise Melding(f"{naam} is niet te lezen van de schijf. Kopieer het opnieuw en probeer het nog eens.") from None
    soort = _soort(begin, pad, naam)
    return Inhoud(soort, () if soort == "xlsx" else extensie_opmerking(pad, soort))


def extensie_opmerking(pad: Path, soort: str) -> tuple[Opmerking, ...]:
    """A remark when the extension promises something else than what the file is."""
    if pad.suffix.lower() in (*EXTENSIES[soort], ""):
        return ()
    return (
        Opmerking(
            "extensie",
            f"{show(pad.name)} is {_NAAM[soort]} en is zo gelezen, al zegt de naam {pad.suffix.lower()}.",
        ),
    )


def _soort(begin: bytes, pad: Path, naam: str) -> str:
    if not begin.strip():
        raise Melding(f"{naam} is leeg. Maak de export opnieuw en lever het bestand opnieuw aan.")
    if begin.startswith(b"PK\x03\x04"):
        return _pakket(pad, naam)
    if begin.startswith(_OLE):
        return _ole(pad, naam)
    if begin.startswith(b"PAR1"):
        return "parquet"
    if begin.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if begin.startswith(b"%PDF"):
        raise Melding(f"{naam} is een pdf en geen tabel. Vraag de leverancier om Excel (.xlsx) of csv.")
    if begin.startswith(_INGEPAKT):
        raise Melding(f"{naam} is een ingepakt bestand. Pak het eerst uit en lever het bestand dat erin zit.")
    if begin.startswith(_BEELD):
        raise Melding(f"{naam} is een afbeelding en geen tabel. Lever Excel (.xlsx) of csv.")
    return _tekst(begin, naam)


def _pakket(pad: Path, naam: str) -> str:
    from core.sources.readers.berichten.sources import is_berichtenzip  # lxml: only where something is packed

    if is_berichtenzip(pad):
        return "xml"
    if pad.suffix.lower() == ".zip":
        raise Melding(NIETS_IN_ZIP.format(naam=naam))
    return "xlsx"


def _ole(pad: Path, naam: str) -> str:
    """An old Excel file, or a newer one wrapped because it has a password."""
    versleuteld, werkmap, rest = (n.encode("utf-16-le") for n in ("EncryptedPackage", "Workbook", ""))
    gevonden = False
    with pad.open("rb") as bron:
        while blok := bron.read(1 << 20):
            stuk = rest + blok
            if versleuteld in stuk:
                raise Melding(
                    f"{naam} is met een wachtwoord beveiligd. Haal het wachtwoord eraf en lever het opnieuw aan."
                )
            gevonden = gevonden or werkmap in stuk or "Book".encode("utf-16-le") in stuk
            rest = stuk[-64:]
    if not gevonden:
        raise Melding(f"{naam} is een Office-bestand, maar geen Excel-werkmap. Lever Excel (.xlsx) of csv.")
    return "xls"


def _tekst(begin: bytes, naam: str) -> str:
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")) or _utf16_zonder_bom(begin):
        letters = begin.replace(b"\0", b"")[2 if begin[0] > 127 else 0 :].lstrip().lower()
        return "xml" if letters.startswith(b"<") and b"istandaarden.nl/i" in letters[:4096] else "csv"
    if b"\0" in begin:
        raise Melding(
            f"{naam} bevat tekens die niet in een tabel horen (NUL) en is geen Excel- of csv-bestand. Maak "
            "de export opnieuw, of lever Excel (.xlsx) of csv."
        )
    kop = begin.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096].lower()
    if kop.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")) or b"<html" in kop:
        raise Melding(f"{naam} is een webpagina (HTML) en geen werkmap. {_OPNIEUW}")
    if kop.startswith(b"<"):
        if b"istandaarden.nl/i" in kop:  # iJw; iWmo and iWlz lie in the same folders and are named
            return "xml"
        if b"schemas-microsoft-com:office:spreadsheet" in kop:
            raise Melding(f"{naam} is een Excel-bestand in XML van 2003. {_OPNIEUW}")
        raise Melding(
            f"{naam} is een XML-bestand dat niet wordt herkend; alleen iJw-berichten kunnen worden gelezen. "
            "Lever Excel (.xlsx) of csv."
        )
    if kop.startswith((b"{", b"[{")):
        if b"regio" in kop and b"perioden" in kop:  # OData of CBS
            return "json"
        raise Melding(f"{naam} is een JSON-bestand. Lever Excel (.xlsx), csv of Parquet.")
    return "csv"


def _utf16_zonder_bom(begin: bytes) -> bool:
    stuk = begin[:2000]
    nul = stuk.count(b"\0")
    return nul > 0.3 * len(stuk) and (stuk[1::2].count(0) == nul or stuk[::2].count(0) == nul)
