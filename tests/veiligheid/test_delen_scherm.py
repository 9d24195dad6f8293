"""In Delen no page, chart, table or file holds an exact figure. The data are marked: every true count is a number
that does not come from rounding, so that each can be looked for."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.dashboard import LOKAAL, open_view
from tests.veiligheid.marked import marked_store, numbers, true_counts

WORTEL = Path(__file__).parents[2]
PAGINAS = [
    "overzicht",
    "kernwaarden",
    "doelen",
    "duiding",
    "uithuisplaatsingen",
    "maatregelen",
    "duur",
    "vergelijken",
    "jeugdhulp",
    "mijlpalen",
    "presentatie",
    "dekking",
    "verantwoording",
]


@pytest.fixture(scope="module")
def gemerkt(tmp_path_factory):
    with marked_store(tmp_path_factory.mktemp("gemerkt")):
        yield open_view(LOKAAL, "intern")


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
    return true_counts(gemerkt)


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


@pytest.mark.parametrize("doel", ["ZHZ-01", "ZHZ-02"])
def test_a_presentation_is_to_share_whatever_was_chosen(gemerkt, exact, doel):
    tekst = page("presentatie", regio="zhz", weergave="intern", doel=doel)
    assert "om te delen" in tekst and "Intern: exacte" not in tekst
    assert numbers(tekst) & exact == set()
    assert numbers(page("doelen", regio="zhz", doel=doel)) & exact, "else this proves nothing"
