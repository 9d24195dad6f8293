"""A report in Word: headings, lists and tables of Word itself, so that it can be edited and read aloud."""

import io

from core.charts import picture
from core.model.melding import Melding
from core.reports.export import Uitgave, writer
from core.reports.layout import Alinea, Beeld, Sectie, Tabel, column_widths, definitions, sections, sources
from core.reports.pdf import foot

_KOP, _RAND = "1D3B53", "D5DDE3"
_NODIG = ("Title", "Heading 1", "Heading 2", "List Bullet")
TAAL = "nl-NL"


@writer("docx")
def word(uit: Uitgave) -> bytes:
    """Every chapter, and at the end what the figures mean. Raises Melding for a template that cannot be used."""
    krap = bool(uit.document and uit.document.compact)
    document = _opened(uit.document.sjabloon if uit.document else None)
    _page(document, uit, krap)
    document.add_heading(uit.titel, 0)
    regels = document.add_paragraph()
    for naam, waarde in uit.regels:
        regels.add_run(f"{naam}: ").bold = True
        regels.add_run(f"{waarde}   ")
    for sectie in sections(uit):
        _section(document, sectie, krap)
    if not krap:
        _section(document, Sectie("Verantwoording", (definitions(uit), Alinea(tuple(sources(uit)), lijst=True))), krap)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _opened(sjabloon: bytes | None):
    """An empty document, or the user's own template without what stands in it. Raises Melding when a style that is
    needed is not in it."""
    import docx

    if sjabloon is None:
        document = docx.Document()
        _own_look(document)
        return document
    try:
        document = docx.Document(io.BytesIO(sjabloon))
    except Exception as fout:  # zip, xml or another kind of file: any of them is no template
        raise Melding("Het sjabloon is geen Word-bestand (docx): kies een ander bestand.") from fout
    stijlen = {s.name for s in document.styles}
    if ontbreekt := [s for s in _NODIG if s not in stijlen]:
        raise Melding(
            f"In het sjabloon ontbreekt de stijl {', '.join(ontbreekt)}: voeg die toe in Word, of laat het weg."
        )
    for deel in list(document.element.body)[:-1]:  # the last one is the page itself
        document.element.body.remove(deel)
    return document


