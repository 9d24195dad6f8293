"""The screen and the paper, as boxes: what fits, what overlaps, what the keyboard reaches, what stays together."""

import io
import re

import pypdf
import pytest

from core import dashboard
from tests.browser import NO_BROWSER
from tests.server import CHROMIUM
from tests.ui.test_browser import adres, browser, pagina, rest, server  # noqa: F401  fixtures

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)

# Of each text, button and picture of ours that is in sight: its box. Two that lie over each other and of which neither
# holds the other are a fault; so is one that sticks out of the page.
_VAKKEN = """() => {
  const wortel = document.querySelector('.stMainBlockContainer'), kader = wortel.getBoundingClientRect();
  const kies = 'h2, h3, .stHtml p, .kd-chip, .kd-waarde, .stButtonGroup button, .stVegaLiteChart, .stDownloadButton';
  const vak = (el) => { const r = document.createRange(); r.selectNodeContents(el); return r.getBoundingClientRect(); };
  const alle = [...wortel.querySelectorAll(kies)].map((el) => ({ el, v: vak(el) }))
    .filter(({ el, v }) => v.width > 2 && v.height > 2 && el.checkVisibility() && !el.closest('.kd-matrix, .kd-kader'));
  const naam = ({ el }) => (el.innerText || el.className).toString().slice(0, 40);
  const buiten = ({ v }) => v.right > kader.right + 1 || v.left < kader.left - 1;
  const uit = alle.filter(buiten).map((a) => `out: ${naam(a)}`);
  alle.forEach((a, i) => alle.slice(i + 1).forEach((b) => {
    const breed = Math.min(a.v.right, b.v.right) - Math.max(a.v.left, b.v.left);
    const hoog = Math.min(a.v.bottom, b.v.bottom) - Math.max(a.v.top, b.v.top);
    const los = !a.el.contains(b.el) && !b.el.contains(a.el);
    if (breed > 2 && hoog > 2 && los) uit.push(`over: ${naam(a)} / ${naam(b)}`);
  }));
  return uit;
}"""
# What the keyboard is on: where, its words, and whether a line stands around it. (A box to fill in has an edge of
# another colour.)
_FOCUS = """() => {
  const el = document.activeElement, s = getComputedStyle(el);
  return { tekst: (el.innerText || el.getAttribute('aria-label') || '').trim().slice(0, 60),
    zichtbaar: el.matches('input, body') || s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 2,
    plek: el.closest('[data-testid=stSidebar]') ? 'filters' : el.closest('header') ? 'menu' : 'pagina' };
}"""


@pytest.mark.parametrize("breedte", [1280, 1920])
@pytest.mark.parametrize("naam", ["overzicht", "maatregelen", "doelen?doel=ZHZ-01"])
def test_nothing_lies_over_anything_else_or_sticks_out(adres, pagina, naam, breedte):  # noqa: F811
    pagina.set_viewport_size({"width": breedte, "height": breedte * 9 // 16})
    pagina.goto(f"{adres}/{naam}")
    rest(pagina)
    assert pagina.evaluate(_VAKKEN) == []


@pytest.mark.parametrize("regio", ["zhz", "hr", "zou"])
def test_the_first_screen_holds_every_main_goal(adres, pagina, regio):  # noqa: F811
    pagina.goto(f"{adres}/overzicht?regio={regio}")
    rest(pagina)
    onder = [v.bounding_box() for v in pagina.locator(".kd-hoofd").all()]
    assert len(onder) == len(dashboard.regios()[regio].hoofddoelen)
    assert max(v["y"] + v["height"] for v in onder) <= 720


def test_a_goal_is_opened_by_keyboard_alone_and_one_sees_where_one_is(adres, pagina):  # noqa: F811
    """Tab from the top: the menu, the filters and the goals, each with a mark around it; Enter opens the goal."""
    pagina.goto(f"{adres}/overzicht?regio=zhz")
    rest(pagina)
    gehad = []
    for _ in range(80):
        pagina.keyboard.press("Tab")
        gehad.append(nu := pagina.evaluate(_FOCUS))
        if nu["plek"] == "pagina" and nu["tekst"].startswith("Minder uithuisplaatsingen"):
            break
    assert {"menu", "filters", "pagina"} <= {g["plek"] for g in gehad}
    assert [g["tekst"] for g in gehad if g["tekst"] and not g["zichtbaar"]] == []
    assert not [g["tekst"] for g in gehad if re.search(r"\bmore\b", g["tekst"])], "what does not fit is named in Dutch"
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/doelen?**doel=ZHZ-01**")
    assert "Minder uithuisplaatsingen" in rest(pagina)


def test_on_paper_a_heading_stands_with_what_it_is_about_and_nothing_asks_to_be_pressed(adres, pagina):  # noqa: F811
    pagina.goto(f"{adres}/maatregelen?regio=zhz&weergave=delen")
    rest(pagina)
    pagina.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").last.wait_for(state="attached")
    koppen = [k.inner_text() for k in pagina.locator("[data-testid=stMain] :is(h2, h3)").all()]
    bladen = [b.extract_text() for b in pypdf.PdfReader(io.BytesIO(pagina.pdf(format="A4"))).pages]
    tekst = [re.sub(r"\s+", "", b) for b in bladen]
    assert len(tekst) > 1 and len(koppen) > 3
    assert not [k for k in koppen for b in tekst if b.endswith(re.sub(r"\s+", "", k))]
    assert not re.search(r"\bCSV\b|\bUitleg\b|Vergelijk gemeenten", " ".join(bladen))
