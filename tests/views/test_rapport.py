"""Reports: what may not be shared is in none of them, each can be read aloud, and what is not there is said."""

import datetime as dt
import io
import itertools
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pandas as pd
import pikepdf
import pptx
import pypdf
import pytest
from pptx.util import Inches

from core.__main__ import main
from core.dashboard import LOKAAL, SOORTEN, kinds_of, make_rapport, open_view, regios
from core.disclosure import guard
from core.model.melding import Melding
from core.model.oordeel import Oordeel
from core.model.selectie import Selectie
from core.model.weergave import Drempels
from core.reports import export, pdf
from core.reports.document import KOLOMMEN, Blok, Document, Hoofdstuk
from core.reports.export import Uitgave
from core.reports.opzet import load_opzet
from core.staat.besluiten import Besluit
from core.views import report_goals
from core.views.remember import MEMORY
from tests.veiligheid.marked import marked_store, numbers, true_counts
from tests.views.test_contract import text_of

ZHZ = Selectie(regio="zhz")
KINDS = ("pdf", "docx", "pptx", "cijferboek")


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    with marked_store(tmp_path_factory.mktemp("rapport")):
        yield open_view(LOKAAL, "delen"), open_view(LOKAAL, "intern")


@pytest.fixture(scope="module")
def exact(marked) -> set[str]:
    return true_counts(marked[1])


@pytest.fixture(scope="module")
def tafelblad(marked) -> bytes:
    return marked[0].export("pdf", lambda v: make_rapport(v, "tafelblad", ZHZ))


def as_file(soort: str, kind: str):
    """A report as a kind of file. The long one is only at night every kind of file: it is all one document."""
    long = soort == "cijferboek" and kind != soort
    return pytest.param(soort, kind, marks=pytest.mark.nightly if long else ())


@pytest.mark.parametrize(("soort", "kind"), [as_file(s, k) for s in SOORTEN for k in KINDS])
def test_a_report_to_share_holds_no_exact_figure(marked, exact, soort, kind):
    shared, real = marked

    def make(view):
        return make_rapport(view, soort, ZHZ)

    assert not numbers(text_of(shared.export(kind, make))) & exact
    assert numbers(text_of(real.export(kind, make))) & exact, "else the line above proves nothing"


def test_every_figure_of_a_report_passes_the_guard(marked, exact, monkeypatch):
    shared, real = marked

    def stolen(view):
        blad = make_rapport(real, "kwartaal", ZHZ)
        return replace(blad, document=replace(blad.document, weergave="delen"))

    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export("pdf", stolen)
    monkeypatch.setattr(guard, "check", lambda frame, *a, **k: frame)
    assert numbers(text_of(shared.export("pdf", stolen))) & exact, "the guard is what stopped it"
    MEMORY.clear()


def test_words_of_another_view_do_not_leave_above_protected_figures(marked):
    """A sentence of a verdict holds figures that are in no row: the words must be of the view that lets them go."""
    shared, real = marked

    def mixed(view):
        return replace(make_rapport(view, "presentatie", ZHZ), document=make_rapport(real, "presentatie", ZHZ).document)

    with pytest.raises(Melding, match="mag niet gedeeld"):
        shared.export("pptx", mixed)


def words(blad) -> str:
    return "\n".join(z for h in blad.document.hoofdstukken for b in h.blokken for z in (b.titel, *b.zinnen))


def test_a_figure_that_does_not_know_a_filter_says_of_what_it_is(marked):
    """A measure has no segment and no provider: under such a filter its figure is of all of them."""
    for soort, kolom, alle in (
        ("kwartaal", "segment", "alle segmenten"),
        ("tafelblad", "aanbieder", "alle aanbieders"),
        ("presentatie", "segment", "alle segmenten"),
    ):
        blad = make_rapport(marked[1], soort, ZHZ.with_(**{kolom: ("6",)}))
        over = {r.maat: r.wat for r in blad.frame.itertuples() if r.maat and isinstance(r.maat, str)}
        assert over["jb_stand"] == f"Lopende JB-maatregelen ({alle})", soort
        weet = {r.wat for r in blad.frame.itertuples() if r.maat == "kosten_totaal" and r.blok.startswith("h1")}
        assert not [w for w in weet if alle in w], "what can be limited is"
    doelen = make_rapport(marked[1], "presentatie", ZHZ.with_(segment=("6",))).frame.query("doel == 'ZHZ-02'")
    assert len(doelen) and all("(alle segmenten)" in w for w in doelen["wat"])


