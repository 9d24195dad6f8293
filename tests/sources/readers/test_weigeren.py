"""What cannot or may not be read is refused with one Dutch sentence, and never takes this process down."""

import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

import openpyxl
import pytest

from core.model.melding import Melding
from core.sources.readers import child_process, grid, precheck, read, slow_reader
from core.sources.readers.workbook import read_werkboek
from core.sources.recognition.names import all_kolomnamen
from tests.sources.readers import maken

GOED = "xl/worksheets/sheet1.xml"


@pytest.fixture
def goed(tmp_path):
    return maken.xlsx(tmp_path / "goed.xlsx", {"maatregelen": maken.maatregelen(3)})


def bytes_(pad, inhoud):
    pad.write_bytes(inhoud)
    return pad


def geweigerd(bron, **kw):
    with pytest.raises(Melding) as fout:
        read(bron, **kw)
    zin = str(fout.value)
    assert re.match(r"[A-Z\w].*\.$", zin, re.DOTALL) and "Traceback" not in zin and "/tmp" not in zin
    return zin


def geweigerd_hier(pad):
    """The same without a child process, for what the checks before reading refuse."""
    with pytest.raises(Melding) as fout:
        list(read_werkboek(pad, pad.name, frozenset(), lambda *_: None))
    return str(fout.value)


