"""Cells of workbooks come out as they are in the file, and what cannot be seen in them is told."""

import datetime as dt
import zipfile

import openpyxl
import pytest
import xlsxwriter

from core.model.melding import Melding
from core.sources.columns import number
from core.sources.readers import precheck, read
from core.sources.readers.slow_reader import read_slowly
from core.sources.readers.workbook import read_werkboek
from core.sources.recognition.names import all_kolomnamen
from tests.sources.columns.maak import lezing
from tests.sources.readers import maken


def lees_hier(pad, lezer=read_werkboek):
    """The reader of the child process, in this process: these files do no harm."""
    return list(lezer(pad, pad.name, all_kolomnamen(), lambda *_: None))


def codes(tabel):
    return [o.code for o in tabel.opmerkingen]


@pytest.mark.parametrize("lezer", [read_werkboek, read_slowly])
@pytest.mark.parametrize("datum1904", [False, True])
def test_cells_of_every_kind_as_text(tmp_path, lezer, datum1904):
    (tabel,) = lees_hier(maken.soorten(tmp_path / "a.xlsx", datum1904), lezer)
    cellen = dict(zip(tabel.data["jeugdige"].to_pylist(), tabel.data["einddatum"].to_pylist(), strict=True))
    assert cellen == {
        "heel": "123456782",
        "komma": "1234.5",
        "klein": "0.0000001",
        "waar": "true",
        "nullen": "00123",
        "NA": "NA",
        "null": "null",
        "spaties": "  x ",
        "dag": "2024-03-01",
        "moment": "2024-03-01T13:05:00",
        "leeg": None,
    }
    assert tabel.datum1904 is datum1904
    assert tabel.getallen == frozenset()
    assert tabel.data["__rij__"].to_pylist() == list(range(2, 13))


@pytest.mark.parametrize("lezer", [read_werkboek, read_slowly])
def test_columns_with_only_real_numbers_are_named(tmp_path, lezer):
    rijen = [
        ["gemeente", "periode_begin", "periode_einde", "bedrag", "volume", "aantal"],
        ["0505", "2024-01-01", "2024-01-31", 12.5, "1", 3],
        ["0505", "2024-02-01", "2024-02-29", 7, 2, None],
    ]
    (tabel,) = lees_hier(maken.xlsx(tmp_path / "a.xlsx", {"declaraties": rijen}), lezer)
    assert tabel.getallen == {"bedrag", "aantal"}, "volume has a text cell, gemeente only text"
    assert tabel.data["bedrag"].to_pylist() == ["12.5", "7"]


@pytest.mark.parametrize("lezer", [read_werkboek, read_slowly])
@pytest.mark.parametrize(
    ("cellen", "gelezen"),
    [
        ([1.125, "1,50", "2.250", 0.5, None, -3.375], [1.125, 1.5, 2250, 0.5, None, -3.375]),
        ([1.125, 2.25, "1.50"], [1.125, 2.25, 1.5]),
        ([1.125, "1.125", 3, "4,5"], [1.125, 1125, 3, 4.5]),
        ([1.125, "onbekend", "€ 1,5"], [1.125, None, 1.5]),
    ],
)
def test_a_real_number_between_texts_is_never_read_as_thousands(tmp_path, lezer, cellen, gelezen):
    rijen = [
        ["gemeente", "periode_begin", "periode_einde", "bedrag"],
        *(["0505", "2024-01-01", "2024-01-31", c] for c in cellen),
    ]
    (tabel,) = lees_hier(maken.xlsx(tmp_path / "a.xlsx", {"declaraties": rijen}), lezer)
    teksten = [t for t in tabel.data["bedrag"].to_pylist() if t is not None]
    verwacht = [g for g, c in zip(gelezen, cellen, strict=True) if c is not None]
    assert number.read(teksten, lezing("declaraties", "bedrag")).waarden == verwacht


def test_numbers_are_found_when_the_table_does_not_start_in_column_a(tmp_path):
    werkmap = openpyxl.Workbook()
    blad = werkmap.active
    blad.title = "bevolking"
    for r, rij in enumerate([["gemeente", "jaar", "aantal"], ["Zeist", 2024, 10], ["Zeist", 2025, 11]]):
        for k, waarde in enumerate(rij):
            blad.cell(5 + r, 3 + k, waarde)
    werkmap.save(tmp_path / "a.xlsx")
    (tabel,) = lees_hier(tmp_path / "a.xlsx")
    assert tabel.getallen == {"jaar", "aantal"}
    assert (tabel.kopregel, tabel.data["__rij__"].to_pylist()) == (5, [6, 7])


