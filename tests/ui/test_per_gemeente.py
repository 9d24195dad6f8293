"""Gemeenten stand beside each other per 1.000 young inhabitants; counts are a choice, and say what they are not."""

import json

import pytest

from tests.ui.test_doelen import html, open_page

GROOTTE = "een grote gemeente heeft er vanzelf meer"


def headings(app) -> str:
    return " ".join(json.loads(g.proto.spec)["description"] for g in app.get("vega_lite_chart"))


@pytest.mark.parametrize("pagina", ["maatregelen", "uithuisplaatsingen"])
def test_gemeenten_are_compared_per_thousand_children(store, pagina):
    app = open_page(pagina, regio="zhz")
    assert "per 1.000" in headings(app)
    assert GROOTTE not in html(app) and "vergelijk" not in app.query_params
    aantallen = open_page(pagina, regio="zhz", vergelijk="aantal")
    assert GROOTTE in html(aantallen) and "per 1.000" not in headings(aantallen)


def test_what_has_no_figure_per_thousand_says_that_counts_do_not_compare(store):
    app = open_page("maatregelen", regio="zhz", soort="ots")
    assert GROOTTE in html(app) and not [b for b in app.get("button_group") if b.key == "vergelijk"]


def test_to_share_it_is_per_thousand_too(store):
    app = open_page("maatregelen", regio="zhz", weergave="delen")
    assert not app.exception and not app.error
    assert "per 1.000" in headings(app) and GROOTTE not in html(app)
