"""iJw messages taken apart: every part and every line, from files, folders and zips of any release."""

import zipfile

import pytest

from core.model.melding import Melding
from core.sources.keuzes import Keuzes
from core.sources.raw import REGEL
from core.sources.readers import read
from core.sources.readers.berichten import sources
from core.sources.readers.source import read_sources, recognise_bron
from tests.sources.readers import berichten as b


def rows(bron):
    (tabel,) = read(bron)
    return [{k: w for k, w in r.items() if w} for r in tabel.data.to_pylist()], tabel


def said(tabel):
    return {o.code: o.melding for o in tabel.opmerkingen}


def test_every_part_of_an_allocation(tmp_path):
    b.m301(tmp_path / "a.xml", "2024-01-10", einde="2024-12-31", reden="04", aanbieder="1234567")
    b.m307(tmp_path / "b.xml", "2024-06-01", b.stop("2024-01-15", "2024-05-31", status="3"))
    b.m315(tmp_path / "c.xml", "2024-01-05")
    (toewijzing, stop, verzoek), tabel = rows(tmp_path)
    assert tabel.tabel == "berichten" and not tabel.vragen
    assert toewijzing == {
        "jeugdige": b.BSN,
        "gemeente": "0505",
        "aanbieder": "01234567",
        "deel": "toewijzing",
        "bericht": "0505 a 2024-01-10",
        "dagtekening": "2024-01-10",
        "herroepen": "nee",
        "toewijzingnummer": "7",
        "kenmerk": "45|45A01|2024-01-01",
        "referentie": "r1",
        "productcategorie": "45",
        "productcode": "45A01",
        "toewijzingsdatum": "2024-01-10",
        "toewijzingstijd": "10:00:00",
        "ingangsdatum": "2024-01-01",
        "toewijzing_einde": "2024-12-31",
        "reden_wijziging": "04",
        "__bestand__": "a.xml",
        "__rij__": 1,
    }
    assert (stop["herroepen"], stop["einddatum"], stop["reden_einde"]) == ("ja", "2024-05-31", "31")
    assert "toewijzing_einde" not in stop and (verzoek["deel"], verzoek["verwijzer"]) == ("verzoek", "02")


def test_a_number_is_a_number(tmp_path):
    (rij,), _ = rows(b.m305(tmp_path / "a.xml", "2024-01-20", b.start("2024-01-15", nummer="0007")))
    assert rij["toewijzingnummer"] == "7"


def test_release_2_lies_otherwise(tmp_path):
    binnen = (
        "<Clienten><Client><Bsn>900000001</Bsn><Relatie><Bsn>900000002</Bsn></Relatie><Beschikking>"
        "<BeschikkingNummer>9</BeschikkingNummer><ToegewezenProducten><ToegewezenProduct><Product>"
        "<Categorie>45</Categorie></Product><Toewijzingsdatum>2019-02-20</Toewijzingsdatum><Ingangsdatum>"
        "2019-03-01</Ingangsdatum><RedenIntrekking>4</RedenIntrekking></ToegewezenProduct></ToegewezenProducten>"
        "</Beschikking></Client></Clienten>"
    )
    (rij,), _ = rows(b.bericht(tmp_path / "x.xml", "301", "2019-02-20", binnen, release="2_4"))
    assert (rij["jeugdige"], rij["kenmerk"], rij["reden_wijziging"]) == ("900000001", "45||2019-03-01", "4")


def test_lines_of_a_declaration_in_euro(tmp_path):
    pad = b.m323(tmp_path / "x.xml", "2024-02-01", b.prestatie("R1", 1234550), b.prestatie("R2", 1234550, "C"))
    (debet, credit), tabel = rows(pad)
    assert tabel.tabel == "declaraties" and "JW325" in said(tabel)["ingediend_bedrag"]
    assert (debet["bedrag"], debet["debet_credit"], debet["volume"], debet["eenheid"]) == ("12345.5", "D", "31", "14")
    assert (debet[REGEL], credit[REGEL]) == ("D1|R1", "D1|R2")


