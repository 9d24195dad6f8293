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