def test_what_may_not_be_shared_so_finely_is_said_and_the_rest_stands(marked):
    """Three filters are one too many for measures; costs do not know the type, and stay."""
    keuze = ZHZ.with_(gemeente=("GM0505",), gi=("GI Noord",), type=("11",))
    blad = make_rapport(marked[0], "kwartaal", keuze)
    assert len(blad.frame) and "hooguit 2 uitsplitsingen" in words(blad)
    with pytest.raises(Melding, match="te delen"):  # and not that there are no data
        make_rapport(marked[0], "tafelblad", keuze.with_(segment=("6",), verblijfsvorm=("11",)))


def test_one_cell_of_one_chapter_is_enough_to_stop_a_report(marked):
    shared, _ = marked
    blad = make_rapport(shared, "kwartaal", ZHZ)
    for blok in sorted(set(blad.frame["blok"])):
        nr = blad.frame.index[(blad.frame["blok"] == blok) & (blad.frame["eenheid"] == "maatregelen")]
        if len(nr):
            frame = blad.frame.copy()
            frame.loc[nr[0], "waarde"] = 7.0
            with pytest.raises(Melding):
                guard.check(frame, Drempels())


def test_a_tafelblad_is_one_page_and_says_what_it_is(tafelblad):
    lezer = pypdf.PdfReader(io.BytesIO(tafelblad))
    tekst = lezer.pages[0].extract_text()
    assert len(lezer.pages) == 1
    for deel in (
        "Zuid-Holland Zuid",
        "om te delen",
        "Gegevens t/m: 31-12-2025",
        "versie",
        "Bronnen:",
        "Vraagt aandacht",
    ):
        assert deel in tekst


def test_a_tafelblad_with_much_to_say_is_still_one_page(monkeypatch):
    doelen = [
        (f"Doel {nr} met een lange naam die over meer regels loopt dan er eigenlijk ruimte is", nr) for nr in range(34)
    ]
    zinnen = tuple(f"{naam}: het percentage is nog niet afgesproken." for naam, _ in doelen)
    hoofdstuk = Hoofdstuk("Nog te besluiten", (Blok("lijst", zinnen=zinnen),))
    document = Document((hoofdstuk,), weergave="intern", compact=True)
    vol = Uitgave(pd.DataFrame(columns=KOLOMMEN), "Tafelblad", [], "intern", document=document)
    assert len(pypdf.PdfReader(io.BytesIO(export.write("pdf", vol))).pages) == 1
    monkeypatch.setattr(pdf, "_LETTERS", (1.0,))
    assert len(pypdf.PdfReader(io.BytesIO(export.write("pdf", vol))).pages) == 2, "else the line above proves nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_many_filters_fit_in_every_kind_of_file(kind):
    """The properties of a file of Office hold 255 characters."""
    regels = [("Let op", "voorbeeld"), *((f"Filter {nr}", "een gemeente met een lange naam") for nr in range(40))]
    frame = pd.DataFrame({"gemeente": ["Dordrecht"], "waarde": [12.0]})
    assert export.write(kind, Uitgave(frame, "Cijfers", regels, "voorbeeld"))


