"""Awkward workbooks: what is hidden, merged, filtered, not worked out, or written as no program should."""

import datetime as dt

import openpyxl
import xlsxwriter

from tests.sources.readers import maken
from tests.veiligheid.slechte_bestanden import BIJZONDER, geval, kind, xlsx

BLAD = "xl/worksheets/sheet1.xml"
DATUM = dt.date(2024, 5, 17)


@geval(".xlsx")
def control(pad, v):
    """control: nothing wrong"""
    xlsx(pad, v)


@geval(".xlsx")
def typed(pad, v):
    """real dates and numbers, a type as a number"""
    for i, rij in enumerate(v.ruw):
        v.put(i, "begindatum", dt.datetime.fromisoformat(rij["begindatum"]))
        v.put(i, "type", 11)
    v.kolom("jeugdige", [int(BIJZONDER[20 + i]) for i in range(4)], list(BIJZONDER[20:24]))
    xlsx(pad, v)


def _blad(titel: str, wijzig, vooraf=(), achteraf=(), **keuzes) -> None:
    """A case that changes the workbook after its rows are written."""

    def maak(pad, v):
        werkmap, blad = xlsx(pad, v, vooraf, achteraf)
        wijzig(v, werkmap, blad)
        werkmap.save(pad)

    maak.__doc__ = titel
    geval(".xlsx", **keuzes)(maak)


def _eerst(v, werkmap, naam: str, staat: str = "visible", rijen=()):
    blad = werkmap.create_sheet(naam, 0)
    blad.sheet_state = staat
    for rij in rijen:
        blad.append(rij)
    werkmap.active = len(werkmap.sheetnames) - 1


def _verberg(v, werkmap, blad):
    blad.row_dimensions[3].hidden = True


def _filter(v, werkmap, blad):
    blad.auto_filter.ref = f"A1:I{len(v.ruw) + 1}"
    blad.auto_filter.add_filter_column(3, ["GM0505"])
    blad.row_dimensions[3].hidden = blad.row_dimensions[4].hidden = True


def _samen(v, werkmap, blad):
    blad.merge_cells("E3:E4")
    v.weg(2)


def _grafiek(v, werkmap, blad):
    werkmap.create_chartsheet("Grafiek", 0).add_chart(openpyxl.chart.BarChart())


def _twee_koppen(v, werkmap, blad):
    blad.insert_rows(1)
    for k in range(1, 7):
        blad.cell(1, k, blad.cell(2, k).value)
        blad.cell(2, k).value = None
    blad.cell(1, 7, "Maatregel")
    blad.merge_cells("G1:I1")


_blad("an empty sheet in front", lambda v, w, b: _eerst(v, w, "Blad1"))
_blad("an explanation in front", lambda v, w, b: _eerst(v, w, "Toelichting", rijen=[["type", "begindatum"]]))
_blad(
    "a hidden sheet in front with something else",
    lambda v, w, b: _eerst(v, w, "intern", "hidden", [["a", "b"], [1, 2]]),
    meldt="blad_verborgen_overgeslagen",
)
_blad(
    "a very hidden sheet in front with something else",
    lambda v, w, b: _eerst(v, w, "intern", "veryHidden", [["a", "b"], [1, 2]]),
    meldt="blad_verborgen_overgeslagen",
)
_blad(
    "the sheet itself is hidden",
    lambda v, w, b: (_eerst(v, w, "Toelichting", rijen=[["x"]]), setattr(b, "sheet_state", "hidden")),
    meldt="blad_verborgen",
    vraag="blad",
    antwoord="ja",
    over="*",
)
_blad("a chart in front", _grafiek)
_blad("a hidden row", _verberg, meldt="rijen_verborgen")
_blad("filtered rows", _filter, meldt="rijen_verborgen")
_blad("merged cells in the rows: the second has no value", _samen, meldt="cellen_samengevoegd K101")
_blad(
    "a merged title above the header",
    lambda v, w, b: b.merge_cells("A1:I1"),
    vooraf=(["Maatregelen 2024"], []),
    meldt="kopregel regel_om_tabel L004",
)
_blad("the header over two rows", _twee_koppen, meldt="kop_twee_rijen kop_samengevoegd")
_blad(
    "empty rows and columns before the table",
    lambda v, w, b: (b.insert_rows(1, 3), b.insert_cols(1, 2)),
    meldt="kopregel",
)
_blad("rows between that are empty", lambda v, w, b: (b.insert_rows(3), b.insert_rows(3)))
_blad(
    "a total and a note at the bottom",
    lambda v, w, b: None,
    achteraf=([], ["Totaal", None, None, None, None, None, 4], ["Bron: administratie"]),
    meldt="totaalregel L002 regel_om_tabel L004",
)
_blad(
    "a second table below the first",
    lambda v, w, b: None,
    achteraf=([], ["gemeente", "aantal"], ["GM0505", 4]),
    extra_gelezen=2,
    meldt="K101 K209 K204 M101",
)
_blad(
    "a table beside it",
    lambda v, w, b: [
        b.cell(1 + r, 12 + k, x)
        for r, rij in enumerate([["team", "hoofd"], ["Oost", "A"], ["West", "B"]])
        for k, x in enumerate(rij)
    ],
)
_blad(
    "the same row twice",
    lambda v, w, b: (b.append([c.value for c in b[2]]), v.waar.append(dict(v.waar[0]))),
    samen=1,
    meldt="S001",
)
_blad("a stray space far to the right", lambda v, w, b: b.cell(2, 150, " "))
_blad(
    "names of columns over two lines, with a star",
    lambda v, w, b: (b.cell(1, 1, "Jeug-\ndige *"), b.cell(1, 7, "Begindatum\n(dd-mm-jjjj)")),
)
_blad(
    "a link and a comment",
    lambda v, w, b: (
        setattr(b["E2"], "hyperlink", "https://elders.test"),
        setattr(b["E3"], "comment", openpyxl.comments.Comment("x", "y")),
    ),
)


