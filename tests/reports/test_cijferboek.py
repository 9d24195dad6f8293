"""A workbook: what paper says stands in it too, in cells that stay numbers, on sheets that can be printed."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest

from core.reports import cijferboek, export
from core.reports.document import KOLOMMEN, Blok, Document, Hoofdstuk
from core.reports.export import Uitgave
from core.reports.layout import Cel, Sectie, Tabel

SOORT = (
    "om te delen: aantallen afgerond op 5, bedragen en etmalen grover; aantallen onder de 10, en wat die zou verraden"
)
LANG = "Beëindigde voorlopige ondertoezichtstellingen (VOTS) waarvan de reden bekend is (maatregelen)"
REGELS = [("Regio", "Zuid"), ("Soort", SOORT)]


def book(monkeypatch, *secties: Sectie):
    monkeypatch.setattr(cijferboek, "sections", lambda uit, alles: secties)
    leeg = pd.DataFrame(columns=KOLOMMEN)
    inhoud = export.write("cijferboek", Uitgave(leeg, "Cijferboek", REGELS, "om te delen"))
    return openpyxl.load_workbook(io.BytesIO(inhoud))


def table(*rijen, kop=("Doel", "Cijfer", "Oordeel"), getallen=frozenset({1}), titel="De cijfers") -> Tabel:
    return Tabel(titel, kop, rijen, getallen)


def shown(cel) -> str:
    """A number as its format shows it, of the forms that a workbook here has."""
    kern = re.sub(r'"[^"]*"', "", cel.number_format)
    getal = f"{cel.value:,.{len(re.findall(r'[.](0+)', kern)[0]) if '.' in kern else 0}{'%' if '%' in kern else 'f'}}"
    getal = getal.replace(",", "_").replace(".", ",").replace("_", ".")
    voor, na = re.fullmatch(r'(?:"([^"]*)")?[^"]*(?:"([^"]*)")?', cel.number_format).groups(default="")
    return voor + (" " if voor == "€" else "") + getal + na


@pytest.mark.parametrize(
    ("tekst", "getal", "eenheid"),
    [
        ("780*", 780.0, "maatregelen"),
        ("56,0%*", 0.56, "aandeel"),
        ("12 maanden", 12.0, "maanden"),
        ("790 maatregelen", 790.0, "maatregelen"),
        ("ten minste 100%", 1.0, "aandeel"),
        ("36", 36.00000000000001, "jeugdigen"),
        ("932", 931.6, "dagen"),
        ("27,5", 27.5, "trajecten"),
        ("€ 4.370", 4370.0, "euro"),
    ],
)
def test_a_number_reads_as_on_paper(monkeypatch, tekst, getal, eenheid):
    cel = book(monkeypatch, Sectie("Doelen", (table((Cel("A"), Cel(tekst, getal, eenheid), Cel("ok"))),)))["Doelen"][
        "B6"
    ]
    assert cel.data_type == "n" and cel.value == pytest.approx(getal) and shown(cel) == tekst


def test_money_stands_in_full_and_provisional_money_is_marked(monkeypatch):
    rij = (Cel("A"), Cel("€ 1,2 mln*", 1_234_000.0, "euro"), Cel("ok"))
    cel = book(monkeypatch, Sectie("Doelen", (table(rij),)))["Doelen"]["B6"]
    assert cel.value == 1_234_000 and cel.number_format == '"€" #,##0"*"'


def test_a_milestone_is_said_in_words(monkeypatch):
    rijen = [(Cel("A"), Cel(w, x, "ja/nee"), Cel("ok")) for w, x in (("behaald", 1.0), ("nog niet", 0.0))]
    blad = book(monkeypatch, Sectie("Doelen", (table(*rijen),)))["Doelen"]
    assert [blad["B6"].value, blad["B7"].value] == ["behaald", "nog niet"]


def test_a_head_stands_above_its_figures_and_words_keep_off_them(monkeypatch):
    blad = book(monkeypatch, Sectie("Doelen", (table((Cel("A"), Cel("€ 4.370", 4370.0, "euro"), Cel("2025"))),)))[
        "Doelen"
    ]
    assert blad["B5"].alignment.horizontal == "right" and blad["C5"].alignment.horizontal == "left"
    assert blad["C6"].alignment.indent == 1


def test_words_are_not_cut_off(monkeypatch):
    """A long name goes on on a next line, in a row that is high enough; a threshold gets a wide enough column."""
    doel = Cel("ten minste 85,0% in 2024")
    tabel = table((Cel(LANG), Cel("5", 5.0, "zaken"), doel, Cel("ok")), kop=("Doel", "Cijfer", "Doel is", "Oordeel"))
    blad = book(monkeypatch, Sectie("Doelen", (tabel,)))["Doelen"]
    assert blad["A6"].alignment.wrap_text and blad.row_dimensions[6].height >= 25
    assert blad.column_dimensions["C"].width * 7 >= len(doel.tekst) * 6


def test_quarters_are_printed_in_letters_that_can_be_read(monkeypatch):
    kwartalen = tuple(f"K{1 + n % 4} {2022 + n // 4}" for n in range(20))
    zin = "K1 2026: 1% lager dan in het 1e kwartaal 2025, maar dat kan toeval zijn"
    rij = (Cel(LANG), *[Cel("1.160*", 1160.0, "maatregelen")] * 20, Cel(zin))
    tabel = table(rij, kop=("Cijfer", *kwartalen, "Verschil"), getallen=frozenset(range(1, 21)))
    assert book(monkeypatch, Sectie("Samenvatting", (tabel,)))["Samenvatting"].page_setup.scale >= 55


def test_every_page_says_what_it_is_of(monkeypatch):
    """A sheet of one table also says what its columns are; with more tables those of the first are not of the next."""
    tabel = table(*[(Cel(f"Rij {n}"), Cel("5", 5.0, "zaken"), Cel("ok")) for n in range(90)])
    boek = book(monkeypatch, Sectie("Doelen", (tabel,)), Sectie("Zorg", (tabel, tabel)))
    assert boek["Doelen"].print_title_rows == "$1:$5" and boek["Doelen"]["B5"].value == "Cijfer"
    assert boek["Zorg"].print_title_rows == "$1:$3" and boek["Definities"].print_title_rows == "$1:$5"


def test_the_sheets_are_a_click_away_under_whole_words(monkeypatch):
    titels = (
        "Onderzoeken door de Raad voor de Kinderbescherming",
        "Besteding per gemeente en perceel",
        "Zorg en hulp",
        "Aansprakelijkheidsverzekeringsmaatschappijen",
        "Besteding per gemeente en jaar!!!",
    )
    boek = book(monkeypatch, *(Sectie(t, (table(),)) for t in titels))
    assert boek.sheetnames[1:-1] == [
        "Onderzoeken door de Raad",
        "Besteding per gemeente",
        "Zorg en hulp",
        "Aansprakelijkheidsverzekeringsm",
        "Besteding per gemeente 2",
    ]
    inhoud = boek["Inhoud"]
    doelen = {c.value: c.hyperlink.location for r in inhoud.iter_rows() for c in r if c.hyperlink}
    assert doelen == {t: f"'{n}'!A1" for t, n in zip((*titels, "Definities"), boek.sheetnames[1:], strict=True)}
    soort = next(c for (_, c) in inhoud.iter_rows() if c.value == SOORT)
    assert soort.alignment.wrap_text and inhoud.row_dimensions[soort.row].height >= 25


def series_of(*waarden) -> pd.DataFrame:
    """Years from 2022, of which the last is provisional."""
    rijen = [
        {
            "blok": "b",
            "wat": "Lopende OTS",
            "periode": str(jaar),
            "van": dt.date(jaar, 1, 1),
            "tot": dt.date(jaar, 12, 31),
            "waarde": waarde,
            "n": waarde,
            "eenheid": "dagen",
            "voorlopig": jaar == 2021 + len(waarden),
        }
        for jaar, waarde in enumerate(waarden, 2022)
    ]
    return pd.DataFrame(rijen, columns=KOLOMMEN)


def test_a_provisional_point_of_a_chart_is_open_and_the_axis_says_its_unit():
    document = Document((Hoofdstuk("Duur", (Blok("reeks", "b", "Lopende OTS", eenheid="dagen"),)),), weergave="intern")
    uit = Uitgave(series_of(700.0, 720.0, 710.0), "Cijferboek", REGELS, "intern", document=document)
    inhoud = export.write("cijferboek", uit)
    with zipfile.ZipFile(io.BytesIO(inhoud)) as deel:
        xml = deel.read("xl/charts/chart1.xml").decode()
    (punt,) = re.findall(r"<c:dPt>.*?</c:dPt>", xml)
    assert '<c:idx val="2"/>' in punt and 'symbol val="circle"' in punt
    assert re.search(r"<c:marker>.*<c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/>", punt)
    assert "dagen" in re.search(r"<c:valAx>.*?</c:valAx>", xml).group()
    blad = openpyxl.load_workbook(io.BytesIO(inhoud))["Duur"]
    assert [c.value for c in blad[6]][:4] == ["Periode", "2022", "2023", "2024*"]
    assert "*: voorlopig" in blad["A5"].value