@pytest.mark.parametrize(
    "naam, inhoud, woorden",
    [
        ("leeg.xlsx", b"", "is leeg"),
        ("spaties.csv", b" \r\n \n", "is leeg"),
        ("brief.xlsx", b"%PDF-1.7 ...", "is een pdf"),
        ("export.xls", b"\r\n<html><table><tr><td>jeugdige</td></tr></table></html>", "webpagina"),
        (
            "oud.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML van 2003",
        ),
        ("iets.xml", b'<?xml version="1.0"?><a/>', "XML"),
        ("data.json", b'{"jeugdige": 1}', "JSON"),
        ("data.csv", b"\x1f\x8b\x08\x00" + b"x" * 50, "ingepakt"),
        ("nul.csv", b"jeugdige;gemeente\n1\0;Zeist\n", "NUL"),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n", "afbeelding"),
        ("woord.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "geen Excel"),
        ("stuk.parquet", b"PAR1" + b"\0" * 40, "Parquet"),
        ("stuk.xlsx", b"PK\x03\x04" + b"\0" * 40, "geen geldig Excel"),
    ],
)
def test_files_that_are_something_else(tmp_path, naam, inhoud, woorden):
    zin = geweigerd(bytes_(tmp_path / naam, inhoud))
    assert woorden in zin and naam in zin


def test_password(tmp_path):
    zin = geweigerd(bytes_(tmp_path / "w.xlsx", Path(__file__).with_name("wachtwoord.xlsx").read_bytes()))
    assert "wachtwoord" in zin


def test_password_on_an_old_workbook(tmp_path):
    """The record FILEPASS (RC4) where Excel puts it, right after the first record."""
    inhoud = bytearray(maken.xls(tmp_path / "a.xls", maken.maatregelen(1)).read_bytes())
    inhoud[532:548] = struct.pack("<HHH", 0x2F, 12, 1) + b"\x11" * 10
    assert "wachtwoord" in geweigerd(bytes_(tmp_path / "b.xls", bytes(inhoud)))


def test_truncated_workbook(tmp_path, goed):
    assert "niet helemaal aangekomen" in geweigerd(bytes_(tmp_path / "a.xlsx", goed.read_bytes()[:3000]))


def test_damaged_bytes_inside_a_workbook(tmp_path, goed):
    inhoud = bytearray(goed.read_bytes())
    with zipfile.ZipFile(goed) as zip_:
        plek = zip_.getinfo(GOED).header_offset + 80
    inhoud[plek : plek + 20] = b"\xff" * 20
    assert "geen geldig Excel" in geweigerd(bytes_(tmp_path / "a.xlsx", bytes(inhoud)))


def test_missing_file_and_empty_folder(tmp_path):
    assert "bestaat niet" in geweigerd(tmp_path / "weg.xlsx")
    assert "geen bestanden" in geweigerd(tmp_path)


def test_nothing_recognised(tmp_path):
    pad = maken.xlsx(tmp_path / "a.xlsx", {"Blad1": [["appel", "peer"], ["Jansen", "123456782"]]})
    zin = geweigerd(pad)
    assert "geen tabel herkend" in zin and "maatregelen" in zin
    assert "Jansen" not in zin and "123456782" not in zin


def test_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as zip_:
        zip_.writestr("maatregelen.csv", "jeugdige;gemeente\n")
    assert "Pak het eerst uit" in geweigerd(tmp_path / "a.xlsx")


@pytest.mark.parametrize(("grens", "laag"), [("MAX_UITGEPAKT", 20_000), ("MAX_VERHOUDING", 2)])
def test_unpacks_to_more_than_is_allowed(tmp_path, monkeypatch, grens, laag):
    """An ordinary workbook, under limits so low that it is too much."""
    monkeypatch.setattr(precheck, grens, laag)
    monkeypatch.setattr(precheck, "VANAF", 20_000)
    assert "te groot" in geweigerd_hier(maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": maken.maatregelen(400)}))


def test_too_many_and_double_parts(tmp_path, goed):
    for naam, extra in (("veel.xlsx", [f"x{i}" for i in range(2001)]), ("dubbel.xlsx", [GOED])):
        pad = bytes_(tmp_path / naam, goed.read_bytes())
        with zipfile.ZipFile(pad, "a") as zip_:
            for e in extra:
                if e == GOED:
                    with pytest.warns(UserWarning, match="Duplicate"):
                        zip_.writestr(e, b"<x/>")
                else:
                    zip_.writestr(e, b"")
        assert "vreemde opbouw" in geweigerd_hier(pad)


@pytest.mark.parametrize(
    "deel, oud, nieuw, woord",
    [
        (GOED, b"<sheetData>", b"<sheetData>\0", "NUL"),
        (GOED, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', "XML-verwijzingen"),
        ("xl/workbook.xml", b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', "geldig"),
    ],
)
def test_xml_tricks(tmp_path, goed, deel, oud, nieuw, woord):
    assert woord in geweigerd_hier(maken.herschreven(goed, tmp_path / "a.xlsx", deel, oud, nieuw))


def test_cells_far_from_the_table_are_told_and_not_read(tmp_path, monkeypatch):
    """The slow reader, with a limit on the width so low that an ordinary cell lies beyond it."""
    monkeypatch.setattr(slow_reader, "MAX_BREEDTE", 8)
    pad = maken.xlsx(tmp_path / "b.xlsx", {"maatregelen": maken.maatregelen(50)})
    werkmap = openpyxl.load_workbook(pad)
    werkmap["maatregelen"]["J60"] = "x"
    werkmap.save(pad)
    (tabel,) = slow_reader.read_slowly(pad, pad.name, all_kolomnamen(), lambda *_: None)
    assert tabel.data["jeugdige"].to_pylist()[:50] == [r[0] for r in maken.maatregelen(50)[1:]]
    assert "cellen_ver_weg" in [o.code for o in tabel.opmerkingen]


def test_more_columns_than_anybody_has(tmp_path, goed, monkeypatch):
    monkeypatch.setattr(grid, "MAX_KOLOMMEN", 4)
    assert "meer dan 4 kolommen" in geweigerd_hier(goed)


def test_memory_limit_ends_in_a_sentence(tmp_path, goed, monkeypatch):
    monkeypatch.setattr(child_process, "GEHEUGEN", 150 << 20)
    assert "geheugen" in geweigerd(goed)


def test_clock_ends_in_a_sentence(tmp_path, goed, monkeypatch):
    monkeypatch.setattr(child_process, "WANDKLOK", 0.05)
    assert "duurt te lang" in geweigerd(goed)


def test_processor_time_ends_in_a_sentence(tmp_path, monkeypatch):
    """A million lines that are not UTF-8 take more than a second to decode."""
    monkeypatch.setattr(child_process, "REKENTIJD", 1)
    regel = "900000001;Zeist;é;11;2024-01-01\n".encode("cp1252")
    pad = maken.csv(tmp_path / "maatregelen.csv", b"jeugdige;gemeente;gi;type;begindatum\n" + regel * 1_000_000)
    assert "duurt te lang" in geweigerd(pad)


def test_watchdog_where_the_system_has_no_limit(monkeypatch):
    """As on Windows: psutil looks how much the child takes."""
    monkeypatch.setattr(child_process, "BEWAAK_GEHEUGEN", True)
    slokop = subprocess.Popen([sys.executable, "-c", "x = bytearray(200 << 20); input()"], stdin=subprocess.PIPE)
    with slokop, child_process._Wacht(slokop, 100 << 20) as wacht:
        assert slokop.wait(20) != 0
    assert wacht.reden == "geheugen"


def test_file_that_disappears_between_looking_and_reading(tmp_path, goed, monkeypatch):
    kijk = child_process.inspect

    def weg(pad):
        uit = kijk(pad)
        pad.unlink()
        return uit

    monkeypatch.setattr(child_process, "inspect", weg)
    assert "verdween" in geweigerd(goed)


def test_nothing_is_left_on_disk_and_no_child_stays(tmp_path, goed, monkeypatch):
    """In a folder of temporary files of its own: other programs of this machine use the common one."""
    import psutil

    klad = tmp_path / "klad"
    klad.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(klad))
    monkeypatch.setenv("TMPDIR", str(klad))
    kinderen, draden = set(psutil.Process().children()), set(threading.enumerate())
    read(goed)
    geweigerd(bytes_(tmp_path / "x.xlsx", goed.read_bytes()[:3000]))
    assert os.listdir(klad) == []
    assert set(psutil.Process().children()) <= kinderen and set(threading.enumerate()) <= draden


def test_the_child_is_silent_and_gets_no_secrets(tmp_path, goed, capfd, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:geheim@h/d")
    werkmap = openpyxl.load_workbook(goed)
    werkmap.create_chartsheet("g").add_chart(openpyxl.chart.BarChart())
    werkmap.save(goed)
    read(goed)
    assert capfd.readouterr() == ("", "")
    assert "DATABASE_URL" not in child_process._MEE


def test_wrong_extension_is_read_by_content_and_told(tmp_path, goed):
    (tabel,) = read(bytes_(tmp_path / "a.csv", goed.read_bytes()))
    assert tabel.opmerkingen[0].code == "extensie"
    (tabel,) = read(
        maken.csv(tmp_path / "maatregelen.xlsx", "jeugdige;gemeente;gi;type;begindatum\n1;Zeist;x;11;2024-01-01")
    )
    assert (tabel.opmerkingen[0].code, tabel.data.num_rows) == ("extensie", 1)


def test_sqlite_file_by_its_content(tmp_path):
    with sqlite3.connect(tmp_path / "x.db") as verbinding:
        verbinding.execute("create table maatregelen (jeugdige, gemeente, gi, type, begindatum)")
    verbinding.close()
    (tabel,) = read(tmp_path / "x.db")
    assert tabel.tabel == "maatregelen"


@pytest.mark.parametrize("weg", ["xl/_rels/workbook.xml.rels", "xl/workbook.xml"])
def test_a_workbook_without_one_of_its_parts_is_one_sentence(tmp_path, goed, weg):
    zonder = tmp_path / "zonder.xlsx"
    with zipfile.ZipFile(goed) as heel, zipfile.ZipFile(zonder, "w") as uit:
        for deel in heel.infolist():
            if deel.filename != weg:
                uit.writestr(deel, heel.read(deel))
    assert "zonder.xlsx" in geweigerd(zonder)
    assert "zonder.xlsx" in geweigerd_hier(zonder)