def test_an_answer_refuses_lines_or_the_whole_declaration(tmp_path):
    b.m323(tmp_path / "1.xml", "2024-02-01", b.prestatie("R1", 100), b.prestatie("R2", 100), nummer="D1")
    b.m323(tmp_path / "2.xml", "2024-02-01", b.prestatie("R3", 100), nummer="D2")
    b.m325(tmp_path / "3.xml", "2024-02-09", b.prestatie("R2", 100), nummer="D1")
    b.m325(tmp_path / "4.xml", "2024-02-09", nummer="D2", toegekend="0")
    rijen, tabel = rows(tmp_path)
    assert {(r[REGEL], r.get("status")) for r in rijen} == {
        ("D1|R1", None),
        ("D1|R2", None),
        ("D1|R2", "afgewezen"),
        ("D2|R3", "afgewezen"),
    }
    assert "ingediend_bedrag" not in said(tabel)


def test_what_is_not_read_is_named(tmp_path):
    b.m305(tmp_path / "a.xml", "2024-01-20", b.start("2024-01-15"))
    for nr in range(5):
        b.bericht(tmp_path / f"r{nr}.xml", "306", "2024-01-21", "")
    b.bericht(tmp_path / "oud.xml", "303", "2019-01-21", "", release="2_4")
    wmo = b.m301(tmp_path / "wmo.xml", "2024-01-20")
    wmo.write_bytes(wmo.read_bytes().replace(b"/ijw/", b"/iwmo/").replace(b"/jw301/", b"/wmo301/"))
    b.bericht(tmp_path / "leeg.xml", "307", "2024-01-21", "", release="3_1")
    gezegd = said(rows(tmp_path)[1])
    assert "5 keer JW306 (r0.xml, r1.xml, r2.xml en nog 2)" in gezegd["bericht_overgeslagen"]
    assert "geen iJw is (wmo.xml)" in gezegd["bericht_overgeslagen"]
    assert "oud.xml" in gezegd["bericht_oud"] and "leeg.xml (JW307)" in gezegd["bericht_leeg"]
    assert "3.1 (1), 3.2 (1)" in gezegd["berichten_gemengd"]


def test_a_zip_with_folders_is_read_as_its_messages(tmp_path):
    los = [
        b.m301(tmp_path / "los" / "1.xml", "2024-01-10"),
        b.m305(tmp_path / "los" / "2.xml", "2024-01-20", b.start("2024-01-15")),
    ]
    zip_ = b.zip_van(tmp_path / "levering.zip", *los, map_="2024/januari/")
    rijen, tabel = rows(zip_)
    assert [r["deel"] for r in rijen] == ["toewijzing", "start"] and tabel.bestand == "levering.zip"
    (tabel,) = read(tmp_path)
    assert tabel.data.num_rows == 2


def test_messages_chosen_one_by_one_are_one_delivery(tmp_path):
    los = [b.m301(tmp_path / "1.xml", "2024-01-10"), b.m315(tmp_path / "2.xml", "2024-01-09")]
    (tabel,) = [t for g in read_sources(los, Keuzes()) for t in recognise_bron(g, Keuzes())]
    assert tabel.bestand == "2 iJw-berichten" and tabel.data.num_rows == 2


@pytest.mark.parametrize("tekenset", ["utf-16", "iso-8859-1"])
def test_another_character_set(tmp_path, tekenset):
    rijen, _ = rows(b.m301(tmp_path / "a.xml", "2024-01-10", ref="é1", tekenset=tekenset))
    assert rijen[0]["referentie"] == "é1"


def test_a_large_message_is_read_piece_by_piece(tmp_path, monkeypatch):
    pad = b.m323(tmp_path / "x.xml", "2024-02-01", *(b.prestatie(f"R{i}", 100) for i in range(50)))
    heel = rows(pad)[0]
    monkeypatch.setattr(sources, "_IN_EEN_KEER", 100)
    from core.sources.readers.bericht import read_berichten

    (tabel,) = read_berichten([pad], "x.xml", lambda *_: None)
    assert [{k: w for k, w in r.items() if w} for r in tabel.data.to_pylist()] == heel


