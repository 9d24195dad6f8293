"""axe-core finds nothing in what we draw ourselves, in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, note_hosts
from tests.ui.test_browser import adres, browser, rest, server  # noqa: F401  fixtures

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)
EERST = "overzicht?regio=zhz"
PAGINAS = (
    "kernwaarden?regio=zhz",
    "doelen?regio=zhz&doel=ZHZ-01",
    "duiding?regio=zhz",
    "watals?regio=zhz",
    "uithuisplaatsingen?regio=zhz",
    "maatregelen?regio=zhz",
    "duur?regio=zhz",
    "jeugdhulp?regio=zhz",
    "mijlpalen?regio=zhz",
    "presentatie?regio=zhz",
    "handleiding",
    "gegevens",
    "dekking?regio=zhz",
    "verantwoording?regio=zhz",
)
# Streamlit draws these itself: the box for files has a role beside its label.
NIET_VAN_ONS = {"presentation-role-conflict": "stFileUploaderDropzone"}


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
        if NIET_VAN_ONS.get(v["id"], "\0") not in knoop["html"]
    ]


@pytest.mark.parametrize("naam", [EERST, *(pytest.param(n, marks=pytest.mark.nightly) for n in PAGINAS)])
def test_axe_finds_nothing(adres, thema, naam):  # noqa: F811
    thema.goto(f"{adres}/{naam}")
    rest(thema)
    assert own_violations(thema) == []