def _fout(v, werkmap, blad):
    blad["E3"], blad["H4"] = "#N/A", "#REF!"
    for plek in ("E3", "H4"):
        blad[plek].data_type = "e"
    v.weg(1)


def _formule(v, werkmap, blad):
    blad["E3"], blad["H4"] = '="GI "&"Noord"', "=TODAY()"
    v.weg(1)


_blad("cells with an error of Excel", _fout, meldt="cellen_fout K101")
_blad("formulas that were never worked out", _formule, meldt="formule_leeg K101")
_blad(
    "text that looks like a formula",
    lambda v, w, b: [
        (
            setattr(b.cell(r, 5), "value", "=1+1"),
            setattr(b.cell(r, 5), "data_type", "s"),
            v.put(r - 2, "gi", None, "=1+1"),
        )
        for r in (2, 3)
    ],
)
_blad(
    "dates that are numbers",
    lambda v, w, b: [
        (setattr(b.cell(2 + i, 7), "value", 45429 + i), v.put(i, "begindatum", None, DATUM + dt.timedelta(i)))
        for i in range(4)
    ],
)
_blad(
    "dates as text, real and numbers in one column",
    lambda v, w, b: [
        (b.cell(2 + i, 7, x), v.put(i, "begindatum", None, DATUM))
        for i, x in enumerate(("17-05-2024", dt.datetime(2024, 5, 17), 45429, "2024-05-17"))
    ],
)
_blad(
    "numbers of children with more than fifteen digits, as a number",
    lambda v, w, b: [(b.cell(2 + i, 1, 12345678901234567000 + i * 10**6), v.weg(i)) for i in range(4)],
    meldt="K107",
)
_blad(
    "escaped signs in a name",
    lambda v, w, b: (b.cell(2, 5, "GI_x0000_ Noord_x000D_"), v.put(0, "gi", None, "GI Noord")),
)
_blad("names that are NA and null", lambda v, w, b: (b.cell(2, 5, "NA"), v.put(0, "gi", None, "NA")))


@geval(".xlsx")
def macbook(pad, v):
    """dates count from 1904"""
    werkmap = xlsxwriter.Workbook(str(pad), {"date_1904": True})
    blad = werkmap.add_worksheet(pad.stem)
    dag = werkmap.add_format({"num_format": "dd-mm-yyyy"})
    for r, rij in enumerate(v.rijen()):
        blad.write_row(r, 0, ["" if c is None else c for c in rij])
        if r:
            blad.write_datetime(r, 6, dt.datetime(2024, 5, 17), dag)
            v.put(r - 1, "begindatum", None, DATUM)
    blad.write_number(2, 6, 45429 - 1462)  # the same day, as a bare number
    werkmap.close()


@geval(".xlsx")
def cached(pad, v):
    """formulas with their outcome"""
    werkmap = xlsxwriter.Workbook(str(pad))
    blad = werkmap.add_worksheet(pad.stem)
    for r, rij in enumerate(v.rijen()):
        blad.write_row(r, 0, ["" if c is None else c for c in rij])
        if r:
            blad.write_formula(r, 4, '="GI "&"Noord"', None, "GI Noord")
            v.put(r - 1, "gi", None, "GI Noord")
    werkmap.close()


