"""What a reader sees when there is nothing, or nothing that may be shown: a sentence and the way on, no empty chart."""

import csv
import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.model.wider import wider

WORTEL = Path(__file__).parents[2]
MET_CIJFERS = (
    "overzicht",
    "kernwaarden",
    "doelen",
    "watals",
    "uithuisplaatsingen",
    "maatregelen",
    "duur",
    "vergelijken",
    "jeugdhulp",
    "presentatie",
)
ZONDER = ("duiding", "mijlpalen", "gegevens", "opvragen", "dekking", "verantwoording", "beheer")


def draai(pagina: str, **adres: str) -> AppTest:
    at = AppTest.from_file(WORTEL / "app.py", default_timeout=90)
    for naam, waarde in adres.items():
        at.query_params[naam] = waarde
    at = at.switch_page(f"pages/{pagina}.py").run()
    assert not at.exception and not at.error, [e.value for e in (*at.exception, *at.error)]
    return at


def html(at: AppTest) -> str:
    return " ".join(h.proto.body for h in at.get("html") if "<style>" not in h.proto.body)


def charts(at: AppTest) -> int:
    return len(at.get("vega_lite_chart"))


@pytest.fixture(scope="module")
def kleine_map(tmp_path_factory):
    """A twentieth of a region as data of one's own: small cells, and GI's that are not everywhere."""
    map = tmp_path_factory.mktemp("klein")
    dashboard.make_voorbeeld(map / "export", regio="zhz", vandaag=dt.date(2026, 11, 1))
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map / "eigen"))
        dashboard.import_sources(None, [map / "export"])
    return map / "eigen"


@pytest.fixture
def klein(kleine_map, monkeypatch):
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(kleine_map))
    return dashboard.open_store()


@pytest.fixture(scope="module")
def lege_map(tmp_path_factory):
    """A folder of one's own with only a milestone loaded: no period, no figure."""
    map = tmp_path_factory.mktemp("leeg")
    with (map / "mijlpalen.csv").open("w", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand, delimiter=";").writerows(
            [("doel", "gi", "toegang", "behaald_op", "bewijs"), ("ZHZ-07", "GI Noord", "", "2022-08-21", "protocol")]
        )
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map / "eigen"))
        dashboard.import_sources(None, [map / "mijlpalen.csv"])
    return map / "eigen"


@pytest.fixture
def leeg(lege_map, monkeypatch):
    """The pages of one test on that folder; the tests after it have the example again."""
    monkeypatch.setenv("KERNWAARDEN_GEGEVENS", str(lege_map))


@pytest.mark.parametrize("pagina", MET_CIJFERS)
def test_without_figures_a_page_is_one_sentence_and_a_link(leeg, pagina):
    at = draai(pagina)
    assert "Er zijn nog geen cijfers geladen" in html(at) and charts(at) == 0
    assert [k.proto.label for k in at.get("page_link")] == ["Naar Gegevens"]
    assert [h.value for h in at.header] == ["Wat wilt u zien?"]


@pytest.mark.parametrize("pagina", ZONDER)
def test_a_page_that_needs_no_figure_is_there(leeg, pagina):
    assert "Er zijn nog geen cijfers geladen" not in html(draai(pagina, regio="zhz"))


@pytest.mark.parametrize("pagina", ("uithuisplaatsingen", "maatregelen", "duur"))
def test_a_small_gemeente_to_share_has_sentences_instead_of_empty_charts(klein, pagina):
    at = draai(pagina, regio="zhz", gemeente="GM0512", weergave="delen")
    tekst = html(at)
    leeg = [d for d in re.findall(r'<h2 class="kd-kop"[^>]*>(.*?)</h2>', tekst) if VERBORGEN in d]
    assert len(leeg) > 3
    assert tekst.count("te weinig kinderen") + tekst.count("Om dezelfde reden als hierboven") >= len(leeg)
    assert "geen gegevens" not in tekst and "Nog geen hele periode" not in tekst, "it is there, but may not be shown"
    assert charts(at) + tekst.count("kd-waarom") == tekst.count('<h2 class="kd-kop"')


