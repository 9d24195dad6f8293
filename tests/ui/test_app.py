"""Every page on the example, in the app as it runs: no exception, one frame, filters that do something."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import dashboard
from core.model.oordeel import Oordeel
from core.model.schema import TABELLEN
from core.ui.filters import of_page

WORTEL = Path(__file__).parents[2]
PAGINAS = ("overzicht", "uithuisplaatsingen", "maatregelen", "duur", "vergelijken", "gegevens", "verantwoording")
SECONDEN = 90


def html(app: AppTest) -> str:
    return " ".join(h.proto.body for h in app.get("html"))


def open_page(naam: str, **adres: str) -> AppTest:
    """A page in the app, as a visitor with this address sees it first: through Streamlit's old mode."""
    app = AppTest.from_file(str(WORTEL / "app.py"), default_timeout=SECONDEN)
    for sleutel, waarde in adres.items():
        app.query_params[sleutel] = waarde
    return app.switch_page(f"pages/{naam}.py").run()


def pick(app: AppTest, naam: str):
    return next(s for s in (*app.sidebar.selectbox, *app.sidebar.multiselect) if s.key == f"filter_{naam}")


@pytest.mark.parametrize("naam", PAGINAS)
def test_a_page_shows_its_frame_and_no_error(store, naam):
    app = open_page(naam)
    assert not app.exception and not app.error
    assert [t.value for t in app.title] == [naam.capitalize()]
    assert "Voorbeeldgegevens: geen echte kinderen" in html(app)
    assert "gegevens t/m 31-10-2026" in html(app)
    eigen = {s.key for s in (*app.sidebar.selectbox, *app.sidebar.multiselect)}
    woorden = {"jaren": ("filter_van", "filter_tot")}
    assert eigen == {k for f in of_page(naam.capitalize()) for k in woorden.get(f, (f"filter_{f}",))}


@pytest.mark.parametrize("naam", ["uithuisplaatsingen", "maatregelen", "duur", "vergelijken"])
def test_a_page_has_charts_with_dutch_words(store, naam):
    grafieken = open_page(naam, regio="zhz").get("vega_lite_chart")
    assert grafieken
    for grafiek in grafieken:
        assert '"decimal": ","' in grafiek.proto.spec and '"description"' in grafiek.proto.spec


def test_a_choice_goes_into_the_address_and_along_to_the_next_page(store):
    app = open_page("maatregelen", regio="zhz")
    pick(app, "gemeente").set_value(["GM0505"]).run()
    pick(app, "per").set_value("halfjaar").run()
    assert not app.exception
    assert dict(app.query_params) == {
        "regio": "zhz",
        "gemeente": "GM0505",
        "per": "halfjaar",
    }
    assert "Dordrecht" in html(app)
    app.switch_page("pages/duur.py").run()
    assert (pick(app, "gemeente").value, pick(app, "per").value) == (["GM0505"], "halfjaar")
    assert "Dordrecht" in html(app)


def test_a_link_with_unknown_values_says_so_and_shows_the_rest(store):
    app = open_page("maatregelen", regio="zhz", gemeente="GM9999", gi="niemand", per="kwartaal")
    assert not app.exception
    assert [i.value for i in app.info] == [
        "De link bevatte een onbekende keuze bij gemeente en GI; die is overgeslagen."
    ]
    assert (pick(app, "gemeente").value, pick(app, "per").value) == ([], "kwartaal")


def test_another_region_drops_the_gemeente(store):
    app = open_page("maatregelen", regio="zhz", gemeente="GM0505")
    pick(app, "regio").set_value("hr").run()
    assert not app.exception
    assert dict(app.query_params) == {"regio": "hr"}


@pytest.mark.parametrize("gemeente", ["GM0523", "GM0312"])
def test_a_small_gemeente_works(store, gemeente):
    regio = "zhz" if gemeente == "GM0523" else "zou"
    for naam in ("overzicht", "uithuisplaatsingen", "maatregelen", "duur", "vergelijken"):
        app = open_page(naam, regio=regio, gemeente=gemeente, per="maand")
        assert not app.exception and not app.error, naam


def test_the_closing_balance_adds_up_in_each_row_and_from_row_to_row(store):
    rijen = [[float(cel.replace(".", "")) for cel in rij[1:]] for rij in balance(open_page("maatregelen", regio="zhz"))]
    assert len(rijen) >= 5
    for rij in rijen:
        erbij, eraf = (rij[1], rij[2]) if len(rij) == 4 else (rij[1] + rij[2], rij[3] + rij[4])
        assert rij[0] + erbij - eraf == rij[-1]
    assert all(een[-1] == ander[0] for een, ander in pairwise(reversed(rijen))), "the newest stands first"


def balance(app: AppTest) -> list[list[str]]:
    """The cells of the closing balance as a reader sees them."""
    tabel = next(h.proto.body for h in app.get("html") if "Sluitende stand" in h.proto.body)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rij) for rij in re.findall(r"<tr>(.*?)</tr>", tabel)[1:]]


def test_the_overview_filters_on_verdict(store):
    app = open_page("overzicht", regio="zhz")
    alles = html(app).count("<tr>")
    app.session_state["oordelen"] = [Oordeel.ALLEEN_RICHTING]
    app.run()
    assert not app.exception and 0 < html(app).count("<tr>") < alles
    tabellen = [h.proto.body for h in app.get("html") if "op koers of behaald</caption>" in h.proto.body]
    assert tabellen and all("alleen richting" in t and "loopt achter" not in t for t in tabellen)


def test_every_table_and_maat_is_accounted_for(store):
    assert all(f">{naam}</th>" in html(open_page("gegevens")) for naam in TABELLEN)
    tekst = html(open_page("verantwoording", regio="zhz"))
    assert all(f"{m} ·" in tekst for m in dashboard.maten())
    assert all(d.id in tekst for d in dashboard.regios()["zhz"].doelen)