@geval(".xlsx", tabel="declaraties")
def amounts(pad, v):
    """amounts as numbers, with the rounding of a computer"""
    v.kolom("bedrag", [0.1 + 0.2, 1234.5, -0.0000001 + 12, 1e6], [0.3, 1234.5, 11.9999999, 1e6])
    xlsx(pad, v)


@geval(".xlsx", tabel="declaraties")
def amounts_as_text(pad, v):
    """amounts as text with a comma between real numbers"""
    v.kolom("bedrag", ["1234,50", 99.5, "12,25", 7], [1234.5, 99.5, 12.25, 7.0])
    xlsx(pad, v)


def _xml(titel: str, oud: bytes, nieuw: bytes, deel: str = BLAD, wijzig=None, **keuzes) -> None:
    """A case in which one part is changed byte by byte, as no library would write it."""

    def maak(pad, v):
        los = pad.with_name(f"los-{v.merk}.klad")
        werkmap = xlsxwriter.Workbook(str(los))
        blad = werkmap.add_worksheet(pad.stem)
        for r, rij in enumerate(v.rijen()):
            blad.write_row(r, 0, ["" if c is None else c for c in rij])
        werkmap.close()
        maken.herschreven(los, pad, deel, oud, nieuw)
        los.unlink()
        if wijzig:
            wijzig(v)

    maak.__doc__ = titel
    geval(".xlsx", **keuzes)(maak)


_xml("says to be one cell large", b'ref="A1:I5"', b'ref="A1"')
_xml("says to be nothing large", b'<dimension ref="A1:I5"/>', b"")
_xml("rows without a number", b'<row r="3" ', b"<row ")
_xml("cells without a place", b'<c r="B3"', b"<c")
_xml("a name of a part with a prefix", b"<sheetData>", b'<sheetData xmlns:y="urn:y" y:z="1">')
_xml("a date written as text of a date", b'<c r="G2" t="s"><v>15</v>', b'<c r="G2" t="d"><v>2024-01-15</v>')
_xml("a type in the cell itself", b'<c r="F2" t="s"><v>14</v></c>', b'<c r="F2" t="inlineStr"><is><t>11</t></is></c>')


def _oud(v, pad, verborgen=frozenset()):
    return [[c if c is not None else "" for c in r] for r in v.rijen()]


@geval(".xls")
def old_excel(pad, v):
    """Excel of before 2007"""
    for i, rij in enumerate(v.ruw):
        v.put(i, "begindatum", dt.date.fromisoformat(rij["begindatum"]))
    maken.xls(pad, v.rijen())


@geval(".xls")
def old_excel_numbers(pad, v):
    """Excel of before 2007 with numbers of children and types as numbers"""
    v.kolom("jeugdige", [int(n) for n in BIJZONDER[30:34]], list(BIJZONDER[30:34]))
    v.kolom("type", [11] * 4)
    maken.xls(pad, v.rijen())


@geval(".ods")
def open_document(pad, v):
    """OpenDocument"""
    for i, rij in enumerate(v.ruw):
        v.put(i, "begindatum", dt.date.fromisoformat(rij["begindatum"]))
    maken.ods(pad, v.rijen())


@geval(".ods", meldt="rijen_verborgen")
def open_document_filtered(pad, v):
    """OpenDocument with filtered rows"""
    maken.ods(pad, v.rijen(), frozenset({2, 3}))


@geval(".csv", meldt="extensie")
def workbook_as_csv(pad, v):
    """a workbook that is called csv"""
    xlsx(pad.with_suffix(".xlsx"), v)
    pad.with_suffix(".xlsx").rename(pad)


@geval(".xlsx", meldt="extensie")
def csv_as_workbook(pad, v):
    """a csv that is called xlsx"""
    pad.write_text(v.tekst(), "utf-8")


@geval(".xlsx", vraag="tabel", naam="levering *.xlsx", meldt="K101 K305", over="* · Blad1", antwoord="maatregelen")
def unnamed(pad, v):
    """a sheet of which the name says nothing, and the columns fit three tables"""
    v.ruw = [{k: r[k] for k in ("jeugdige", "gemeente", "gi", "begindatum", "einddatum")} for r in v.ruw]
    v.weg(0, 1, 2, 3)
    werkmap, blad = xlsx(pad, v)
    blad.title = "Blad1"
    werkmap.save(pad)


@geval(".xlsx", rijen=2)
def sheet_with_a_number(pad, v):
    """a sheet of which the name holds the number of a child"""
    werkmap, blad = xlsx(pad, v)
    blad.title = f"maatregelen {kind(v.merk, 0)}"
    werkmap.save(pad)
