"""Real files for the tests of reading: each function writes one and returns its path. Only made-up people."""

import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter

MAATREGELEN = ["jeugdige", "gemeente", "gi", "type", "begindatum", "einddatum"]
RIJ = ["900000001", "Dordrecht", "GI West", "11", "2024-01-05", None]


def maatregelen(n: int) -> list[list]:
    """Header and n rows, all text."""
    return [MAATREGELEN] + [
        [f"{900000000 + i}", "GM0505", "GI West", "11", f"2024-01-{1 + i % 28:02d}", None] for i in range(n)
    ]


def xlsx(pad: Path, bladen: dict[str, list[list]]) -> Path:
    werkmap = openpyxl.Workbook()
    werkmap.remove(werkmap.active)
    for naam, rijen in bladen.items():
        blad = werkmap.create_sheet(naam)
        for rij in rijen:
            blad.append(rij)
    werkmap.save(pad)
    return pad


def csv(pad: Path, tekst: str | bytes, codering: str = "utf-8") -> Path:
    pad.write_bytes(tekst if isinstance(tekst, bytes) else tekst.encode(codering))
    return pad


def herschreven(bron: Path, doel: Path, deel: str, oud: bytes, nieuw: bytes) -> Path:
    """A copy of a workbook in which one part is changed byte by byte, as no library would write it."""
    with zipfile.ZipFile(bron) as van, zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as naar:
        for info in van.infolist():
            inhoud = van.read(info)
            if info.filename == deel:
                assert oud in inhoud, f"{oud!r} is not in {deel}"
                inhoud = inhoud.replace(oud, nieuw, 1)
            naar.writestr(info.filename, inhoud)
    return doel


def soorten(pad: Path, datum1904: bool = False) -> Path:
    """One sheet `maatregelen` with a cell of every kind in column F, and its name in column A."""
    import datetime as dt

    werkmap = xlsxwriter.Workbook(str(pad), {"date_1904": datum1904})
    blad = werkmap.add_worksheet("maatregelen")
    dag = werkmap.add_format({"num_format": "dd-mm-yyyy"})
    blad.write_row(0, 0, MAATREGELEN)
    cellen = [
        ("heel", 123456782.0, None),
        ("komma", 1234.5, None),
        ("klein", 1e-7, None),
        ("waar", True, None),
        ("nullen", "00123", None),
        ("NA", "NA", None),
        ("null", "null", None),
        ("spaties", "  x ", None),
        ("dag", dt.date(2024, 3, 1), dag),
        ("moment", dt.datetime(2024, 3, 1, 13, 5), dag),
        ("leeg", "  ", None),
    ]
    for r, (naam, waarde, vorm) in enumerate(cellen, 1):
        blad.write_string(r, 0, naam)
        if isinstance(waarde, str):
            blad.write_string(r, 5, waarde)
        elif isinstance(waarde, dt.date):
            blad.write_datetime(r, 5, waarde, vorm)
        elif isinstance(waarde, bool):
            blad.write_boolean(r, 5, waarde)
        else:
            blad.write_number(r, 5, waarde)
    werkmap.close()
    return pad


def xls(pad: Path, rijen: list[list]) -> Path:
    import datetime as dt

    import xlwt

    werkmap = xlwt.Workbook()
    blad = werkmap.add_sheet("maatregelen")
    dag = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    for r, rij in enumerate(rijen):
        for k, waarde in enumerate(rij):
            if isinstance(waarde, dt.date):
                blad.write(r, k, waarde, dag)
            elif waarde is not None:
                blad.write(r, k, waarde)
    werkmap.save(str(pad))
    return pad


def ods(pad: Path, rijen: list[list], verborgen: frozenset[int] = frozenset()) -> Path:
    import datetime as dt

    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    werkmap = OpenDocumentSpreadsheet()
    blad = Table(name="maatregelen")
    werkmap.spreadsheet.addElement(blad)
    for r, waarden in enumerate(rijen):
        rij = TableRow(visibility="filter") if r in verborgen else TableRow()
        blad.addElement(rij)
        for waarde in waarden:
            if isinstance(waarde, bool):
                cel = TableCell(valuetype="boolean", booleanvalue=str(waarde).lower())
            elif isinstance(waarde, int | float):
                cel = TableCell(valuetype="float", value=str(waarde))
            elif isinstance(waarde, dt.date):
                cel = TableCell(valuetype="date", datevalue=waarde.isoformat())
            else:
                cel = TableCell(valuetype="string") if waarde else TableCell()
                cel.addElement(P(text=waarde or ""))
            rij.addElement(cel)
    werkmap.save(str(pad))
    return pad
