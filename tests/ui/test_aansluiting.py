"""The page on the figures of the CBS: how to get one, what the difference is made of, and what is not told to share."""

import pytest
from streamlit.testing.v1 import AppTest

from core.model.aansluiting import EIGEN
from core.model.melding import Melding
from core.model.selectie import Selectie
from tests.kijk import exact, shared
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
    assert "te klein" in gezegd and "VOTS die OTS werd" not in gezegd and "−2" not in gezegd
    assert "alleen voor een hele regio" in text(page(weergave="delen", gemeente="GM0505"))


def test_without_a_figure_the_way_on_is_named(loaded):  # noqa: F811
    gezegd = text(page(gemeente="GM0482"))
    assert "nog geen cijfer van het CBS" in gezegd and "82975NED" in gezegd


@pytest.mark.parametrize("regio", ["zhz", "hr", "zou"])
@pytest.mark.parametrize("weergave", ["intern", "delen"])
def test_it_opens_on_a_subject_with_a_figure_of_our_own(store, regio, weergave):
    """To share, a sum with one small part is hidden: what opens is the first of which there is a figure."""
    gezegd = text(page(regio=regio, weergave=weergave))
    assert "Het CBS telt" in gezegd and "uw eigen cijfer staat hier niet" not in gezegd
    assert "Niet te vergelijken bij deze keuze" not in gezegd
    view = (shared if weergave == "delen" else exact)(store)
    alle = view.officieel(Selectie(regio=regio))
    assert alle["eigen"].any() and (weergave == "intern" or not alle["eigen"].all()), "else this proves nothing"


def test_what_is_said_to_have_a_figure_has_one(store):
    for view in (exact(store), shared(store)):
        for r in view.officieel(ZHZ).itertuples():
            try:
                own = view.aansluiting(ZHZ, r.onderwerp, r.van, r.tot).value(EIGEN)
            except Melding:
                own = float("nan")
            assert r.eigen == (own == own), r
