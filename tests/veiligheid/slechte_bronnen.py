"""Parquet, SQLite, messages and folders that are awkward; and what must be refused, with the reason."""

import datetime as dt
import gzip
import io
import sqlite3
import zipfile
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import xlwt

from tests.sources.readers import maken
from tests.veiligheid import geweigerd
from tests.veiligheid.slechte_bestanden import BIJZONDER, geval, xlsx

B = BIJZONDER


def _kolommen(v) -> dict[str, list]:
    return {k: [r.get(k) for r in v.ruw] for k in v.kop}


@geval(".parquet")
def parquet(pad, v):
    """control: nothing wrong"""
    pq.write_table(pa.table({k: pa.array(w, pa.string()) for k, w in _kolommen(v).items()}), pad)


@geval(".parquet", meldt="kolom_overgeslagen tijdzone")
def parquet_typed(pad, v):
    """numbers, dates in a zone, dictionaries and lists"""
    k = {n: pa.array(w, pa.string()) for n, w in _kolommen(v).items()}
    v.kolom("jeugdige", [None] * 4, list(B[40:44]))
    v.kolom("begindatum", [None] * 4, [dt.date(2024, 5, 17)] * 4)
    k["jeugdige"] = pa.array([float(n) for n in B[40:44]])
    k["gi"] = k["gi"].dictionary_encode()
    k["type"] = pa.array([Decimal("11.00")] * 4)
    k["begindatum"] = pa.array([dt.datetime(2024, 5, 16, 22)] * 4, pa.timestamp("us", "UTC"))
    k["bijlagen"] = pa.array([[1, 2]] * 4)
    pq.write_table(pa.table(k), pad)


@geval(".csv", meldt="extensie")
def parquet_as_csv(pad, v):
    """a Parquet file that is called csv"""
    pq.write_table(pa.table({k: pa.array(w, pa.string()) for k, w in _kolommen(v).items()}), pad)


def _sqlite(pad, v, extra: str = "", soort: str = "text"):
    verbinding = sqlite3.connect(pad)
    naam = f"maatregelen {v.merk}"
    verbinding.execute(f'create table "{naam}" ({", ".join(f"{k} {soort}" for k in v.kop)})')
    verbinding.executemany(f'insert into "{naam}" values ({",".join("?" * len(v.kop))})', v.rijen()[1:])
    verbinding.executescript(extra)
    verbinding.commit()
    verbinding.close()


@geval(".db")
def database(pad, v):
    """a SQLite file with other tables in it"""
    _sqlite(pad, v, "create table klanten (naam text); insert into klanten values ('x')")


@geval(".sqlite")
def database_mixed(pad, v):
    """a SQLite file with numbers and texts in one column"""
    v.kolom("jeugdige", [int(B[50]), B[51], float(B[52]), B[53]], list(B[50:54]))
    v.kolom("type", [11, "11", 11.0, "OTS"])
    _sqlite(pad, v, soort="")


@geval(".db", zegt="view die zichzelf")
def database_that_calls_itself(pad, v):
    """a SQLite file with a view that calls itself, five times"""
    verbinding = sqlite3.connect(pad)
    verbinding.execute(
        "create view maatregelen as with recursive r(jeugdige, gemeente) as (select 1, 2 union all "
        "select jeugdige + 1, 2 from r where jeugdige < 5) select * from r"
    )
    verbinding.close()


def _weiger(titel: str, bestand: str, inhoud, zegt: str, **keuzes) -> None:
    def maak(pad, v):
        pad.write_bytes(inhoud(v, pad) if callable(inhoud) else inhoud)

    maak.__doc__ = titel
    geval("", naam=bestand, zegt=zegt, **keuzes)(maak)


def _goed(v, pad) -> bytes:
    xlsx(pad, v)
    return pad.read_bytes()


def _zip(**delen: bytes) -> bytes:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w") as zip:
        for naam, inhoud in delen.items():
            zip.writestr(naam, inhoud)
    return doel.getvalue()


def _deel(oud: bytes, nieuw: bytes, deel: str = "xl/worksheets/sheet1.xml"):
    def maak(v, pad):
        los = pad.with_suffix(".klad")
        xlsx(los.with_suffix(".xlsx"), v)
        los.with_suffix(".xlsx").rename(los) if los.with_suffix(".xlsx") != pad else pad.rename(los)
        maken.herschreven(los, pad, deel, oud, nieuw)
        los.unlink()
        return pad.read_bytes()

    return maak


def _crc(v, pad) -> bytes:
    """One bit of the packed rows turned over."""
    heel = bytearray(_goed(v, pad))
    with zipfile.ZipFile(io.BytesIO(bytes(heel))) as zip:
        info = zip.getinfo("xl/worksheets/sheet1.xml")
    heel[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 4
    return bytes(heel)


def _xls(v, pad) -> bytes:
    werkmap = xlwt.Workbook()
    werkmap.add_sheet("maatregelen").write(0, 0, "jeugdige")
    werkmap.save(str(pad))
    return pad.read_bytes()


_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)
_DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'