def _own_look(document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for naam, grootte in (("Normal", 10), ("Title", 22), ("Heading 1", 15), ("Heading 2", 11)):
        stijl = document.styles[naam]
        stijl.font.name, stijl.font.size = "Calibri", Pt(grootte)
        stijl.element.rPr.rFonts.set(qn("w:eastAsia"), "Calibri")
        for soort in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            stijl.element.rPr.rFonts.attrib.pop(qn(f"w:{soort}"), None)
        if naam != "Normal":
            stijl.font.color.rgb = RGBColor(0x0B, 0x5F, 0x8A)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _page(document, uit: Uitgave, krap: bool) -> None:
    """Size, language, properties and foot."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    deel = document.sections[0]
    deel.page_width, deel.page_height = Cm(21), Cm(29.7)
    deel.left_margin = deel.right_margin = Cm(1.6 if krap else 2)
    deel.top_margin, deel.bottom_margin = Cm(1.3 if krap else 2), Cm(1.5 if krap else 2)
    eigen = document.core_properties
    describe(eigen, uit)
    rpr = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    taal = rpr.find(qn("w:lang"))
    if taal is None:
        taal = OxmlElement("w:lang")
        rpr.append(taal)
    taal.set(qn("w:val"), TAAL)
    if krap:
        for naam, grootte, ruimte in (("Title", 18, 2), ("Heading 1", 12, 6), ("Heading 2", 9, 2)):
            stijl = document.styles[naam]
            stijl.font.size, stijl.paragraph_format.space_before = Pt(grootte), Pt(ruimte)
            stijl.paragraph_format.space_after = Pt(2)
        document.styles["Normal"].font.size = Pt(8)
        document.styles["Normal"].paragraph_format.space_after = Pt(1)
    voet = deel.footer.paragraphs[0]
    voet.text = foot(uit, with_sources=krap)
    for run in voet.runs:
        run.font.size = Pt(7.5)


def describe(eigen, uit: Uitgave) -> None:
    """The properties of a file of Office: what it is, of what and in which language. More than 255 characters do not
    fit in one."""
    eigen.title, eigen.author, eigen.language = uit.titel[:255], "Kernwaarden-dashboard", TAAL
    eigen.comments = "; ".join(f"{n}: {w}" for n, w in uit.regels)[:255]


def _section(document, sectie: Sectie, krap: bool) -> None:
    document.add_heading(sectie.titel, 1)
    for deel in sectie.delen:
        if isinstance(deel, Alinea):
            for zin in deel.zinnen:
                document.add_paragraph(zin, "List Bullet" if deel.lijst else None)
        elif isinstance(deel, Tabel):
            if deel.titel:
                document.add_heading(deel.titel, 2)
            _table(document, deel, krap)
        else:
            _picture(document, deel)


def _picture(document, beeld: Beeld) -> None:
    from docx.shared import Cm, Pt

    document.add_heading(beeld.grafiek.titel, 2)
    for zin in beeld.zinnen:
        document.add_paragraph(zin)
    if beeld.grafiek.leeg:
        document.add_paragraph(beeld.grafiek.leeg)
        return
    vorm = document.add_picture(io.BytesIO(picture.png(beeld.grafiek)), width=Cm(16.5))
    eigen = vorm._inline.docPr
    eigen.set("descr", beeld.grafiek.beschrijving)
    eigen.set("title", beeld.grafiek.titel)
    document.add_paragraph(beeld.grafiek.toelichting).runs[0].font.size = Pt(8)


def _table(document, tabel: Tabel, krap: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    vorm = document.add_table(rows=1, cols=len(tabel.kop))
    vorm.autofit = False
    breed = document.sections[0].page_width - document.sections[0].left_margin - document.sections[0].right_margin
    # A figure does not break over two lines; words may.
    meest = 24 if len(tabel.getallen) > 2 else 38 if tabel.getallen else 100
    wijdten = [int(breed * x) for x in column_widths(tabel, minst=7, meest=meest, rand=4)]
    for kolom, wijdte in zip(vorm.columns, wijdten, strict=True):
        kolom.width = wijdte
    _lines(vorm)
    inhoud = [list(tabel.kop), *[[c.tekst for c in rij] for rij in tabel.rijen]]
    for nr, rij in enumerate(inhoud):
        regel = vorm.rows[0] if nr == 0 else vorm.add_row()
        regel._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # half a row on the next page says nothing
        cellen = regel.cells
        for kolom, (cel, tekst) in enumerate(zip(cellen, rij, strict=True)):
            cel.width = wijdten[kolom]
            alinea = cel.paragraphs[0]
            alinea.paragraph_format.space_after = Pt(0 if krap else 1)
            # With the next row: no head without rows, no row alone, and a short table whole.
            alinea.paragraph_format.keep_with_next = (
                nr < 2 or nr == len(inhoud) - 2 or (tabel.whole and nr < len(inhoud) - 1)
            )
            run = alinea.add_run(tekst)
            run.font.size = Pt(7.5 if krap else 8.5)
            if kolom in tabel.getallen:
                alinea.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if nr == 0:
                run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
                vlak = OxmlElement("w:shd")
                vlak.set(qn("w:val"), "clear")
                vlak.set(qn("w:fill"), _KOP)
                cel._tc.get_or_add_tcPr().append(vlak)
    kop = vorm.rows[0]._tr.get_or_add_trPr()
    kop.append(OxmlElement("w:tblHeader"))  # a reader hears it with every cell, and it comes back on every page
    document.add_paragraph(tabel.noot).paragraph_format.space_after = Pt(0 if krap else 6)


def _lines(vorm) -> None:
    """Thin lines under the rows, whatever styles a template has."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    randen = OxmlElement("w:tblBorders")
    for kant in ("bottom", "insideH"):
        rand = OxmlElement(f"w:{kant}")
        for naam, waarde in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RAND)):
            rand.set(qn(f"w:{naam}"), waarde)
        randen.append(rand)
    vorm._tbl.tblPr.append(randen)
