"""The page on the figures of the CBS, on the example: what it opens on.

Apart from the tests on a store of their own, which is the one that a page opens as long as it is there.
"""

import pytest

from core.model.aansluiting import EIGEN
from core.model.melding import Melding
from core.model.selectie import Selectie
from tests.kijk import exact, shared
from tests.ui.test_aansluiting import ZHZ, page
from tests.ui.test_veranderd import text


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


def test_a_difference_that_can_be_rounding_is_said_to_be_that(store):
    """To share both are rounded to five."""
    gezegd = text(page(regio="zhz", weergave="delen", onderwerp="ots_stand", periode="2023-12-31_2023-12-31"))
    assert "een verschil van 5; dat kan afronding zijn" in gezegd and "is niet verklaard" not in gezegd


def test_what_is_said_to_have_a_figure_has_one(store):
    for view in (exact(store), shared(store)):
        for r in view.officieel(ZHZ).itertuples():
            try:
                own = view.aansluiting(ZHZ, r.onderwerp, r.van, r.tot).value(EIGEN)
            except Melding:
                own = float("nan")
            assert r.eigen == (own == own), r
