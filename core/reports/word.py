"""A report in Word: headings, lists and tables of Word itself, so that it can be edited and read aloud."""

import datetime as dt
import io

from core.charts import picture
from core.model.melding import Melding
from core.reports.export import Uitgave, writer
from core.reports.layout import Alinea, Beeld, Sectie, Tabel, column_widths, definitions, sections, sources
from core.reports.pdf import foot

_KOP, _RAND = "1D3B53", "D5DDE3"
_NODIG = ("Title", "Heading 1", "Heading 2", "List Bullet")
_INHOUD_VANAF = 4  # chapters: with no more of them a table of contents says nothing
TAAL = "nl-NL"
_EIGENSCHAP = 255  # characters that fit in a property of a file of Office


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
    secties = list(sections(uit))
    if not krap:
        secties.append(Sectie("Verantwoording", (definitions(uit), Alinea(tuple(sources(uit)), lijst=True))))
        if len(secties) > _INHOUD_VANAF:
            _contents(document, [s.titel for s in secties])
    for nr, sectie in enumerate(secties):
        _section(document, sectie, krap, nr)
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
    voet.text = f"{foot(uit, with_sources=krap)} · bladzijde "
    _field(voet, "PAGE")
    voet.add_run(" van ")
    _field(voet, "NUMPAGES")
    for run in voet.runs:
        run.font.size = Pt(7.5)


def _field(alinea, wat: str, gevuld: str = "1") -> None:
    """Words that Word works out; `gevuld`: what stands there until it does."""
    _mark(alinea, "begin")
    _mark(alinea, wat)
    _mark(alinea, "separate")
    alinea.add_run(gevuld)
    _mark(alinea, "end")


def _mark(alinea, wat: str) -> None:
    """One mark of a field: where it begins, its words are parted from its outcome, or it ends; or what it is."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if wat in ("begin", "separate", "end"):
        deel = OxmlElement("w:fldChar")
        deel.set(qn("w:fldCharType"), wat)
    else:
        deel = OxmlElement("w:instrText")
        deel.set(qn("xml:space"), "preserve")
        deel.text = f" {wat} "
    alinea.add_run()._r.append(deel)


def _contents(document, titels: list[str]) -> None:
    """A table of contents of Word itself, with a link to each chapter in it already. Only Word knows on which page a
    chapter begins: it puts the numbers there when a reader asks to update the table (F9)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    stijlen = {s.name for s in document.styles}
    kop = document.add_paragraph("Inhoud", "TOC Heading" if "TOC Heading" in stijlen else None)
    kop.paragraph_format.keep_with_next = True
    for nr, titel in enumerate(titels):
        regel = document.add_paragraph()
        regel.paragraph_format.space_after = Pt(1)
        if nr == 0:
            for deel in ("begin", r'TOC \o "1-1" \h \z \u', "separate"):
                _mark(regel, deel)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _anchor(nr))
        link.set(qn("w:history"), "1")
        link.append(regel.add_run(titel)._r)
        regel._p.append(link)
        if nr == len(titels) - 1:
            _mark(regel, "end")


def _anchor(nr: int) -> str:
    """The name of a chapter for a link, as Word names them."""
    return f"_Toc{nr + 1:08}"


def _bookmark(alinea, nr: int) -> None:
    """Around the words of a heading: where a link of the table of contents leads."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    begin, eind = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for deel in (begin, eind):
        deel.set(qn("w:id"), str(nr))
    begin.set(qn("w:name"), _anchor(nr))
    alinea.runs[0]._r.addprevious(begin)
    alinea._p.append(eind)


def describe(eigen, uit: Uitgave) -> None:
    """The properties of a file of Office: what it is, of what, who made it and when, and in which language."""
    eigen.title, eigen.author, eigen.language = uit.titel[:_EIGENSCHAP], "Kernwaarden-dashboard", TAAL
    eigen.last_modified_by, eigen.revision = eigen.author, 1
    eigen.created = eigen.modified = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
    eigen.comments = _description(uit.regels)


def _description(regels) -> str:
    """What fits of the lines that belong on everything that leaves: a line is whole, or up to its colon ("om te
    delen"), or not there."""
    tekst = ""
    for naam, waarde in regels:
        heel = f"{naam}: {waarde}"
        for zin in (heel, f"{naam}: {str(waarde).partition(':')[0]}"):
            if len(tekst) + len(zin) + 2 <= _EIGENSCHAP:
                tekst = f"{tekst}; {zin}" if tekst else zin
                break
    return tekst


def _section(document, sectie: Sectie, krap: bool, nr: int) -> None:
    _bookmark(document.add_heading(sectie.titel, 1), nr)
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
    meest = 22 if len(tabel.getallen) > 2 else 38 if tabel.getallen else 100
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
