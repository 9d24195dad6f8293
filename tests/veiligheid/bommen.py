"""Files that take a careless reader down: name -> bytes. Made while asked for; the big ones stay small on disk."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DELEN = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": _RELS.format(f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/>'),
    "xl/_rels/workbook.xml.rels": _RELS.format(
        f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_R}/sharedStrings" Target="sharedStrings.xml"/>'
    ),
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_R}"><sheets>'
    '<sheet name="maatregelen" sheetId="1" r:id="rId1"/></sheets></workbook>',
}
_BLAD = "xl/worksheets/sheet1.xml"
MIB = 1 << 20


def _sheet(inhoud: str) -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{inhoud}</sheetData></worksheet>'


def _cel(plek: str, tekst: str) -> str:
    return f'<c r="{plek}" t="inlineStr"><is><t>{tekst}</t></is></c>'


def _strings(delen) -> dict[str, str]:
    """A workbook with shared strings says so, or half of the readers do not look at them."""
    soort = (
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sharedStrings+xml"/></Types>'
    )
    return {"[Content_Types].xml": _TYPES.replace("</Types>", soort)} if "xl/sharedStrings.xml" in delen else {}


def _boek(blad: str | bytes, **anders: str | bytes) -> bytes:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as zip:
        for naam, inhoud in (_DELEN | _strings(anders) | {_BLAD: blad} | anders).items():
            zip.writestr(naam, inhoud)
    return doel.getvalue()


def _swollen(deel: str, kop: str, vulling: bytes, keren: int, staart: str, **anders: str) -> bytes:
    """A workbook of which one part is `keren` times `vulling`, written piece by piece."""
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as zip:
        for naam, inhoud in (_DELEN | _strings({deel}) | anders).items():
            if naam != deel:
                zip.writestr(naam, inhoud)
        with zip.open(deel, "w", force_zip64=True) as uit:
            uit.write(kop.encode())
            for _ in range(keren):
                uit.write(vulling)
            uit.write(staart.encode())
    return doel.getvalue()


def two_corners() -> bytes:
    """1 kB: a reader that makes a grid of it asks for 17 billion cells."""
    return _boek(_sheet(f'<row r="1">{_cel("A1", "jeugdige")}</row><row r="1048576">{_cel("XFD1048576", "x")}</row>'))


def spaces() -> bytes:
    """1 GiB of spaces in 1 MB."""
    return _swollen(
        _BLAD,
        f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>',
        b" " * MIB,
        1024,
        "</sheetData></worksheet>",
    )


def one_string() -> bytes:
    """One shared string of 512 MiB."""
    return _swollen(
        "xl/sharedStrings.xml",
        f'<?xml version="1.0"?><sst xmlns="{_MAIN}" count="1"><si><t>',
        b"a" * MIB,
        512,
        "</t></si></sst>",
        **{_BLAD: _sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')},
    )


def long_strings() -> bytes:
    """One string of 32 kB in 500,000 cells."""
    rijen = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 500_001))
    return _boek(
        _sheet(rijen),
        **{"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="1"><si><t>{"a" * 32_000}</t></si></sst>'},
    )


def laughs() -> bytes:
    """Billion laughs."""
    dtd = (
        '<!DOCTYPE x [<!ENTITY a0 "ha">'
        + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
        + "]>"
    )
    return _boek(f'<?xml version="1.0"?>{dtd}' + _sheet(f'<row r="1">{_cel("A1", "&a9;")}</row>')[21:])


def lying() -> bytes:
    """600 MiB that says to be 100 bytes."""
    inhoud = _swollen(_BLAD, "<worksheet>", b" " * MIB, 600, "</worksheet>")
    groot = (600 * MIB + len("<worksheet></worksheet>")).to_bytes(4, "little")
    return inhoud.replace(groot, (100).to_bytes(4, "little"))


def twice() -> bytes:
    """Two parts of one name, of which readers take a different one."""
    doel = io.BytesIO(_boek(_sheet("")))
    with zipfile.ZipFile(doel, "a") as zip, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        zip.writestr(_BLAD, _sheet(f'<row r="1">{_cel("A1", "x")}</row>'))
    return doel.getvalue()


def many_parts() -> bytes:
    """20,000 parts."""
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w") as zip:
        for i in range(20_000):
            zip.writestr(f"xl/{i}.xml", "")
    return doel.getvalue()


def wide() -> bytes:
    """A csv with 100,000 columns and one field of 20 MB."""
    return b";".join(b"k%d" % i for i in range(100_000)) + b"\n" + b"a" * (20 * MIB)


def packed() -> bytes:
    """A packed csv in a name of a csv."""
    return zlib.compress(b"jeugdige;gemeente\n" * MIB)


def openings() -> bytes:
    """Cells that are opened and never closed: a careless pattern looks through the rest for each of them."""
    kop = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData><row r="1"><f>'
    return _swollen(_BLAD, kop, b"".join(b"<c x%06d " % i for i in range(MIB // 10)), 8, "</sheetData></worksheet>")


def nested() -> bytes:
    """200,000 elements inside each other."""
    return _boek(_sheet("<a>" * 200_000 + "</a>" * 200_000))


def stray() -> bytes:
    """A header, and one space a million rows and a hundred columns further."""
    return _boek(
        _sheet(
            f'<row r="1">{_cel("A1", "jeugdige")}{_cel("B1", "gemeente")}</row>'
            f'<row r="1048576">{_cel("CV1048576", " ")}</row>'
        )
    )


def repeated() -> bytes:
    """An OpenDocument sheet of one cell, repeated 17 billion times."""
    ns = "urn:oasis:names:tc:opendocument:xmlns"
    inhoud = (
        f'<office:document-content xmlns:office="{ns}:office:1.0" xmlns:table="{ns}:table:1.0" '
        f'xmlns:text="{ns}:text:1.0"><office:body><office:spreadsheet><table:table table:name="maatregelen">'
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as zip:
        zip.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zip.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ns}:manifest:1.0"/>')
        zip.writestr("content.xml", inhoud)
    return doel.getvalue()


def one_value() -> bytes:
    """A Parquet file of kilobytes with millions of times one text of a thousand letters."""
    doel, waarde = io.BytesIO(), pa.array(["x" * 1000]).dictionary_encode().dictionary
    wijs = pa.array(np.zeros(1_000_000, dtype="int8"))
    tabel = pa.table({"jeugdige": pa.DictionaryArray.from_arrays(wijs, waarde)})
    with pq.ParquetWriter(doel, tabel.schema, compression="zstd") as uit:
        for _ in range(50):
            uit.write_table(tabel)
    return doel.getvalue()


def ragged() -> bytes:
    """A csv in which no row has as many fields as the header."""
    return b"jeugdige;gemeente\n" + b"1\n" * 1_000_000


def blank() -> bytes:
    """A csv with 50 million empty lines."""
    return b"jeugdige;gemeente\n" + b"\n" * (50 * MIB)


def unclosed() -> bytes:
    """A quote that is never closed, before 10 million lines."""
    return b'jeugdige;gemeente\n"' + b"1;2\n" * (10 * MIB)


def quotes() -> bytes:
    """A hundred million quotes."""
    return b"jeugdige;gemeente\n" + b'"' * (100 * MIB)


def elements() -> bytes:
    """A message of 20 million elements."""
    return b'<?xml version="1.0"?><B xmlns="http://www.istandaarden.nl/ijw/3_2/jw301/schema">' + b"<a/>" * (20 * MIB)


SNEL: dict[str, Callable[[], bytes]] = {
    "hoeken.xlsx": two_corners,
    "lachen.xlsx": laughs,
    "dubbel.xlsx": twice,
    "delen.xlsx": many_parts,
    "ingepakt.csv": packed,
    "open.xlsx": openings,
    "ongelijk.csv": ragged,
    "waarde.parquet": one_value,
}
ALLES = SNEL | {
    "spaties.xlsx": spaces,
    "tekst.xlsx": one_string,
    "teksten.xlsx": long_strings,
    "liegt.xlsx": lying,
    "breed.csv": wide,
    "genest.xlsx": nested,
    "ver.xlsx": stray,
    "herhaald.ods": repeated,
    "leeg.csv": blank,
    "open.csv": unclosed,
    "tekens.csv": quotes,
    "bericht.xml": elements,
}
# Only big for a reader that makes a grid of it; another reads the cells that are there.
LEESBAAR = ("hoeken.xlsx", "ver.xlsx")
