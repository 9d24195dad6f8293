"""In Delen no page, chart, table or file holds an exact figure. The data are marked: every true count is a number
that does not come from rounding, so that each can be looked for."""

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.model.melding import Melding
from core.model.selectie import Selectie

WORTEL = Path(__file__).parents[2]
PAGINAS = [
    "overzicht",
    "kernwaarden",
    "doelen",
    "uithuisplaatsingen",
    "maatregelen",
    "duur",
    "jeugdhulp",
    "mijlpalen",
    "dekking",
    "verantwoording",
]
# Children with a new OTS, every year as many: a line through rounded figures then gives no exact one by chance.
NIEUW = dict.fromkeys(range(2019, 2026), 1113)
GEMEENTEN, GIS = ("GM0505", "GM0642"), ("GI Noord", "GI Zuid")


@pytest.fixture(scope="module")
def gemerkt(tmp_path_factory):
    """A store of one's own, with the state of the app beside it."""
    map_ = tmp_path_factory.mktemp("gemerkt")
    regels = ["jeugdige;gemeente;gi;type;begindatum;einddatum;reden_einde"]
    plaatsingen = ["jeugdige;gemeente;gi;verblijfsvorm;begindatum;einddatum"]
    for jaar, aantal in NIEUW.items():
        for nr in range(aantal):
            wie, waar, gi = f"K{jaar}{nr:04d}", GEMEENTEN[nr % 3 == 0], GIS[nr % 7 < 2]
            einde = f"{jaar + 1}-03-{1 + nr % 28:02d}" if nr % 4 else ""
            regels.append(f"{wie};{waar};{gi};11;{jaar}-02-{1 + nr % 28:02d};{einde};{'02' if einde else ''}")
            if nr % 47:
                plaatsingen.append(f"{wie};{waar};{gi};11;{jaar}-03-01;")
    (map_ / "maatregelen.csv").write_text("\n".join(regels), "utf-8")
    (map_ / "plaatsingen.csv").write_text("\n".join(plaatsingen), "utf-8")
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map_ / "eigen"))
        dashboard.import_sources(
            None, [map_ / "maatregelen.csv", map_ / "plaatsingen.csv"], van=date(2019, 1, 1), tm=date(2025, 12, 31)
        )
        yield dashboard.open_store()


def numbers(tekst: str) -> set[str]:
    """Whole numbers of three digits and more as written: 1.234 and 1234 are the same."""
    vorm = r"(?<![\d.,#&x-])\d{1,3}(?:\.\d{3})+(?![\d.])|(?<![\d.,#&x-])\d{3,}(?![\d,.])"
    return {n.replace(".", "") for n in re.findall(vorm, tekst)}


def page(naam: str, **adres: str) -> str:
    """Everything a page sends to the browser, as text."""
    app = AppTest.from_file(str(WORTEL / "app.py"), default_timeout=120)
    for sleutel, waarde in adres.items():
        app.query_params[sleutel] = waarde
    app = app.switch_page(f"pages/{naam}.py").run()
    assert not app.exception and not app.error, [e.value for e in app.error]
    return " ".join(
        str(knoop.proto)
        for knoop in app.get("html")
        + app.get("vega_lite_chart")
        + list(app.markdown)
        + list(app.caption)
        + app.get("arrow_table")
    )


@pytest.fixture(scope="module")
def exact(gemerkt) -> set[str]:
    """The true counts of the maten that the pages show, those that no rounding gives (and that are no year; a small
    one could be a quarter of a rounded one)."""
    gevonden: set[str] = set()
    for maat in ("jb_stand", "jb_instroom", "jb_uitstroom", "uhp_nieuw", "uhp_stand", "jb_jeugdigen", "ots_stand"):
        for splits in ((), ("gi",), ("gemeente",)):
            reeks = dashboard.reeks(gemerkt, maat, Selectie(regio="zhz", splits=splits))
            gevonden |= {str(int(w)) for w in reeks["waarde"].dropna() if w >= 1000 and w % 5 and not 1990 <= w <= 2050}
    return gevonden