@pytest.mark.parametrize("lezer", [read_werkboek, read_slowly])
def test_header_below_titles_and_empty_rows_are_skipped(tmp_path, lezer):
    rijen = [
        ["Overzicht maatregelen"],
        [],
        ["Peildatum", "1-1-2025"],
        maken.MAATREGELEN,
        maken.RIJ,
        [],
        maken.RIJ,
    ]
    (tabel,) = lees_hier(maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": rijen}), lezer)
    assert tabel.kopregel == 4
    assert tabel.data["__rij__"].to_pylist() == [5, 7]
    assert "kopregel" in codes(tabel)


def test_two_header_rows_with_merged_cells(tmp_path):
    werkmap = openpyxl.Workbook()
    blad = werkmap.active
    blad.title = "maatregelen"
    blad.append(["Jeugdige", "Gemeente", "GI", "Maatregel", None, None])
    blad.append([None, None, None, "type", "begindatum", "einddatum"])
    blad.append(["900000001", "Zeist", "GI West", "11", "2024-01-01", None])
    for cellen in ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "A4:B4"):
        blad.merge_cells(cellen)
    werkmap.save(tmp_path / "a.xlsx")
    (tabel,) = lees_hier(tmp_path / "a.xlsx")
    assert tabel.data.column_names == [
        "Jeugdige",
        "Gemeente",
        "GI",
        "type",
        "begindatum",
        "einddatum",
        "__rij__",
    ]
    assert tabel.kopregel == 2
    assert {"kop_twee_rijen", "kop_samengevoegd", "cellen_samengevoegd"} <= set(codes(tabel))


def test_merged_title_above_the_header_is_no_news(tmp_path):
    pad = maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": [["Titel"], maken.MAATREGELEN, maken.RIJ]})
    werkmap = openpyxl.load_workbook(pad)
    werkmap["maatregelen"].merge_cells("A1:F1")
    werkmap.save(pad)
    (tabel,) = lees_hier(pad)
    assert not {"kop_samengevoegd", "cellen_samengevoegd"} & set(codes(tabel))


@pytest.mark.parametrize("lezer", [read_werkboek, read_slowly])
def test_what_cannot_be_seen_is_told(tmp_path, lezer):
    rijen = maken.maatregelen(5)
    rijen[1][5], rijen[2][5], rijen[3][5] = "#N/A", "#REF!", "=TODAY()"
    pad = maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": rijen, "machtigingen": maken.maatregelen(1)})
    werkmap = openpyxl.load_workbook(pad)
    blad = werkmap["maatregelen"]
    for cel in ("F2", "F3"):
        blad[cel].data_type = "e"
    blad.row_dimensions[4].hidden = blad.row_dimensions[5].hidden = True
    blad.auto_filter.ref = "A1:F6"
    werkmap["machtigingen"].sheet_state = "hidden"
    werkmap.save(pad)
    tabel, verborgen = lees_hier(pad, lezer)
    zinnen = {o.code: o.melding for o in tabel.opmerkingen}
    assert "2 cellen" in zinnen["cellen_fout"] and "#N/A: 1" in zinnen["cellen_fout"]
    assert "1 formule" in zinnen["formule_leeg"]
    assert "2 rijen" in zinnen["rijen_verborgen"] and "weggefilterd" in zinnen["rijen_verborgen"]
    assert tabel.data["einddatum"].null_count == 5, "error cells are empty, not text"
    assert "blad_verborgen" in codes(verborgen)


def test_cached_formulas_are_read_without_a_remark(tmp_path):
    import xlsxwriter

    werkmap = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    blad = werkmap.add_worksheet("maatregelen")
    blad.write_row(0, 0, maken.MAATREGELEN)
    blad.write_row(1, 0, maken.RIJ[:3])
    blad.write_formula(1, 3, '="1"&"1"', None, "11")
    blad.write_formula(1, 4, '=""', None, "")
    werkmap.close()
    pad = maken.herschreven(
        tmp_path / "a.xlsx",
        tmp_path / "b.xlsx",
        "xl/worksheets/sheet1.xml",
        b'<c r="E2"><f>',
        b'<c r="E2" t="str"><f>',
    )  # as Excel writes an empty outcome
    (tabel,) = lees_hier(pad)
    assert tabel.data["type"].to_pylist() == ["11"]
    assert codes(tabel) == [], "a formula whose outcome is an empty text has an outcome"


def test_explanation_and_chart_sheets_are_skipped(tmp_path):
    pad = maken.xlsx(
        tmp_path / "a.xlsx",
        {
            "Toelichting": [["type", "begindatum"]],
            "maatregelen": maken.maatregelen(1),
            "Keuzelijsten": [["x", "y"]],
            "Blad2": [],
        },
    )
    werkmap = openpyxl.load_workbook(pad)
    grafiek = werkmap.create_chartsheet("Grafiek")
    grafiek.add_chart(openpyxl.chart.BarChart())
    werkmap.save(pad)
    assert [t.blad for t in lees_hier(pad)] == ["maatregelen"]