def struct(elem, found):
    """Every structure element of a pdf, with the kinds in which it lies."""
    if isinstance(elem, pikepdf.Dictionary) and "/S" in elem:
        found.append(elem)
    kids = elem.get("/K") if isinstance(elem, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            struct(kid, found)
    return found


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize("delen", [True, False])
def test_a_pdf_can_be_read_aloud(marked, soort, delen):
    """PDF/UA: tags, language, title, headings in order, tables with header cells, and charts in words."""
    inhoud = marked[not delen].export("pdf", lambda v: make_rapport(v, soort, ZHZ))
    with pikepdf.open(io.BytesIO(inhoud)) as boom:
        wortel = boom.Root
        assert bool(wortel.MarkInfo.Marked) and str(wortel.Lang) == "nl-NL"
        assert bool(wortel.ViewerPreferences.DisplayDocTitle)
        with boom.open_metadata() as meta:
            assert meta["dc:title"] == f"{load_opzet(soort).titel} Zuid-Holland Zuid" and meta["pdfuaid:part"] == "1"
        alle = struct(wortel.StructTreeRoot, [])
        soorten = [str(e.S) for e in alle]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L"} <= set(soorten)
        koppen = [int(s[2]) for s in soorten if re.fullmatch(r"/H\d", s)]
        assert koppen[0] == 1 and all(b - a <= 1 for a, b in itertools.pairwise(koppen))
        beelden = [e for e in alle if e.S == "/Figure"]
        assert bool(beelden) == (soort != "tafelblad")
        assert all(re.match(r"Lijngrafiek van .*\d", str(e.Alt)) for e in beelden)
        assert soorten.count("/TH") > soorten.count("/Table")


def test_the_chapters_stand_also_without_figures(marked):
    """The marked data hold measures, placements and costs: no help, no crises, and of the Council one figure."""
    inhoud = marked[0].export("docx", lambda v: make_rapport(v, "kwartaal", ZHZ))
    document = docx.Document(io.BytesIO(inhoud))
    alineas = [(a.style.name, a.text) for a in document.paragraphs]
    koppen = [t for s, t in alineas if s == "Heading 1"]
    assert {"Jeugdhulp zonder verblijf", "Met verblijf: pleegzorg", "Jeugdbescherming", "Crisisteam"} <= set(koppen)
    tekst = "\n".join(t for _, t in alineas)
    assert "Geen gegevens: Crisismeldingen" in tekst and "het crisisteam of de aanbieder van crisishulp" in tekst
    assert "Wachttijd tot een onderzoek begint: geen gegevens" in tekst and "de Raad voor de Kinderbescherming" in tekst
    cellen = [c.text for t in document.tables for r in t.rows for c in r.cells]
    assert "1.115" in cellen, "what the Council delivered (1113), as it may be shared"


def test_word_has_headers_in_its_tables_words_with_its_pictures_and_its_language(marked):
    inhoud = marked[1].export("docx", lambda v: make_rapport(v, "kwartaal", ZHZ))
    with zipfile.ZipFile(io.BytesIO(inhoud)) as deel:
        xml, stijl = deel.read("word/document.xml").decode(), deel.read("word/styles.xml").decode()
    assert xml.count("<w:tblHeader/>") == xml.count("<w:tbl>") > 5
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>") + xml.count("<w:tr ")
    beelden = re.findall(r"<wp:docPr [^>]*>", xml)
    assert beelden and all('descr="Lijngrafiek' in b for b in beelden)
    assert 'w:val="nl-NL"' in stijl and docx.Document(io.BytesIO(inhoud)).core_properties.language == "nl-NL"


def graphs(inhoud: bytes) -> list:
    return [v for d in pptx.Presentation(io.BytesIO(inhoud)).slides for v in d.shapes if v.has_chart]


def test_slides_have_charts_that_can_be_edited_and_say_what_they_are(marked):
    inhoud = marked[1].export("pptx", lambda v: make_rapport(v, "presentatie", ZHZ))
    boek = pptx.Presentation(io.BytesIO(inhoud))
    assert all(d.shapes.title.text_frame.text for d in boek.slides)
    assert not [d for d in boek.slides if "?:" in d.shapes.title.text_frame.text]
    assert all(any("intern" in v.text_frame.text for v in d.shapes if v.has_text_frame) for d in boek.slides)
    beelden = graphs(inhoud)
    assert len(beelden) >= 4
    for vorm in beelden:
        assert vorm._element.nvGraphicFramePr.cNvPr.get("descr").startswith("Lijngrafiek")
        werkmap = openpyxl.load_workbook(io.BytesIO(vorm.chart.part.chart_workbook.xlsx_part.blob))
        waarden = [c.value for c in werkmap.active["B"][1:]]
        assert waarden == list(vorm.chart.plots[0].series[0].values)


def main_goals(view, selectie) -> list[str]:
    """The goals of the chapter of a presentation with a chart or a row for each, in its order."""
    frame = make_rapport(view, "presentatie", selectie).frame
    return list(dict.fromkeys(frame.loc[frame["blok"].astype(str).str.startswith("h4-doelen"), "doel"]))


def with_main_goals(monkeypatch, *ids: str) -> None:
    anders = regios() | {"zhz": regios()["zhz"].model_copy(update={"hoofddoelen": ids})}
    monkeypatch.setattr("core.views.rapport.regios", lambda store: anders)


def test_slides_are_of_the_goals_that_the_region_named_in_its_order(marked, monkeypatch):
    with_main_goals(monkeypatch, "ZHZ-02", "ZHZ-01")
    assert main_goals(marked[1], ZHZ) == ["ZHZ-02", "ZHZ-01"]


def test_a_main_goal_without_a_figure_is_named_on_the_slides(marked, monkeypatch):
    """A goal of which nothing was delivered must not look as if the region left it out."""
    leeg = next(s.doel for s in marked[1].doelen(ZHZ) if s.uitkomst.oordeel is Oordeel.GEEN_GEGEVENS)
    with_main_goals(monkeypatch, leeg.id, "ZHZ-02")
    assert main_goals(marked[1], ZHZ) == ["ZHZ-02"]
    assert f"Zonder cijfer: {leeg.label} (geen gegevens)." in words(make_rapport(marked[1], "presentatie", ZHZ))


def test_a_region_without_main_goals_has_slides_of_what_weighs_most(marked, monkeypatch):
    with_main_goals(monkeypatch)
    assert len(main_goals(marked[1], ZHZ)) > 1 and "Zonder cijfer" not in words(
        make_rapport(marked[1], "presentatie", ZHZ)
    )


def test_where_there_is_no_figure_the_line_of_a_slide_is_broken(marked):
    """A hidden year of a series to share has a place on the axis, and no value."""
    shared, _ = marked

    def with_a_hole(view):
        blad = make_rapport(view, "presentatie", ZHZ)
        weg = (blad.frame["maat"] == "ots_stand") & (blad.frame["periode"] == "2022")
        frame = blad.frame[~weg].reset_index(drop=True)
        return type(blad)(frame, blad.titel, blad.selectie, blad.maten, blad.doelen, blad.document)

    beelden = {v.name: v.chart for v in graphs(shared.export("pptx", with_a_hole))}
    grafiek = beelden["Lopende ondertoezichtstellingen (OTS)"]
    per_jaar = dict(zip(grafiek.plots[0].categories, grafiek.plots[0].series[0].values, strict=True))
    assert per_jaar["2022"] is None and per_jaar["2021"] and per_jaar["2023"]
    assert 'dispBlanksAs val="gap"' in grafiek.part.blob.decode()


def test_a_workbook_has_numbers_charts_definitions_and_is_ready_to_print(marked):
    inhoud = marked[1].export("cijferboek", lambda v: make_rapport(v, "cijferboek", ZHZ))
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    assert boek.sheetnames[0] == "Inhoud" and boek.sheetnames[-1] == "Definities"
    blad = boek["Jeugdbescherming"]
    rij = next(r for r in blad.iter_rows() if r[0].value == "Lopende JB-maatregelen (maatregelen)")
    getallen = [c.value for c in rij[1:] if c.data_type == "n" and c.value is not None]
    assert len(getallen) == 7 and all(isinstance(g, int | float) for g in getallen)
    assert len(blad._charts) > 5 and blad.page_setup.orientation == "landscape" and blad.page_setup.paperSize == 9
    assert not [c for s in boek for r in s.iter_rows() for c in r if c.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(inhoud)) as deel:
        grafieken = [deel.read(n).decode() for n in deel.namelist() if n.startswith("xl/charts/chart")]
        tekeningen = " ".join(deel.read(n).decode() for n in deel.namelist() if n.startswith("xl/drawings/drawing"))
    # Excel breaks a line where a cell is empty unless it is told something else.
    assert grafieken and all("dispBlanksAs" not in g or 'val="gap"' in g for g in grafieken)
    assert tekeningen.count('descr="Lijngrafiek') == len(grafieken)


PAPIER = 1040  # pixels between the margins of an A4 that lies down


def test_every_sheet_of_a_workbook_is_printed_on_pages_of_one_width(marked):
    """The sentences beside a table, and a long one under a chart, were pages by themselves."""
    inhoud = marked[1].export("cijferboek", lambda v: make_rapport(v, "cijferboek", ZHZ))
    for blad in openpyxl.load_workbook(io.BytesIO(inhoud)).worksheets[1:]:
        gebied = blad[blad.print_area.partition("!")[2]]
        wijd = {nr: d.width for d in blad.column_dimensions.values() for nr in range(d.min, d.max + 1)}
        breed = 7 * sum(wijd[c.column] for c in gebied[0])
        assert breed * blad.page_setup.scale / 100 <= PAPIER, blad.title
        in_gebied = {c.coordinate for rij in gebied for c in rij}
        assert not [c.coordinate for r in blad.iter_rows() for c in r if c.value and c.coordinate not in in_gebied]
        assert max(len(str(r[0].value or "")) for r in blad.iter_rows()) * 7 <= breed, blad.title


def test_what_is_wrong_is_said_in_one_sentence(marked, tmp_path):
    shared, _ = marked
    with pytest.raises(Melding, match="kies uit tafelblad"):
        make_rapport(shared, "jaarverslag", ZHZ)
    with pytest.raises(Melding, match="kies er een"):
        make_rapport(shared, "tafelblad", Selectie())
    with pytest.raises(Melding, match="geen gegevens geladen"):
        make_rapport(shared, "tafelblad", Selectie(regio="zou"))
    with pytest.raises(Melding, match="geen enkel cijfer"):
        make_rapport(marked[1], "tafelblad", ZHZ.with_(gemeente=("GM0590",)))
    with pytest.raises(Melding, match="laat de naam eindigen op pdf, docx, pptx en xlsx"):
        kinds_of("rapport.odt")


def test_the_command_writes_a_report_or_says_why_not(marked, tmp_path, capsys):
    uit = tmp_path / "tafelblad.pdf"
    assert main(["rapport", "--regio", "zhz", "--uit", str(uit)]) == 0
    assert uit.read_bytes().startswith(b"%PDF") and "(om te delen)" in capsys.readouterr().out
    assert main(["rapport", "--regio", "zhz", "--intern", "--uit", str(uit)]) == 0
    assert "(intern)" in capsys.readouterr().out
    oud = uit.read_bytes()
    for fout in (["--regio", "zou"], ["--regio", "zhz", "--sjabloon", str(uit)], ["--regio", "nergens"]):
        assert main(["rapport", *fout, "--uit", str(uit)]) == 2
        assert capsys.readouterr().err.count("\n") == 1 and uit.read_bytes() == oud, "what was there is kept"
    assert (
        main(["rapport", "--regio", "zhz", "--uit", str(tmp_path / "x.txt")]) == 2
        and "pdf, docx" in capsys.readouterr().err
    )


def template(*, titles: bool) -> bytes:
    boek = pptx.Presentation()
    boek.slide_width = Inches(10)
    if not titles:
        for indeling in boek.slide_layouts:
            for vorm in [p for p in indeling.placeholders if p.placeholder_format.idx == 0]:
                vorm._element.getparent().remove(vorm._element)
    boek.slides.add_slide(boek.slide_layouts[6])
    buffer = io.BytesIO()
    boek.save(buffer)
    return buffer.getvalue()


def test_a_template_is_used_and_one_that_cannot_be_is_said(marked):
    shared, _ = marked

    def make(sjabloon):
        return lambda v: make_rapport(v, "presentatie", ZHZ, sjabloon=sjabloon)

    eigen = pptx.Presentation(io.BytesIO(shared.export("pptx", make(template(titles=True)))))
    assert eigen.slide_width == Inches(10) and eigen.slides[0].shapes.title.text_frame.text.startswith("Presentatie")
    with pytest.raises(Melding, match="vak voor een titel"):
        shared.export("pptx", make(template(titles=False)))
    for kind, woord in (("pptx", "PowerPoint-bestand"), ("docx", "Word-bestand")):
        with pytest.raises(Melding, match=woord):
            shared.export(kind, make(b"geen sjabloon"))
    with pytest.raises(Melding, match="geen eigen sjabloon"):
        shared.export("pdf", make(b"x"))


@pytest.mark.parametrize(
    ("filters", "zin"),
    [
        ({"gi": ("Bestaat Niet",)}, "De GI Bestaat Niet is er niet in de gegevens: kies uit "),
        ({"gemeente": ("GM0546",)}, "De gemeente Leiden is er niet in Zuid-Holland Zuid: kies uit "),
    ],
)
def test_a_filter_on_what_is_not_there_is_no_report_of_too_few(marked, filters, zin):
    for view in marked:
        with pytest.raises(Melding, match=re.escape(zin)):
            make_rapport(view, "tafelblad", ZHZ.with_(**filters))


def test_what_was_agreed_does_not_stand_under_what_is_still_to_be_decided(marked, monkeypatch):
    besluit = Besluit(
        "K1-07", -0.25, dt.date(2027, 12, 31), None, "ontwikkeltafel veiligheid", dt.datetime(2026, 11, 1)
    )
    monkeypatch.setattr(report_goals, "besluiten", lambda _, doel: [besluit] if doel == "K1-07" else [])
    (blokken,) = (
        h.blokken
        for h in make_rapport(marked[1], "tafelblad", ZHZ).document.hoofdstukken
        if h.titel == "Nog te besluiten"
    )
    nog, al = ([z for z in b.zinnen] for b in blokken if b.soort == "lijst")
    assert not [z for z in nog if "afgesproken door" in z]
    assert al == [z for z in al if z.startswith("Al afgesproken: K1-07 ") and "25% minder, uiterlijk 31-12-2027" in z]
