"""The guide leads somewhere, and its pictures are those of the pages as they are."""

import io
import os
import re
from html import unescape
from urllib.parse import parse_qs

import numpy as np
import pytest
from PIL import Image

from core.ui import access, handleiding
from tests.browser import NO_BROWSER
from tests.server import CHROMIUM
from tests.ui.test_browser import adres, browser, pagina, rest, server  # noqa: F401  fixtures
from tests.ui.test_doelen import html, open_page

WAAR = {
    "gegevens": "gegevens",
    "overzicht": "overzicht?regio=zhz",
    "doelen": "doelen?regio=zhz&doel=ZHZ-01",
    "delen": "uithuisplaatsingen?regio=zhz&weergave=delen",
}
ANDERS = 4  # of 255, on average over the picture seen from afar
MAKEN = os.environ.get("KERNWAARDEN_PLATEN") == "ja"


def test_every_step_has_its_picture_and_a_way_there(store):
    app = open_page("handleiding")
    assert [h.value for h in app.header] == ["1. Laden", "2. Kijken", "3. Vragen", "4. Delen", "Vaak gevraagd"]
    wegen = [p.proto.page for p in app.get("page_link")]
    assert wegen[:4] == [s.pagina for s in handleiding.STAPPEN]
    assert len(wegen) == len(handleiding.STAPPEN) + len(handleiding.VRAGEN)
    assert {s.plaat for s in handleiding.STAPPEN} == set(WAAR)
    for stap in handleiding.STAPPEN:
        with Image.open(handleiding.PLATEN / f"{stap.plaat}.png") as plaat:
            assert plaat.size == (1280, 720)
    assert sum(p.stat().st_size for p in handleiding.PLATEN.iterdir()) < 600_000


def test_the_banner_of_the_example_leads_to_the_guide_with_what_was_chosen(store):
    """A link of our own begins a new session: without Delen in it, it would show exact figures in a meeting."""
    app = open_page("overzicht", regio="hr", gemeente="GM0546", weergave="delen")
    link = re.search(r'href="handleiding\?([^"]*)"', html(app))[1]
    assert parse_qs(unescape(link)) == {"regio": ["hr"], "gemeente": ["GM0546"], "weergave": ["delen"]}


def test_every_question_is_answered_by_a_page(store):
    assert {p for _, p in handleiding.VRAGEN} <= set(access.PAGINAS)


@pytest.mark.nightly
@pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)
@pytest.mark.parametrize("naam", WAAR)
def test_the_pictures_show_the_pages_as_they_are(adres, pagina, naam):  # noqa: F811
    """Red after a page changed: make them anew with KERNWAARDEN_PLATEN=ja."""
    pagina.goto(f"{adres}/{WAAR[naam]}")
    rest(pagina)
    nu = small(Image.open(io.BytesIO(pagina.screenshot())))
    bestand = handleiding.PLATEN / f"{naam}.png"
    if MAKEN:
        nu.save(bestand, optimize=True)
    with Image.open(bestand) as er_is:
        assert np.abs(grey(nu) - grey(er_is)).mean() < ANDERS


def test_another_page_or_an_empty_one_is_no_picture_of_this_one():
    """What is let through is less than what tells two of the pages apart, or a page from one that stayed white."""
    platen = {n: grey(Image.open(handleiding.PLATEN / f"{n}.png")) for n in WAAR}
    wit = {"wit": np.full_like(platen["doelen"], 255.0)}
    verschil = {(a, b): np.abs(platen[a] - x).mean() for a in platen for b, x in (platen | wit).items() if a != b}
    assert min(verschil.values()) > ANDERS, verschil


def small(plaat: Image.Image) -> Image.Image:
    """The same picture in 48 colours: enough for a screen, a fifth of the size."""
    return plaat.convert("RGB").quantize(48)


def grey(plaat: Image.Image) -> np.ndarray:
    """As one would see it from afar."""
    return np.asarray(plaat.convert("L").resize((64, 36)), float)
