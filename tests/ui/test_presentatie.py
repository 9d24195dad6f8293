"""The presentation: one goal a page, by keys and buttons, of figures to share, without scrolling."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from core import dashboard
from core.model.selectie import Selectie
from core.ui import doelen
from tests.browser import NO_BROWSER
from tests.kijk import shared
from tests.server import CHROMIUM
from tests.ui.test_browser import adres, browser, rest, server  # noqa: F401  fixtures
from tests.ui.test_doelen import html, open_page

ZHZ = dashboard.regios()["zhz"].hoofddoelen
met_browser = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)


def shown(app) -> str:
    return re.search(r'class="kd-id">([^<]*)<', html(app))[1]


def press(app, naam: str):
    app.button(key=f"presentatie_{naam}").click().run()
    assert not app.exception
    return app


def test_it_goes_through_the_main_goals_and_the_address_follows(store):
    app = open_page("presentatie", regio="zhz")
    assert shown(app) == ZHZ[0] and f"1 van {len(ZHZ)}" in html(app)
    assert app.button(key="presentatie_vorige").disabled
    press(app, "volgende")
    assert shown(app) == ZHZ[1] and app.query_params["doel"] == ZHZ[1] and f"2 van {len(ZHZ)}" in html(app)
    press(app, "laatste")
    assert shown(app) == ZHZ[-1] and app.button(key="presentatie_volgende").disabled
    assert shown(press(app, "eerste")) == ZHZ[0]


def test_a_figure_says_of_what_it_is(store):
    for doel, cijfer in (
        ("ZHZ-02", r"<dd>\d+<small> maatregelen</small></dd>"),
        ("ZHZ-08", r"<dd>\d+,\d%<small></small></dd>"),
    ):
        pagina = html(open_page("presentatie", regio="zhz", toon="eigen", kies=doel))
        feiten = re.findall(r"<dt>(?:Nu|Een jaar eerder)[^<]*</dt>(<dd>.*?</dd>)", pagina)
        assert len(feiten) == 2 and all(re.fullmatch(cijfer, f) for f in feiten)


def test_a_link_opens_at_its_goal(store):
    app = open_page("presentatie", regio="zhz", doel=ZHZ[2])
    assert shown(app) == ZHZ[2]
    zelf = open_page("presentatie", regio="zhz", toon="eigen", kies="K4-01", doel="bestaat niet")
    assert shown(zelf) == "K4-01" and "1 van 1" in html(zelf)


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        (
            {"toon": "eigen", "kies": "K4-01", "doel": "BESTAATNIET"},
            "bij 'doel' iets dat er hier niet is; hier staat",
        ),
        ({"toon": "eigen", "kies": ["K4-01", "BESTAATNIET"]}, "bij 'Eigen keuze' iets dat er hier niet is"),
        ({"toon": "watdan"}, "bij 'Welke doelen' iets dat er hier niet is; hier staat: de hoofddoelen"),
    ],
)
def test_a_link_with_something_unknown_says_so_once(store, vraag, zin):
    app = open_page("presentatie", regio="zhz", **vraag)
    gezegd = [i.value.replace("\\", "") for i in app.info]
    assert len(gezegd) == 1 and zin in gezegd[0], gezegd
    assert not app.run().info
    assert not open_page("presentatie", regio="zhz", toon="eigen", kies="K4-01", doel="K4-01").info


def test_another_region_is_no_link_to_something_unknown(store):
    app = open_page("presentatie", regio="zhz", toon="eigen", kies="K4-01")
    next(s for s in app.sidebar.selectbox if s.key == "filter_regio").set_value("hr").run()
    assert not app.exception and not app.info


def test_what_needs_attention_and_a_choice_of_ones_own(store):
    app = open_page("presentatie", regio="zhz", doel=ZHZ[1])
    app.radio(key="presentatie_toon").set_value("aandacht").run()
    standen = shared(store).doelen(Selectie(regio="zhz", per="jaar"))
    assert f"1 van {len(doelen.attention(doelen.with_figures(standen)))}" in html(app)
    eerste = shown(app)
    app.radio(key="presentatie_toon").set_value("eigen").run()
    assert shown(app) == eerste and "1 van 1" in html(app), "one's own choice begins with what was shown"
    app.multiselect(key="presentatie_kies").set_value(["ZHZ-02", "K4-01"]).run()
    assert not app.exception and shown(app) == "ZHZ-02" and app.query_params["kies"] == ["ZHZ-02", "K4-01"]
    app.multiselect(key="presentatie_kies").set_value([]).run()
    assert not app.exception and "Geen doelen om te tonen" in html(app)


def test_a_region_without_main_goals_says_where_to_choose(store, monkeypatch):
    regio = dashboard.regios()["zhz"].model_copy(update={"hoofddoelen": ()})
    monkeypatch.setattr(dashboard, "regios", lambda: {"zhz": regio})
    assert "Welke doelen" in html(open_page("presentatie", regio="zhz"))


@met_browser
@pytest.mark.parametrize(("breed", "hoog"), [(1280, 720), (1920, 1080)])
def test_keys_go_on_and_nothing_scrolls(adres, browser, server, breed, hoog):  # noqa: F811
    context = browser.new_context(viewport={"width": breed, "height": hoog}, reduced_motion="reduce")
    context.request.get(server.ingang)
    p = context.new_page()
    p.set_default_timeout(60_000)
    p.goto(f"{adres}/presentatie?regio=zhz&toon=aandacht")
    rest(p)
    op = p.locator(".kd-zaal h2 .kd-id")
    gezien = [op.inner_text()]
    for toets in ("PageDown", "ArrowRight"):
        p.keyboard.press(toets)
        p.wait_for_function("was => document.querySelector('.kd-zaal h2 .kd-id').innerText != was", arg=gezien[-1])
        rest(p)
        gezien.append(op.inner_text())
        assert parse_qs(urlsplit(p.url).query)["doel"] == gezien[-1:]
        maten = p.evaluate(
            """() => { const m = document.querySelector('.stMain'), lijst = [...document.querySelectorAll(
            '.kd-zaal :is(p, dt), .st-key-presentatie_knoppen :is(button, p)')];
            return [m.scrollHeight - m.clientHeight, m.scrollWidth - m.clientWidth,
            Math.min(...lijst.map(e => parseFloat(getComputedStyle(e).fontSize)))] }"""
        )
        assert maten[:2] == [0, 0] and maten[2] >= 28 * min(breed / 1920, hoog / 1080) - 0.1
    assert len(set(gezien)) == 3
    assert not p.locator(".stSidebar, .stAppHeader").first.is_visible()
    p.keyboard.press("Home")
    p.get_by_text(re.compile("^1 van ")).wait_for()
    p.keyboard.press("Escape")
    p.wait_for_url("**/overzicht?*")
    context.close()
