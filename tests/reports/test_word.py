"""A report in Word: a figure stands on one line, a page says which it is, and the file who made it and when."""

import datetime as dt
import io

import docx
import pandas as pd
import pptx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from core.reports.document import KOLOMMEN, Blok, Document, Hoofdstuk
from core.reports.export import Uitgave
from core.reports.layout import Cel, Tabel
from core.reports.powerpoint import powerpoint
from core.reports.word import _table, word
from tests.reports.test_cijferboek import REGELS

# cm of a letter of 8.5 points, wide and narrow, and of what Word leaves at both sides of a cell.
BREED, SMAL, ZIJKANTEN = 0.167, 0.084, 0.38
KWARTALEN = ("K3 2025", "K4 2025", "K1 2026", "K2 2026", "K3 2026")
ZIN = "K1 2026: 7% lager dan in het 1e kwartaal 2025, maar dat kan toeval zijn"


@pytest.mark.parametrize("cijfer", ["€ 594.041*", "1.225*", "verborgen", "56,3%*"])
def test_a_figure_of_a_quarter_stands_on_one_line(cijfer):
    rij = (Cel("Lopende ondertoezichtstellingen (OTS) (maatregelen)"), *[Cel(cijfer)] * 5, Cel(ZIN))
    tabel = Tabel("De cijfers", ("Cijfer", *KWARTALEN, "Verschil met een jaar eerder"), (rij,), frozenset(range(1, 6)))
    document = docx.Document()
    deel = document.sections[0]
    deel.page_width, deel.left_margin, deel.right_margin = Cm(21), Cm(2), Cm(2)
    _table(document, tabel, krap=False)
    kolommen = document.tables[0].columns
    for nr, kwartaal in enumerate(KWARTALEN, 1):
        nodig = max(map(_width, (cijfer, kwartaal))) + ZIJKANTEN
        assert kolommen[nr].width.cm >= nodig
    afronding = 635 * len(kolommen)  # Word counts in twentieths of a point
    assert sum(k.width for k in kolommen) <= deel.page_width - deel.left_margin - deel.right_margin + afronding


def _width(tekst: str) -> float:
    return sum(SMAL if letter in " .,il*" else BREED for letter in tekst)


def test_no_row_of_a_table_stands_alone_on_a_page():
    """Word keeps a paragraph with the next one: all rows of a short table, the edges of a long one."""
    for aantal, los in ((4, set()), (30, set(range(2, 29)))):
        document = docx.Document()
        _table(document, Tabel("", ("Wat", "Nu"), ((Cel("OTS"), Cel("5")),) * aantal, frozenset({1})), krap=False)
        rijen = document.tables[0].rows
        samen = [all(c.paragraphs[0].paragraph_format.keep_with_next for c in rij.cells) for rij in rijen]
        assert {nr for nr, vast in enumerate(samen) if not vast} == los | {aantal}


def written(*, hoofdstukken: int, compact: bool):
    delen = tuple(Hoofdstuk(f"Hoofdstuk {nr}", (Blok("lijst", zinnen=("Een zin.",)),)) for nr in range(hoofdstukken))
    document = Document(delen, weergave="intern", compact=compact)
    uit = Uitgave(pd.DataFrame(columns=KOLOMMEN), "Rapport", REGELS, "intern", document=document)
    return docx.Document(io.BytesIO(word(uit)))


def words(deel) -> str:
    return "".join(t.text for t in deel.iter(qn("w:t")))


@pytest.mark.parametrize("compact", [True, False])
def test_every_page_says_which_it_is(compact):
    voet = written(hoofdstukken=1, compact=compact).sections[0].footer
    velden = [v.text.strip() for v in voet._element.iter(qn("w:instrText"))]
    assert velden == ["PAGE", "NUMPAGES"] and voet.paragraphs[0].text.endswith("bladzijde 1 van 1")


def test_a_long_report_has_a_table_of_contents_that_leads_to_its_chapters():
    lichaam = written(hoofdstukken=6, compact=False).element.body
    links = {link.get(qn("w:anchor")): words(link) for link in lichaam.iter(qn("w:hyperlink"))}
    koppen = {
        alinea.find(qn("w:bookmarkStart")).get(qn("w:name")): words(alinea)
        for alinea in lichaam.iter(qn("w:p"))
        if alinea.pPr is not None and alinea.pPr.pStyle is not None and alinea.pPr.pStyle.val == "Heading1"
    }
    assert links == koppen and list(links.values())[::6] == ["Hoofdstuk 0", "Verantwoording"]
    assert [v.get(qn("w:fldCharType")) for v in lichaam.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    assert "TOC" in next(lichaam.iter(qn("w:instrText"))).text


def test_one_page_or_a_few_chapters_have_no_table_of_contents():
    for document in (written(hoofdstukken=6, compact=True), written(hoofdstukken=2, compact=False)):
        assert not list(document.element.body.iter(qn("w:hyperlink")))


@pytest.mark.parametrize(("write", "read"), [(word, docx.Document), (powerpoint, pptx.Presentation)])
def test_a_file_says_who_made_it_and_when(write, read):
    uit = Uitgave(pd.DataFrame({"gemeente": ["Dordrecht"]}), "Rapport", REGELS, "om te delen")
    eigen = read(io.BytesIO(write(uit))).core_properties
    gemaakt, gewijzigd = (d.replace(tzinfo=dt.UTC) for d in (eigen.created, eigen.modified))
    nu = dt.datetime.now(dt.UTC)
    assert abs(nu - gemaakt) < dt.timedelta(hours=1) and abs(nu - gewijzigd) < dt.timedelta(hours=1)
    assert eigen.author == eigen.last_modified_by == "Kernwaarden-dashboard"


def test_a_description_does_not_end_in_the_middle_of_a_sentence():
    lang = f"om te delen: {'aantallen afgerond op 5, ' * 12}"
    uit = Uitgave(
        pd.DataFrame({"gemeente": ["Dordrecht"]}), "Rapport", [("Regio", "Zuid"), ("Soort", lang)], "om te delen"
    )
    eigen = docx.Document(io.BytesIO(word(uit))).core_properties
    assert eigen.comments == "Regio: Zuid; Soort: om te delen"
