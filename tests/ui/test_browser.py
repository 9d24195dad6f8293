"""Every page in a real browser: by its own address on a fresh server, in Dutch, calling nobody else."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
VLAGGEN = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGINAS = ("uithuisplaatsingen", "maatregelen", "duur", "gegevens", "verantwoording", "overzicht", "")
FOUTEN = re.compile(
    r"Traceback|Exception|Er ging iets mis|This app has encountered|Page not found|Error", re.I
)
# The app as `streamlit run app.py` starts it, with the user's own data somewhere else.
START = """
import pathlib, sys
from core import dashboard
dashboard.EIGEN = pathlib.Path(sys.argv[1])
from streamlit.web import cli
sys.argv = ["streamlit", "run", "app.py", "--server.port", sys.argv[2]]
sys.exit(cli.main())
"""
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def adres(store, eigen):
    """A fresh server; nobody has opened its front page yet."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-c", START, str(eigen), str(poort)],
        cwd=WORTEL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        url = f"http://127.0.0.1:{poort}"
        _wait_until_healthy(f"{url}/_stcore/health", server)
        yield url
        server.terminate()


def _wait_until_healthy(url: str, server: subprocess.Popen) -> None:
    for _ in range(240):
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=1) as antwoord:
                if antwoord.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=str(CHROMIUM), args=VLAGGEN)
        yield chromium
        chromium.close()


@pytest.fixture
def pagina(browser):
    """A new visitor, with the hosts that the browser asked for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    p = context.new_page()
    p.set_default_timeout(60_000)
    p.hosts = set()
    p.on(
        "request",
        lambda r: (
            p.hosts.add(re.sub(r"^\w+://([^/:]*).*", r"\1", r.url))
            if r.url.startswith(("http", "ws"))
            else None
        ),
    )
    p.on("websocket", lambda w: p.hosts.add(re.sub(r"^\w+://([^/:]*).*", r"\1", w.url)))
    yield p
    context.close()


def rest(p) -> str:
    """Waits until the page is drawn; gives its text. The browser fetches the code of each kind of element
    apart, so the last ones of the frame are waited for."""
    p.wait_for_selector("h1")
    p.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    p.wait_for_selector(".kd-banner", state="attached")
    p.get_by_label("Gecertificeerde instelling").first.wait_for(state="attached")
    p.wait_for_timeout(300)
    return p.inner_text("body")


@pytest.mark.parametrize("naam", PAGINAS)
def test_a_cold_deep_link_shows_the_page_with_menu_filters_and_banner(adres, pagina, naam):
    pagina.goto(f"{adres}/{naam}")
    tekst = rest(pagina)
    titel = naam.capitalize() or "Overzicht"
    assert pagina.inner_text("h1") == titel
    assert pagina.title() == f"{titel} · Kernwaarden-dashboard"
    assert "Voorbeeldgegevens: geen echte kinderen" in tekst
    pagina.get_by_text("Gegevens en uitleg").first.wait_for()  # only app.py makes this menu
    assert not FOUTEN.search(tekst), FOUTEN.search(tekst)
    assert pagina.hosts == {"127.0.0.1"}


@pytest.mark.parametrize("naam", ["", "maatregelen"])
def test_a_filter_changes_the_page_and_its_address(adres, pagina, naam):
    pagina.goto(f"{adres}/{naam}?regio=zhz")
    voor = rest(pagina)
    pagina.get_by_label("Gemeente", exact=True).click()
    pagina.get_by_role("option", name="Dordrecht").click()
    pagina.wait_for_url("**gemeente=GM0505**")
    na = rest(pagina)
    assert "Zuid-Holland Zuid · Dordrecht" in na and "Zuid-Holland Zuid · Dordrecht" not in voor
    assert not FOUTEN.search(na) and pagina.hosts == {"127.0.0.1"}


def test_axes_and_tooltips_are_dutch_for_an_english_browser(adres, pagina):
    pagina.goto(f"{adres}/?regio=zhz&doel=ZHZ-05")
    rest(pagina)
    grafiek = pagina.locator(".stVegaLiteChart").first
    grafiek.locator("svg, canvas").first.wait_for()
    assert re.search(r"€ \d\.\d{3}\.\d{3}", grafiek.inner_text()), grafiek.inner_text()
    punt = grafiek.locator("path[aria-roledescription=point], .mark-symbol path").last
    punt.hover(force=True)
    hint = pagina.locator("#vg-tooltip-element")
    hint.wait_for()
    assert re.search(r"Waarde\s+€ \d\.\d{3}\.\d{3}", hint.inner_text()), hint.inner_text()


def test_the_choice_survives_a_change_of_page(adres, pagina):
    pagina.goto(f"{adres}/maatregelen?regio=zhz&gemeente=GM0505")
    rest(pagina)
    pagina.get_by_role("link", name="Duur").first.click()
    pagina.wait_for_url("**/duur?**gemeente=GM0505**")
    assert "Dordrecht" in rest(pagina)


@pytest.mark.parametrize("breedte", [320, 1280])
def test_no_page_scrolls_sideways(adres, pagina, breedte):
    pagina.set_viewport_size({"width": breedte, "height": 720})
    for naam in ("", "maatregelen"):
        pagina.goto(f"{adres}/{naam}")
        rest(pagina)
        over = pagina.evaluate(
            "(() => {const m = document.querySelector('.stMain'); return m.scrollWidth - m.clientWidth})()"
        )
        assert over <= 1, (naam, breedte, over)
