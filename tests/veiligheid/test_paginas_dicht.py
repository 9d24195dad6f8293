"""T4, T11 and T12 on every page, as a browser sees it: nobody else is called, by browser or server; names in the data
that try to do harm are text; the page is Dutch and passes axe."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.server import WORTEL, Sessie, settle
from tests.veiligheid.conftest import ELDERS, KWAAD, visit

PAGINAS = sorted(p.stem for p in (WORTEL / "pages").glob("*.py") if p.stem != "begin")
TITELS = {"watals": "Wat-als"}
# These pages in every run, all of them at night: each takes a browser five seconds or more.
ELKE_KEER = ("overzicht", "gegevens", "watals")
GEKOZEN = [n if n in ELKE_KEER else pytest.param(n, marks=pytest.mark.nightly) for n in PAGINAS]
AXE = Path(AXE_FILE_PATH).read_text("utf-8")
LABELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of Streamlit itself, and not to be changed from the app: rule -> what the element looks like.
BEKEND = {
    "list": 'data-testid="stSidebarNavItems"',  # its menu on a phone: sections in a list
    "listitem": '<li class="st-emotion-cache',
    "svg-img-alt": 'role="graphics-symbol"[^>]*></g>',  # Vega: a layer without any point is an empty, unnamed symbol
}
ENGELS = re.compile(
    r"\b(Upload|per file|Choose|Select|Search|Fullscreen|Show|Download as|Copy|Clear|Close|Loading|Running|Sidebar|"
    r"Skip to|Open|Help for|Drag and drop|Browse|No results|visualization|password|Help)\b"
)
GEZIEN = """() => {
  const uit = [];
  for (const el of document.querySelectorAll("body *"))
    for (const naam of ["aria-label", "title", "placeholder", "alt", "aria-roledescription"])
      if (el.hasAttribute(naam) && !el.closest("svg, .stHtml, .stCode")) uit.push(el.getAttribute(naam));
  const loop = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (loop.nextNode())
    if (!loop.currentNode.parentElement.closest("svg, .stHtml, .stMarkdown, .stCode, script, style, noscript"))
      uit.push(loop.currentNode.data.trim());
  return [...new Set(uit.filter(Boolean))];
}"""


def violations(p) -> list[str]:
    """What axe finds against WCAG A and AA, apart from the known ones of Streamlit."""
    p.evaluate(AXE)
    uitslag = p.evaluate("labels => axe.run(document, {runOnly: {type: 'tag', values: labels}})", LABELS)
    return [
        f"{fout['id']}: {knoop['html'][:200]}"
        for fout in uitslag["violations"]
        for knoop in fout["nodes"]
        if not re.search(BEKEND.get(fout["id"], "(?!)"), knoop["html"])
    ]


@pytest.mark.parametrize("naam", GEKOZEN)
def test_a_page_is_quiet_dutch_and_accessible(server, pagina, naam):
    pagina.goto(f"{server.url}/{naam}?regio=zhz")
    tekst = settle(pagina)
    assert pagina.hosts == {"127.0.0.1"}
    assert pagina.evaluate("window.PWN") is None
    assert not pagina.geweigerd, "even an attempt is one too many"
    assert pagina.locator(f"[src*='{ELDERS}'], [href^='{ELDERS}']").count() == 0
    assert pagina.evaluate("document.documentElement.lang") == "nl"
    titel = TITELS.get(naam, naam.capitalize())
    assert pagina.title() == f"{titel} · Kernwaarden-dashboard", "titles differ per page"
    assert "Er ging iets mis" not in tekst
    assert not english(pagina)
    assert not violations(pagina)


def english(p) -> list[str]:
    return [t for t in p.evaluate(GEZIEN) if ENGELS.search(t) and t not in KWAAD]


def test_every_tab_of_beheer_is_dutch_and_accessible(server, pagina):
    pagina.goto(f"{server.url}/beheer?regio=zhz")
    settle(pagina)
    tabs = pagina.get_by_role("tab")
    gezien = set()
    for nr in range(tabs.count()):
        tabs.nth(nr).click()
        settle(pagina)
        gezien.add(pagina.get_by_role("tabpanel").locator("visible=true").first.inner_text())
        assert not english(pagina) and not violations(pagina), tabs.nth(nr).inner_text()
    assert len(gezien) == tabs.count() > 2


def test_harm_in_a_name_that_is_chosen_stays_text(server, pagina):
    for naam in KWAAD[:2]:
        pagina.goto(f"{server.url}/maatregelen?regio=zhz")
        settle(pagina)
        pagina.get_by_label("Gecertificeerde instelling").click()
        pagina.get_by_role("option", name=naam, exact=True).click()
        pagina.wait_for_url("**gi=**")
        assert naam in settle(pagina)
        assert pagina.hosts == {"127.0.0.1"} and pagina.evaluate("window.PWN") is None and not pagina.geweigerd


def test_the_server_calls_nobody(server, chromium):
    """Also not for a WebSocket of an unknown origin, which made Streamlit ask the world for its own address."""
    with Sessie(server, "overzicht").run("regio=zhz") as s:
        assert s.elementen
    with server.client() as client:
        for origin in ("http://evil.test", "http://10.0.0.1"):
            client.get("/", headers={"Origin": origin})
    regels = server.verbindingen.read_text("utf-8").splitlines()
    assert regels and all(r.startswith("luistert naar") for r in regels)


def test_the_policy_stops_what_slips_through(server, pagina):
    """The second lock: were markdown in a name not escaped, the browser would still fetch and run nothing."""
    pagina.goto(f"{server.url}/overzicht")
    settle(pagina)
    for poging in (
        f"new Image().src = '{ELDERS}/x.png'",
        f"fetch('{ELDERS}/x').catch(() => 0)",
        "document.body.insertAdjacentHTML('beforeend', '<img src=/x onerror=\"window.PWN=1\">')",
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.PWN=1'}))",
        "setTimeout(() => { try { PWN = eval('1') } catch (e) { console.error(`Content Security Policy ${e}`) } })",
        f"document.body.append(Object.assign(document.createElement('iframe'), {{src: '{ELDERS}'}}))",
    ):
        voor = len(pagina.geweigerd)
        pagina.evaluate(f"() => {{ {poging} }}")
        pagina.wait_for_timeout(200)
        assert len(pagina.geweigerd) > voor, poging
    assert pagina.evaluate("window.PWN") is None


@pytest.mark.nightly
@pytest.mark.parametrize("breedte", [320, 1280])
@pytest.mark.parametrize("thema", ["light", "dark"])
def test_axe_in_both_themes_and_on_a_phone(server, chromium, thema, breedte):
    context = chromium.new_context(viewport={"width": breedte, "height": 720}, color_scheme=thema)
    p = visit(context, server)
    fouten = {}
    for naam in PAGINAS:
        p.goto(f"{server.url}/{naam}?regio=zhz")
        settle(p)
        if gevonden := violations(p):
            fouten[naam] = gevonden
    context.close()
    assert not fouten