def test_a_small_gemeente_to_share_knows_what_is_hidden_from_what_is_missing(store):
    at = draai("overzicht", regio="zhz", gemeente="GM0512", weergave="delen")
    zin = at.markdown[0].value
    alle, gemeten, *_, dicht, zonder, achtergrond = (int(g) for g in re.findall(r"\d+", zin))
    assert "te klein om te delen" in zin and alle == gemeten + dicht + zonder + achtergrond
    assert {e.label for e in at.expander} >= {
        f"Te klein om te delen ({dicht})",
        f"Nog zonder cijfers ({zonder})",
        f"Achtergrond ({achtergrond})",
    }


def test_notes_are_not_on_a_shared_screen(store):
    deel, intern = (draai("doelen", regio="zhz", doel="ZHZ-01", **w) for w in ({"weergave": "delen"}, {}))
    eigen = [t for t in deel.text_area if not str(t.key).startswith("duiding_")]  # a new point holds no figure yet
    assert not eigen and any("Kies links Intern" in c.value for c in deel.caption)
    assert intern.text_area


def test_a_choice_without_any_measure_says_so(klein):
    """A GI that has none in this gemeente: the pages say it, and nothing breaks."""
    codes = {g.code for g in dashboard.regios()["zhz"].gemeenten}
    gemeente, gi = next(
        (c, g) for c in sorted(codes) for g in klein.gis_van(tuple(codes)) if (g, c) not in klein.gi_gemeenten
    )
    for pagina in ("maatregelen", "uithuisplaatsingen", "duur"):
        at = draai(pagina, regio="zhz", gemeente=gemeente, gi=gi)
        zonder_stijl = html(at)
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", zonder_stijl)
        assert charts(at) + zonder_stijl.count("kd-waarom") == zonder_stijl.count('<h2 class="kd-kop"')


@pytest.mark.parametrize("kijk", [{}, {"weergave": "delen"}], ids=["intern", "delen"])
def test_where_a_segment_leaves_nothing_the_way_on_names_it(kijk, store):
    """Placements of a segment that has none: another gemeente or GI would not help."""
    tekst = html(draai("uithuisplaatsingen", regio="zhz", segment="6", **kijk))
    assert [r for r in reasons(tekst) if "segment" in r]


def reasons(tekst: str) -> list[str]:
    return [unescape(r) for r in re.findall(r'kd-waarom">(.*?)</p>', tekst)]


OPEN = {"gemeente": "alle gemeenten", "gi": "alle GI's", "segment": "alle segmenten", "per": "een langere tijdseenheid"}


@pytest.mark.parametrize(
    "keuze", [{}, {"gemeente": "GM0512"}, {"gi": "GI Oost", "per": "kwartaal"}, {"segment": "6"}], ids=str
)
@pytest.mark.parametrize("pagina", ("uithuisplaatsingen", "maatregelen", "duur"))
def test_the_way_on_never_names_what_is_open_already(klein, pagina, keuze):
    """Nor twice: the next chart that is empty for the same reason refers to the first."""
    redenen = reasons(html(draai(pagina, regio="zhz", weergave="delen", **keuze)))
    raad = [r for r in redenen if "Kies links" in r or "Ruimer kiezen" in r]
    assert len(raad) == len(set(raad)) and (raad or not redenen)
    for naam, woorden in OPEN.items():
        assert naam in keuze or not any(woorden in r for r in raad)


@pytest.mark.parametrize(
    ("keuze", "hidden", "raad"),
    [
        (Selectie(), True, ""),
        (Selectie(), False, "een kortere tijdseenheid"),
        (Selectie(per="maand"), False, ""),
        (Selectie(per="maand").with_(gi=("A",)), True, "alle GI's of een langere tijdseenheid"),
        (
            Selectie(van=dt.date(2025, 1, 1)).with_(gemeente=("GM1",), segment=("6",)),
            False,
            "alle gemeenten, alle segmenten, meer jaren of een kortere tijdseenheid",
        ),
    ],
)
def test_what_may_still_be_opened(keuze, hidden, raad):
    assert wider(keuze, hidden) == raad
