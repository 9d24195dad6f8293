"""The search stands on every page, says the same everywhere, and says it in Dutch."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from app import TITELS
from core import dashboard
from core.ui import search
from tests.ui.test_doelen import WORTEL, html, open_page
from tests.ui.test_walk import PAGINAS


def asked(app, tekst: str):
    return app.text_input(key="zoek").set_value(tekst).run()


def links(app) -> list[str]:
    return [el.proto.label for el in app.sidebar.get("page_link")]


@pytest.mark.parametrize("pagina", ["kernwaarden", "duur", "gegevens", "dekking"])
def test_every_page_finds_the_same(store, pagina):
    app = asked(open_page(pagina, regio="zhz"), "ondertoezicht")
    assert not app.exception and not app.error
    assert links(app)[0].startswith("ZHZ-02: ")
    assert links(app) == links(asked(open_page("maatregelen", regio="zhz"), "OTS"))


def test_what_was_typed_stays_on_the_next_page(store):
    app = asked(open_page("duur", regio="zhz"), "5.1.b").switch_page("pages/kernwaarden.py").run()
    assert app.text_input(key="zoek").value == "5.1.b"
    assert 'id="doel-ZHZ-02"' in html(app) and 'id="doel-ZHZ-01"' not in html(app)
    assert any("1 doel gevonden van de" in c.value for c in app.caption)


@pytest.mark.parametrize(("tekst", "ids"), [("5.1.c", {"ZHZ-03", "K4-11"}), ("zhz-01", {"ZHZ-01"}), ("qxz", set())])
def test_kernwaarden_shows_what_is_found(store, tekst, ids):
    gevonden = set(re.findall(r'id="doel-([^"]+)"', html(asked(open_page("kernwaarden", regio="zhz"), tekst))))
    assert ids <= gevonden and len(gevonden) < 8 and bool(gevonden) == bool(ids)


def test_nothing_found_is_said_in_dutch(store):
    app = asked(open_page("duur", regio="zhz"), "qxz*")
    assert any(c.value.startswith("Niets gevonden met “qxz") for c in app.caption)


@pytest.mark.parametrize(
    ("tekst", "soorten"), [("toeval", {"begrip"}), ("aankomen", {"maat"}), ("OTS", {"begrip", "maat"})]
)
def test_only_what_there_is_is_named(tekst, soorten, store):
    """Words of the field without a maat: "0 maten" is not said of what is not there."""
    gevonden = Counter(v.soort for v in dashboard.search(tekst, "zhz"))
    assert {s for s in gevonden if s != "doel"} == soorten, "else this proves nothing"
    woorden = {"begrip": ("begrip", "begrippen"), "maat": ("maat", "maten")}
    delen = [f"{gevonden[s]} {woorden[s][gevonden[s] > 1]}" for s in ("begrip", "maat") if s in soorten]
    assert " en ".join(delen) in links(asked(open_page("duur", regio="zhz"), tekst))


def test_verantwoording_and_dekking_show_what_is_found(store):
    app = asked(open_page("verantwoording", regio="zhz"), "pleegzorg")
    assert not app.exception and any("maten gevonden van de" in c.value for c in app.caption)
    app = asked(open_page("dekking", regio="zhz"), "5.1.b")
    assert any("1 doel gevonden van de" in c.value for c in app.caption)


def test_a_page_is_found_by_its_name_and_by_what_is_on_it(store):
    for tekst, pagina in (("powerpoint", "Rapport"), ("wat verander", "Wat veranderde er?"), ("uploaden", "Gegevens")):
        assert f"Pagina {pagina}" in links(asked(open_page("duur", regio="zhz"), tekst))
    titels = {TITELS.get(p, p.capitalize()) for p in PAGINAS}
    assert {search.PAGINAS[p][0] for p in PAGINAS} == titels == {t for t, _ in search.PAGINAS.values()}


def test_no_list_searches_by_itself():
    """Streamlit's own search guesses by loose letters, and says "No results"."""
    for pad in [*(WORTEL / "core/ui").rglob("*.py"), *(WORTEL / "pages").glob("*.py")]:
        for knoop in ast.walk(ast.parse(Path(pad).read_text("utf-8"))):
            if isinstance(knoop, ast.Call) and getattr(knoop.func, "attr", "") in ("selectbox", "multiselect"):
                assert "filter_mode" in {k.arg for k in knoop.keywords}, f"{pad.name}:{knoop.lineno}"


def test_every_page_has_it():
    assert len(PAGINAS) > 10
    assert "search.box(" in (WORTEL / "core/ui/frame.py").read_text("utf-8")