def _half(pad):
    b.m301(pad, "2024-01-10")
    pad.write_bytes(pad.read_bytes()[:-40])


def _dtd(pad):
    b.m301(pad, "2024-01-10")
    pad.write_bytes(pad.read_bytes().replace(b"?>", b"?><!DOCTYPE Bericht>", 1))


def _tekenset(pad):
    b.m301(pad, "2024-01-10", ref="é1", tekenset="iso-8859-1")
    pad.write_bytes(pad.read_bytes().replace(b'"iso-8859-1"', b'"utf-8"'))


def _zip_in_zip(pad):
    b.zip_in_zip(pad, b.m301(pad.with_name("m.xml"), "2024-01-10"))


def _andere_zip(pad):
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr("lees mij.txt", "hallo")


def _halve_zip(pad):
    b.zip_van(pad, b.m301(pad.with_name("m.xml"), "2024-01-10"))
    inhoud = bytearray(pad.read_bytes())
    inhoud[60] ^= 0xFF  # in the packed bytes of the message: its checksum no longer fits
    pad.write_bytes(inhoud)


def _alleen_retour(pad):
    b.bericht(pad, "302", "2024-01-21", "")


@pytest.mark.parametrize(
    "naam, maak, woorden",
    [
        ("a.xml", _half, "niet helemaal aangekomen"),
        ("a.xml", _dtd, "verwijzingen"),
        ("a.xml", _tekenset, "tekenset"),
        ("a.zip", _zip_in_zip, "nog een zip"),
        ("a.zip", _andere_zip, "geen iJw-berichten"),
        ("a.zip", _halve_zip, "beschadigd|geen iJw-berichten"),
        ("a.xml", _alleen_retour, r"1 keer JW302 \(a.xml\)"),
    ],
)
def test_messages_that_are_refused(tmp_path, naam, maak, woorden):
    maak(tmp_path / naam)
    with pytest.raises(Melding, match=woorden):
        read(tmp_path / naam)


def test_a_zip_is_unpacked_as_python_unpacks_it(tmp_path):
    """Packed in any way, with a comment; and its list is read anew when the file is another."""
    berichten = [b.m301(tmp_path / f"{n}.xml", "2024-01-10", ref=f"r{n}") for n in range(3)]
    pad = tmp_path / "a.zip"
    for hoe in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2):
        with zipfile.ZipFile(pad, "w", hoe) as zip_:
            zip_.comment = b"a comment"
            for bericht in berichten:
                zip_.write(bericht, f"map/{bericht.name}")
        assert [r["referentie"] for r in rows(pad)[0]] == ["r0", "r1", "r2"]
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr("lees mij.txt", "hallo, dit is geen bericht")
    assert not sources.is_berichtenzip(pad)


@pytest.mark.parametrize("plek", ["grootte", "inhoud", "begin"])
def test_a_message_that_is_not_what_its_zip_says_is_damaged(tmp_path, plek):
    pad = b.zip_van(tmp_path / "a.zip", *(b.m301(tmp_path / f"{n}.xml", "2024-01-10") for n in range(2)))
    with zipfile.ZipFile(pad) as zip_:
        tweede = zip_.infolist()[1]
        lijst = zip_.start_dir
    inhoud = bytearray(pad.read_bytes())
    waar = {
        "grootte": inhoud.index(b"1.xml", lijst) - 46 + 24,
        "inhoud": tweede.header_offset + 30 + len("1.xml") + 40,
        "begin": tweede.header_offset,
    }
    inhoud[waar[plek]] ^= 0x01
    pad.write_bytes(inhoud)
    with pytest.raises(Melding, match=r"a\.zip is beschadigd"):
        list(sources.open_berichten([pad]))


def test_a_message_that_says_it_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 100)
    zip_ = b.zip_van(tmp_path / "a.zip", b.m301(tmp_path / "m.xml", "2024-01-10"))
    with pytest.raises(Melding, match=r"m.xml in a.zip is te groot"):
        list(sources.open_berichten([zip_]))