def test_double_and_missing_headers_get_names(tmp_path):
    rijen = [
        ["jeugdige", "gemeente", "gi", "type", "begindatum", "begindatum", None, None],
        ["1", "Zeist", "a", "11", "2024-01-01", "2024-01-02", "x", None],
    ]
    (tabel,) = lees_hier(maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": rijen}))
    assert tabel.data.column_names[4:] == ["begindatum", "begindatum (2)", "(kolom G)", "__rij__"]


def test_nul_written_as_escape_is_dropped(tmp_path):
    rijen = maken.maatregelen(1)
    rijen[1][2] = "GI_x0000_West"
    pad = maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": rijen})
    (tabel,) = lees_hier(pad)
    assert "\0" not in tabel.data["gi"].to_pylist()[0]


@pytest.mark.parametrize("maker, pad", [(maken.xls, "a.xls"), (maken.ods, "a.ods")])
def test_old_excel_and_opendocument(tmp_path, maker, pad):
    rijen = [
        [*maken.MAATREGELEN, "gezin"],
        ["012345678", "Zeist", "GI West", 11, dt.date(2024, 3, 1), None, 1.5],
        ["x", "NA", "GI West", 12, dt.date(2024, 3, 2), None, 2],
    ]
    (tabel,) = lees_hier(maker(tmp_path / pad, rijen))
    assert tabel.data.to_pylist()[0] == {
        "jeugdige": "012345678",
        "gemeente": "Zeist",
        "gi": "GI West",
        "type": "11",
        "begindatum": "2024-03-01",
        "einddatum": None,
        "gezin": "1.5",
        "__rij__": 2,
    }
    assert tabel.data["gemeente"].to_pylist()[1] == "NA"
    assert tabel.getallen == {"type", "gezin"}


def test_hidden_rows_in_opendocument_are_told(tmp_path):
    (tabel,) = lees_hier(maken.ods(tmp_path / "a.ods", maken.maatregelen(4), frozenset({2, 3})))
    assert "2 rijen" in {o.code: o.melding for o in tabel.opmerkingen}["rijen_verborgen"]
    assert tabel.data.num_rows == 4


def test_hours_are_a_time_or_a_duration_and_never_a_day_in_1900(tmp_path):
    """Cells in the notation [h]:mm, also more than a day of them; a real 1 January 1900 stays the day it is."""
    pad = tmp_path / "crises.xlsx"
    boek = xlsxwriter.Workbook(str(pad))
    blad, uren = boek.add_worksheet("crises"), boek.add_format({"num_format": "[h]:mm"})
    dag = boek.add_format({"num_format": "dd-mm-yyyy"})
    blad.write_row(0, 0, ["gemeente", "tijd", "einde"])
    for rij, waarde in enumerate((0.375, 1.25, 45352.375), 1):
        blad.write_string(rij, 0, "Leiden")
        blad.write_number(rij, 1, waarde, uren)
        blad.write_number(rij, 2, 1, dag)
    boek.close()
    for lees in (read_werkboek, read_slowly):
        (ruw,) = lees(pad, pad.name, frozenset({"gemeente", "tijd", "einde"}), lambda *_: None)
        assert ruw.data["tijd"].to_pylist() == ["09:00:00", "30:00:00", "2024-03-01T09:00:00"]
        assert ruw.data["einde"].to_pylist() == ["1900-01-01"] * 3


def rebuilt(bron, doel, naam, inhoud):
    """A copy of a workbook in which every part has another name."""
    with zipfile.ZipFile(bron) as van, zipfile.ZipFile(doel, "w") as naar:
        for deel in van.namelist():
            naar.writestr(zipfile.ZipInfo(naam(deel)), inhoud(van.read(deel)))
    return doel


def test_the_main_part_may_have_another_name_and_paths_may_be_of_windows(tmp_path):
    bron = maken.xlsx(tmp_path / "bron.xlsx", {"maatregelen": maken.maatregelen(3)})
    ander = (lambda n: n.replace("workbook.xml", "boek1.xml"), lambda b: b.replace(b"workbook.xml", b"boek1.xml"))
    achterwaarts = (lambda n: n.replace("/", "\\"), lambda b: b)
    verwacht = [t.data.to_pydict() for t in read(bron)]
    for nr, hoe in enumerate((ander, achterwaarts)):
        doel = rebuilt(bron, tmp_path / f"{nr}.xlsx", *hoe)
        assert [t.data.to_pydict() for t in read(doel)] == verwacht


def test_a_sheet_of_too_many_columns_is_refused_before_it_is_read(tmp_path, monkeypatch):
    pad = maken.xlsx(tmp_path / "breed.xlsx", {"maatregelen": [[f"kolom {i}" for i in range(40)]] * 3})
    assert len(list(read_werkboek(pad, pad.name, frozenset(), lambda *_: None))) == 1
    monkeypatch.setattr(precheck, "_MEEST_BREED", 20)
    with pytest.raises(Melding, match="meer dan 20 kolommen"):
        precheck.examine(pad, pad.name)
