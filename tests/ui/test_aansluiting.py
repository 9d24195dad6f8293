"""The page on the figures of the CBS: how to get one, what the difference is made of, and what is not told to share."""

from streamlit.testing.v1 import AppTest

from core.model.selectie import Selectie
from tests.ui.test_paginas import WORTEL
from tests.ui.test_veranderd import text
from tests.views.test_aansluiting import loaded  # noqa: F401  the store that was worked out by hand

ZHZ = Selectie(regio="zhz")


def page(**keuzes) -> AppTest:
    at = AppTest.from_file(WORTEL / "pages" / "cbs.py", default_timeout=300)
    for naam, waarde in ({"regio": "zhz"} | keuzes).items():
        at.query_params[naam] = waarde
    return at.run()


def test_the_difference_is_said_and_can_be_taken_along(loaded):  # noqa: F811
    at = page()
    gezegd = text(at)
    assert "Het CBS telt 20, u 17: een verschil van 3; dat is helemaal te verklaren" in gezegd
    assert "Van 9 gemeenten is er geen cijfer" in gezegd and "VOTS die OTS werd" in gezegd and "−2" in gezegd
    assert [b.proto.label for b in at.get("download_button")] == ["CSV", "Excel"] * 2
    at.selectbox(key="onderwerp").set_value("voogdij_tijdens").run()
    assert "Het CBS toont hier geen cijfer" in text(at)


def test_to_share_small_causes_are_not_there(loaded):  # noqa: F811
    gezegd = text(page(weergave="delen"))
    assert "verborgen" in gezegd and "VOTS die OTS werd" not in gezegd and "−2" not in gezegd
    assert "alleen voor een hele regio" in text(page(weergave="delen", gemeente="GM0505"))


def test_without_a_figure_the_way_on_is_named(loaded):  # noqa: F811
    gezegd = text(page(gemeente="GM0482"))
    assert "nog geen cijfer van het CBS" in gezegd and "82975NED" in gezegd
