"""What an official comes with, in a real browser: five questions, each answered in a sentence on the screen within five
clicks of the mouse from the first page, on the example as it is."""

import re
import time
from dataclasses import dataclass, field

import pytest

from core.model.oordeel import Oordeel
from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, serve, settle

MOST = 5
GETAL = r"(?:\d{1,3}(?:\.\d{3})*|\d+)(?:,\d+)?"
JAAR = r"20\d\d"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)


@dataclass
class Muis:
    """A reader with a mouse. `clicks`: how often he pressed it so far; what he types is no click. `begin`: when the
    first page stood there."""

    pagina: object
    clicks: int = 0
    begin: float = field(default_factory=time.monotonic)

    def click(self, plek, **waar) -> None:
        plek.first.scroll_into_view_if_needed()
        plek.first.click(**waar)
        self.clicks += 1

    def page(self, naam: str) -> None:
        self.click(self.pagina.get_by_role("link", name=naam, exact=True))
        self.pagina.wait_for_url(f"**/{naam.lower().replace('-', '')}**")
        settle(self.pagina)

    def choose(self, filter_: str, waarde: str, in_adres: str) -> None:
        self.click(self.pagina.get_by_label(filter_, exact=True))
        self.click(self.pagina.get_by_role("option", name=waarde, exact=True))
        self.pagina.wait_for_url(f"**{in_adres}**")
        self.read()

    def read(self) -> str:
        """What stands on the page when it is drawn, one line after the other."""
        self.pagina.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.pagina.wait_for_timeout(500)
        return self.pagina.inner_text("[data-testid=stMain]")

    def finds(self, zin: str) -> re.Match:
        """The sentence that answers: it comes on the screen, and the clicks that led to it were few."""
        for _ in range(120):
            if gevonden := re.search(zin, tekst := self.read()):
                break
        assert gevonden, f"{zin} is not on the page: {tekst}"
        assert 1 <= self.clicks <= MOST, f"{self.clicks} clicks"
        print(f"{self.clicks} clicks, answered {time.monotonic() - self.begin:.1f} s after the first page")
        return gevonden


@pytest.fixture(scope="module")
def server(store, eigen, tmp_path_factory):
    with serve(eigen, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium


@pytest.fixture
def muis(browser, server):
    """Somebody who comes in by the front door."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="nl-NL")
    context.request.get(server.ingang)
    pagina = context.new_page()
    pagina.set_default_timeout(120_000)
    pagina.goto(server.url)
    settle(pagina)
    yield Muis(pagina)
    context.close()


def in_zhz(muis: Muis) -> None:
    """The region of the question, if it is not the first one already."""
    if "regio=zhz" not in muis.pagina.url:
        muis.choose("Regio", "Zuid-Holland Zuid", "regio=zhz")


def test_children_of_dordrecht_away_from_home_now_and_a_year_ago(muis):
    muis.page("Uithuisplaatsingen")
    in_zhz(muis)
    muis.choose("Gemeente", "Dordrecht", "gemeente=GM0505")
    muis.finds(
        rf"Uit huis geplaatste kinderen:[^\n]*\n+{GETAL} jeugdigen? op \d+ \w+ {JAAR}[^\n;]*; een jaar eerder {GETAL}\."
    )


def test_whether_a_fifth_fewer_measures_is_on_course(muis):
    in_zhz(muis)
    zoek = muis.pagina.get_by_label("Zoek een doel of een begrip")
    muis.click(zoek)
    zoek.fill("ondertoezicht")
    muis.pagina.keyboard.press("Enter")
    muis.click(muis.pagina.get_by_test_id("stSidebar").get_by_role("link", name=re.compile("^ZHZ-02")))
    muis.pagina.wait_for_url("**doel=ZHZ-02**")
    oordelen = "|".join(o.value for o in Oordeel)
    tekst = muis.finds(rf"Minder maatregelen van jeugdbescherming\s+ZHZ-02\s[\s\S]{{0,80}}({oordelen})")
    assert tekst and muis.finds(rf"20% lager dan de basis, dat is {GETAL}")


def test_which_gi_has_the_longest_durations_and_whether_that_is_chance(muis):
    in_zhz(muis)
    muis.page("Duur")
    muis.finds(
        r"OTS duurt (?:het langst bij [^\n]+|bij geen GI langer dan bij de andere)"
        r"(?:, maar het verschil tussen de GI's kan toeval zijn|; de GI's verschillen meer dan door toeval)"
    )


def test_what_a_tenth_less_inflow_does_by_the_end_of_next_year(muis, store):
    volgend = store.gegevens_tm.year + 1
    in_zhz(muis)
    muis.page("Wat-als")
    on_slider(muis, "Hoeveel jaar vooruit?", (1 - 1) / (10 - 1))
    muis.pagina.wait_for_url(f"**{volgend}-12-31**")
    muis.read()
    on_slider(muis, "Instroom van maatregelen", 0.45)
    muis.pagina.wait_for_url("**verandering=-0.1**")
    muis.finds(rf"Met deze knoppen lopen er eind {volgend} naar verwachting {GETAL} maatregelen[^\n]*")


def on_slider(muis: Muis, naam: str, deel: float) -> None:
    """One press on the track of a slider, at a share of its length."""
    track = muis.pagina.get_by_role("group", name=naam, exact=True).locator("> div").first
    track.wait_for()
    maat = track.bounding_box()
    muis.click(track, position={"x": max(1, min(maat["width"] * deel, maat["width"] - 1)), "y": maat["height"] / 2})


def test_where_a_number_comes_from(muis):
    in_zhz(muis)
    muis.page("Maatregelen")
    muis.click(muis.pagina.get_by_test_id("stMain").get_by_text("Uitleg", exact=True))
    muis.pagina.get_by_text("De vraag aan de database").first.wait_for()
    muis.finds(rf"Gegevens t/m \d\d-\d\d-{JAAR}")
    muis.finds(r"art\. \d|§\s?\d|artikel \d")