_weiger("0 bytes", "leeg-*.xlsx", b"", "is leeg")
_weiger("only spaces", "wit-*.csv", b" \r\n \n", "is leeg")
_weiger("a pdf", "brief-*.xlsx", b"%PDF-1.7\n", "is een pdf")
_weiger("a picture", "foto-*.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "is een afbeelding")
_weiger(
    "a web page that is called xls",
    "export-*.xls",
    b"<html><table><tr><td>jeugdige</td></tr></table></html>",
    "webpagina",
)
_weiger(
    "Excel of 2003 in XML",
    "oud-*.xls",
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "XML van 2003",
)
_weiger("XML of something else", "iets-*.xml", b'<?xml version="1.0"?><a/>', "niet wordt herkend")
_weiger(
    "a message with a DTD",
    "bericht-*.xml",
    _DTD + b'<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw301/schema">&a;</Bericht>',
    "*",
)
_weiger(
    "a message that was cut off",
    "half-*.xml",
    b'<?xml version="1.0"?><B xmlns="http://www.istandaarden.nl/ijw/3_2/jw301/schema"><Header>',
    "*",
)
_weiger("JSON", "export-*.csv", b'{"jeugdige": 1}', "JSON")
_weiger("packed text", "export-*.csv", gzip.compress(b"jeugdige;gemeente\n" * 99), "ingepakt bestand")
_weiger("a zip with a csv in it", "export-*.xlsx", _zip(**{"maatregelen.csv": b"jeugdige\n"}), "ingepakt bestand")
_weiger("Word", "brief-*.docx.xlsx", _zip(**{"word/document.xml": b"<a/>"}), "ingepakt bestand")
_weiger("a binary workbook", "binair-*.xlsx", _zip(**{"xl/workbook.bin": b"x"}), "binair Excel-bestand")
_weiger("a password", "dicht-*.xlsx", _OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord")
_weiger("an old Word file", "brief-*.xls", _OLE + "WordDocument".encode("utf-16-le"), "geen Excel-werkmap")
_weiger("half a workbook", "half-*.xlsx", lambda v, pad: _goed(v, pad)[:3000], "geen geldig Excel-bestand")
_weiger("half an old workbook", "half-*.xls", lambda v, pad: _xls(v, pad)[:2100], "geen Excel-werkmap")
_weiger("half a Parquet file", "half-*.parquet", b"PAR1" + bytes(500), "geen geldig Parquet-bestand")
_weiger("half a database", "half-*.db", b"SQLite format 3\0" + bytes(90), "database")
_weiger("a checksum that does not fit", "crc-*.xlsx", _crc, "geldig Excel-bestand")
_weiger("NUL in the rows", "nul-*.xlsx", _deel(b"<sheetData>", b"<sheetData>\0"), "NUL")
_weiger(
    "a DTD in the rows",
    "dtd-*.xlsx",
    _deel(b"<worksheet ", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet '),
    "verwijzingen",
)
_weiger("rows that are cut off", "kapot-*.xlsx", _deel(b"</sheetData>", b"<row><c"), "*")
_weiger("NUL in text", "nul-*.csv", b"jeugdige;gemeente\n1;\0\n", "NUL")
_weiger("UTF-16 that was cut off", "utf16-*.csv", "jeugdige;gemeente\n1;x".encode("utf-16")[:-1], "UTF-16")
_weiger("three thousand columns", "breed-*.csv", ";".join(f"k{i}" for i in range(3000)).encode(), "2000 kolommen")
_weiger("nothing that is known", "recepten-*.csv", b"gerecht;tijd\nsoep;20\n", "geen tabel herkend")
_weiger("a formula and no table", "formule-*.csv", b"=1+1;x\n", "geen tabel herkend")

for _naam, _maak in geweigerd.ALLES.items():
    _weiger(_maak.__doc__, f"geweigerd-*-{_naam}", lambda v, pad, m=_maak: m(), "*")


@geval("", naam="map *", zegt="geen bestanden")
def empty_folder(pad, v):
    """a folder with only what a system leaves behind"""
    pad.mkdir()
    (pad / "~$maatregelen.xlsx").write_bytes(b"x")
    (pad / ".DS_Store").write_bytes(b"x")
    (pad / "leesmij.docx").write_bytes(b"x")


@geval("", naam="map *", zegt="is leeg")
def folder_with_a_bad_file(pad, v):
    """a folder in which one file is bad: nothing of it is read"""
    pad.mkdir()
    (pad / "maatregelen.csv").write_text(v.tekst(), "utf-8")
    (pad / "plaatsingen.csv").write_bytes(b"")


@geval("", naam="weg-*.xlsx", zegt="bestaat niet")
def missing(pad, v):
    """a file that is not there"""
