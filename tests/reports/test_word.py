"""A table in Word: a figure stands on one line."""

import docx
import pytest
from docx.shared import Cm

from core.reports.layout import Cel, Tabel
from core.reports.word import _table

# cm of a letter of 8.5 points, wide and narrow, and of what Word leaves at both sides of a cell.
BREED, SMAL, ZIJKANTEN = 0.167, 0.084, 0.38
KWARTALEN = ("K3 2025", "K4 2025", "K1 2026", "K2 2026", "K3 2026")
ZIN = "K1 2026: 7% lager dan in het 1e kwartaal 2025, maar dat kan toeval zijn"


@pytest.mark.parametrize("cijfer", ["€ 594.041*", "1.225*", "te klein", "56,3%*"])
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
