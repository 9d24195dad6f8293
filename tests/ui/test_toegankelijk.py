"""axe-core finds nothing in what we draw ourselves, in both themes; nothing falls off an enlarged screen; and the
statement says what is tested."""

import json
import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, note_hosts
from tests.ui.test_browser import adres, browser, rest, server  # noqa: F401  fixtures
from tests.ui.test_doelen import open_page
from tests.ui.toegankelijkheid import AFWIJKINGEN, EERST, PAGINAS, VERKLARING, WORTEL, statement

met_browser = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)
ALTIJD = (EERST, "rapport?regio=zhz")  # the second has the button that matters
ELKE = [n if n in ALTIJD else pytest.param(n, marks=pytest.mark.nightly) for n in PAGINAS]


@pytest.fixture(params=["light", "dark"])
def thema(request, browser, server):  # noqa: F811
    """A visitor who likes this theme."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme=request.param, reduced_motion="reduce"
    )
    context.request.get(server.ingang)
    p = context.new_page()
    p.set_default_timeout(60_000)
    note_hosts(p)
    yield p
    context.close()


def own_violations(p) -> list[str]:
    """Rule and element of what axe objects to, without what is not ours."""
    return [
        f"{v['id']}: {knoop['html'][:120]}"
        for v in Axe().run(p).response["violations"]
        for knoop in v["nodes"]
        if not any(v["id"] == regel and stuk in knoop["html"] for regel, stuk, _ in AFWIJKINGEN)
    ]


@met_browser
@pytest.mark.parametrize("naam", ELKE)
def test_axe_finds_nothing(adres, thema, naam):  # noqa: F811
    thema.goto(f"{adres}/{naam}")
    rest(thema)
    assert own_violations(thema) == []


@met_browser
@pytest.mark.parametrize("thema", ["light"], indirect=True)
@pytest.mark.parametrize("naam", ELKE)
def test_nothing_falls_off_a_screen_of_twice_the_size(adres, thema, naam):  # noqa: F811
    """200% of 1280 by 720: nobody has to scroll to the side."""
    thema.set_viewport_size({"width": 640, "height": 360})
    thema.goto(f"{adres}/{naam}")
    rest(thema)
    breed = thema.evaluate("(m => [m.scrollWidth, m.clientWidth])(document.querySelector('.stMain'))")
    assert breed[0] <= breed[1]


def test_a_chart_is_heard_as_its_sentence_and_its_figures(store):
    """Vega reads every axis and dot, in English and with the names of columns."""
    for grafiek in open_page("uithuisplaatsingen", regio="zhz").get("vega_lite_chart"):
        spec = json.loads(grafiek.proto.spec)
        assert re.match(r"Nieuwe|Lopende|[A-Z]", spec["description"]) and ". " in spec["description"]
        stil = [spec["config"][deel].get("aria") for deel in ("mark", "axis", "legend", "title")]
        assert stil == [False] * 4


def test_every_page_of_the_menu_is_tested():
    menu = set(re.findall(r"pages/(\w+)\.py", (WORTEL / "app.py").read_text("utf-8"))) - {"begin"}
    assert {p.partition("?")[0] for p in PAGINAS} == menu


def test_the_statement_says_what_is_tested():
    """Make it anew with KERNWAARDEN_PLATEN=ja."""
    if os.environ.get("KERNWAARDEN_PLATEN") == "ja":
        VERKLARING.write_text(statement(), "utf-8")
    assert VERKLARING.read_text("utf-8") == statement()


def test_the_statement_can_be_read_on_the_page(store):
    assert any("Nalevingsstatus" in m.value for m in open_page("verantwoording", regio="zhz").markdown)