@pytest.mark.parametrize("naam", PAGINAS)
def test_no_page_shows_an_exact_count(gemerkt, exact, naam):
    assert numbers(page(naam, regio="zhz", weergave="delen")) & exact == set()


@pytest.mark.parametrize("naam", ["maatregelen", "uithuisplaatsingen", "overzicht", "doelen"])
def test_the_same_pages_do_show_them_intern(gemerkt, exact, naam):
    assert numbers(page(naam, regio="zhz")) & exact, "else the test above proves nothing"


@pytest.mark.parametrize("naam", ["gegevens", "opvragen"])
def test_pages_on_the_delivery_itself_are_intern_only(gemerkt, naam):
    assert "alleen intern te zien" in page(naam, regio="zhz", weergave="delen")


def test_an_address_cannot_ask_for_intern(gemerkt):
    assert "Om te delen" in page("maatregelen", regio="zhz", weergave="delen")
    assert "Intern: exacte" in page("maatregelen", regio="zhz", weergave="intern")


def test_files_to_share_hold_protected_figures_and_say_so(gemerkt, exact):
    deelbaar, keuze = dashboard.to_share(gemerkt), Selectie(regio="zhz", splits=("gi",))
    maat = dashboard.maten()["jb_stand"]
    frame = dashboard.reeks(deelbaar, maat.id, keuze)
    tekst = dashboard.csv(frame, titel="x", selectie=keuze, store=deelbaar, maten=[maat]).decode()
    assert "om te delen" in tekst and not numbers(tekst) & exact
    inhoud = dashboard.excel(frame, titel="x", selectie=keuze, store=deelbaar, maten=[maat])
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    cellen = [str(c.value) for blad in boek for rij in blad for c in rij if c.value is not None]
    assert any("om te delen" in c for c in cellen) and not numbers(" ".join(cellen)) & exact


def test_the_guard_refuses_an_exact_frame(gemerkt):
    keuze, maat = Selectie(regio="zhz"), dashboard.maten()["jb_stand"]
    frame = dashboard.reeks(gemerkt, maat.id, keuze)
    for schrijf in (dashboard.csv, dashboard.excel):
        with pytest.raises(Melding, match="mag niet gedeeld"):
            schrijf(frame, titel="x", selectie=keuze, store=dashboard.to_share(gemerkt), maten=[maat])


def test_every_door_answers_protected(gemerkt, exact):
    """Each public question, asked with a store that shows what may be shared."""
    deelbaar, keuze = dashboard.to_share(gemerkt), Selectie(regio="zhz")
    beeld = dashboard.doelbeeld(deelbaar, keuze, "ZHZ-01")
    antwoorden = [
        dashboard.reeks(deelbaar, "uhp_nieuw", keuze),
        dashboard.stand_op(deelbaar, "jb_stand", keuze, [date(2024, 6, 30)]),
        dashboard.sluitende_stand(deelbaar, keuze, ("11",)),
        dashboard.duurverdeling(deelbaar, "ots_duur_gemiddeld", keuze),
        dashboard.overleving(deelbaar, keuze),
        dashboard.dekking(deelbaar, "zhz"),
        dashboard.results(deelbaar, keuze, maat_ids=("jb_stand", "jb_instroom"), doel_ids=("ZHZ-01", "ZHZ-02")),
    ]
    tekst = " ".join(a.astype(str).replace(r"\.0$", "", regex=True).to_csv(sep="|") for a in antwoorden)
    standen = dashboard.doelen(deelbaar, keuze)
    tekst += " ".join(f"{s.uitkomst.uitleg} {s.reeks.astype(str).to_csv(sep='|')}" for s in standen)
    tekst += str(dashboard.toelichting(deelbaar, "jb_stand", keuze)["n"])
    tekst += dashboard.wat_is_nodig(beeld, beeld.dagen[0]).zin + beeld.stand.reeks.astype(str).to_csv(sep="|")
    assert numbers(tekst.replace(".0|", "|").replace(".0\n", "\n")) & exact == set()
