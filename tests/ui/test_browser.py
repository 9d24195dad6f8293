"""Every page in a real browser: by its own address on a fresh server, in Dutch, calling nobody else."""

import re

import pytest
from PIL import Image
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import NO_BROWSER
from tests.server import CHROMIUM, note_hosts, serve, settle

PAGINAS = ("uithuisplaatsingen", "maatregelen", "duur", "vergelijken", "gegevens", "verantwoording", "overzicht", "")
FOUTEN = re.compile(r"Traceback|Exception|Er ging iets mis|This app has encountered|Page not found|Error", re.I)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)


@pytest.fixture(scope="module")
def server(store, eigen, tmp_path_factory):
    """A fresh server; nobody has opened its front page yet."""
    with serve(eigen, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def adres(server):
    return server.url


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium


@pytest.fixture
def pagina(browser, server):
    """A new visitor who has been let in, with the hosts that the browser asked for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    context.request.get(server.ingang)
    p = context.new_page()
    p.set_default_timeout(60_000)
    note_hosts(p)
    yield p
    context.close()


def rest(p) -> str:
    """The page of the example when it is drawn; gives its text."""
    p.wait_for_selector(".kd-banner", state="attached")
    return settle(p)


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
    assert pagina.hosts == {"127.0.0.1"} and pagina.refused == []


def choose_also(p, naam: str, adres: str) -> None:
    """One more of a filter of which the list is open. A browser that is drawing may miss the click: then a user sees no
    change, and clicks once more."""
    p.get_by_role("option", name=naam).click()
    try:
        p.wait_for_url(adres, timeout=20_000)
    except PlaywrightTimeout:
        if not p.get_by_role("option", name=naam).is_visible():
            p.get_by_label("Gemeente", exact=True).click()
        p.get_by_role("option", name=naam).click()
        p.wait_for_url(adres)


@pytest.mark.parametrize("naam", ["", "maatregelen"])
def test_a_filter_changes_the_page_and_its_address(adres, pagina, naam):
    pagina.goto(f"{adres}/{naam}?regio=zhz")
    voor = rest(pagina)
    pagina.get_by_label("Gemeente", exact=True).click()
    pagina.get_by_role("option", name="Dordrecht").click()
    pagina.wait_for_url("**gemeente=GM0505**")
    na = rest(pagina)
    assert "Zuid-Holland Zuid · Dordrecht" in na and "Zuid-Holland Zuid · Dordrecht" not in voor
    choose_also(pagina, "Zwijndrecht", "**gemeente=GM0505&gemeente=GM0642**")
    na = rest(pagina)
    assert "Zuid-Holland Zuid · Dordrecht en Zwijndrecht" in na and "Select all" not in na
    pagina.go_back()
    pagina.get_by_text("Zuid-Holland Zuid · Dordrecht · alle GI's").wait_for()
    assert "GM0642" not in pagina.url
    assert not FOUTEN.search(na) and pagina.hosts == {"127.0.0.1"}


def test_a_second_choice_counts_while_the_first_is_on_its_way(adres, pagina):
    """On a slow line the browser chooses again before it knows the address of the first choice."""
    vast, onderweg = [], []

    def hold(naar_browser):
        server = naar_browser.connect_to_server()
        server.on_message(lambda m: onderweg.append((naar_browser, m)) if vast else naar_browser.send(m))

    pagina.route_web_socket(re.compile("/_stcore/stream"), hold)
    pagina.goto(f"{adres}/maatregelen?regio=zhz")
    rest(pagina)
    pagina.get_by_label("Gemeente", exact=True).click()
    vast.append(True)
    for naam in ("Dordrecht", "Zwijndrecht"):
        pagina.get_by_role("option", name=naam).click()
        pagina.wait_for_timeout(1000)  # longer than the server takes to answer the first
    while onderweg:  # in the order in which they came, also what comes meanwhile
        naar_browser, bericht = onderweg.pop(0)
        naar_browser.send(bericht)
    vast.clear()
    pagina.wait_for_url("**gemeente=GM0505&gemeente=GM0642**")
    assert "Zuid-Holland Zuid · Dordrecht en Zwijndrecht" in rest(pagina)


def test_axes_and_tooltips_are_dutch_for_an_english_browser(adres, pagina):
    pagina.goto(f"{adres}/doelen?regio=zhz&doel=ZHZ-05")
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


def test_on_a_phone_the_answer_stays_in_sight_while_the_levers_move(adres, pagina):
    pagina.set_viewport_size({"width": 390, "height": 844})
    pagina.goto(f"{adres}/watals?regio=zhz")
    pagina.wait_for_selector(".st-key-watals_antwoord .kd-antwoord")
    rest(pagina)
    pagina.evaluate("document.querySelector('.stMain').scrollTop = 900")
    boven = "document.querySelector('.st-key-watals_antwoord').getBoundingClientRect().top"
    pagina.wait_for_function(f"{boven} >= 0 && {boven} < 200", timeout=10_000)


def test_what_does_not_fit_in_the_navigation_is_named_in_dutch(adres, pagina):
    pagina.goto(f"{adres}/doelen?regio=zhz")
    rest(pagina)
    overig = "document.querySelector('.rc-overflow-item-rest [data-testid=stTopNavSection] p')"
    grootte, woord = pagina.evaluate(
        f"[getComputedStyle({overig}).fontSize, getComputedStyle({overig}, '::after').content]"
    )
    assert (grootte, woord) == ("0px", '"Meer"')


def test_who_shares_the_screen_never_comes_upon_exact_figures(adres, pagina):
    """A link to a goal, the menu and a reload keep Delen; a link and a reload begin another session."""
    pagina.goto(f"{adres}/overzicht?regio=zhz")
    rest(pagina)
    pagina.get_by_text("Delen", exact=True).first.click()
    pagina.wait_for_selector(".kd-delen")
    rest(pagina)
    pagina.locator(".st-key-hoofddoelen .stPageLink a").first.click()
    pagina.wait_for_url("**/doelen?**")
    rest(pagina)
    assert pagina.locator(".kd-delen").count() == 1 and not pagina.locator(".kd-intern").count()
    pagina.get_by_role("link", name="Duur").first.click()
    pagina.wait_for_url("**/duur?**weergave=delen**")
    pagina.reload()
    rest(pagina)
    assert pagina.locator(".kd-delen").count() == 1 and not pagina.locator(".kd-intern").count()
    pagina.get_by_text("Intern", exact=True).first.click()
    pagina.wait_for_selector(".kd-intern")
    assert "weergave" not in pagina.url


def test_a_chart_is_taken_along_as_a_picture_that_says_what_it_is(adres, pagina, tmp_path):
    """The browser's own picture would carry no title, filters or stamp: it cannot be saved."""
    for weergave, in_exact in (("", True), ("&weergave=delen", False)):
        pagina.goto(f"{adres}/maatregelen?regio=zhz&gemeente=GM0505{weergave}")
        rest(pagina)
        pagina.locator(".stVegaLiteChart").first.hover()
        knop = pagina.get_by_label("Opslaan als afbeelding (PNG)").first
        knop.wait_for(state="attached")
        assert not knop.is_visible()
        assert not pagina.get_by_label("Opmaak van de grafiek kopiëren").first.is_visible()
        pagina.get_by_label("Op volledig scherm").first.wait_for(state="visible")
        with pagina.expect_download() as gehaald:
            pagina.get_by_role("button", name="Plaatje", exact=True).first.click()
        assert re.fullmatch(r"kernwaarden-.+\.png", gehaald.value.suggested_filename)
        with Image.open(gehaald.value.path()) as plaat:
            assert plaat.format == "PNG" and plaat.width >= 1360 and plaat.getpixel((2, 2))[:3] == (255, 255, 255)
        assert (pagina.get_by_role("button", name="Exact", exact=True).count() > 0) == in_exact
