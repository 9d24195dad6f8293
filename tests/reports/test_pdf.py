"""Where a page of a PDF ends."""

import io

import pypdf
import pytest

from core.reports import pdf
from core.reports.layout import Alinea, Cel, Sectie, Tabel

INHOUD = {
    "titel": "Proef",
    "omschrijving": "proef",
    "compact": False,
    "grootte": 1.0,
    "inhoudsopgave": False,
    "regels": [],
    "stempel": "",
    "voet": "voet",
}


def pages(regels: int, rijen: int) -> list[str]:
    tabel = Tabel(
        "De cijfers", ("Wat", "Nu"), tuple((Cel(f"Rij {n}."), Cel("5")) for n in range(rijen)), frozenset({1})
    )
    sectie = pdf._section(Sectie("Hoofdstuk", (Alinea(("Een zin.",) * regels, lijst=True), tabel)))
    bladen = pdf._compile(INHOUD | {"secties": [sectie]})
    return [blad.extract_text() for blad in pypdf.PdfReader(io.BytesIO(bladen)).pages]


@pytest.mark.parametrize("regels", range(38, 50))
def test_a_short_table_stands_on_one_page_with_its_title(regels):
    tekst = next(t for t in pages(regels, 6) if "De cijfers" in t)
    assert all(f"Rij {n}." in tekst for n in range(6))


def test_a_long_table_goes_on_with_its_head():
    bladen = pages(20, 90)
    assert len(bladen) > 2 and all("Wat" in blad for blad in bladen)
    assert sum(blad.count("Rij ") for blad in bladen) == 90


def texts(secties) -> list[str]:
    bladen = pdf._compile(INHOUD | {"secties": [pdf._section(s) for s in secties]})
    return [blad.extract_text() for blad in pypdf.PdfReader(io.BytesIO(bladen)).pages]


@pytest.mark.parametrize("regels", range(30, 46))
def test_the_last_sentence_of_a_chapter_stays_with_it(regels):
    eerste = (Alinea(("Een zin.",) * regels, lijst=True), Alinea(("Te klein om te tonen.",)))
    tabel = Tabel("", ("Wat", "Nu"), tuple((Cel(f"Rij {n}."), Cel("5")) for n in range(12)), frozenset({1}))
    bladen = texts([Sectie("Een", eerste), Sectie("Twee", (tabel,))])
    assert "Een zin." in next(t for t in bladen if "Te klein" in t)


@pytest.mark.parametrize("regels", range(30, 50))
def test_the_note_of_a_short_table_stands_under_it(regels):
    rijen = tuple((Cel(f"Rij {n}."), Cel("5*")) for n in range(3))
    tabel = Tabel("", ("Wat", "Nu"), rijen, frozenset({1}), "* voorlopig cijfer")
    bladen = texts([Sectie("Een", (Alinea(("Een zin.",) * regels, lijst=True), tabel))])
    assert "Rij 2." in next(t for t in bladen if "* voorlopig" in t)


@pytest.mark.parametrize("regels", [1, 4, 7])
@pytest.mark.parametrize("compact", [True, False])
def test_a_foot_stays_where_a_printer_prints(regels, compact):
    """8 mm above the edge of the paper, and under what stands on the page, however many sources it names."""
    laagste, zin = [], Sectie("Een", (Alinea(("Een zin.",) * 200, lijst=True),))
    inhoud = {"compact": compact, "voet": "Bronnen: " + "Contract jeugdhulp; " * 6 * regels}
    bladen = pdf._compile(INHOUD | inhoud | {"secties": [pdf._section(zin)]})
    blad = pypdf.PdfReader(io.BytesIO(bladen)).pages[0]
    blad.extract_text(visitor_text=lambda tekst, cm, tm, *_: laagste.append((tm[5] * cm[3] + cm[5], tekst)))
    onder = {tekst.strip(): y for y, tekst in laagste if tekst.strip()}
    assert min(onder.values()) >= 8 / 25.4 * 72
