"""The page Wat veranderde er?: what moved, through what, and nothing of the kind where that may not be told."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.ui import veranderd
from tests.ui.test_paginas import WORTEL
from tests.views.test_veranderd import TOEN_RIJEN, deliver, rij


@pytest.fixture(scope="module")
def eigen_map(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("veranderd")
    nu = [rij(i, "01-02-2023", "30-06-2024") for i in range(3)] + TOEN_RIJEN[5:]
    for naam, rijen in (("a", TOEN_RIJEN), ("b", nu), ("c", nu)):
        deliver(map_ / "eigen", map_, naam, rijen)
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(map_ / "eigen"))
        yield map_


def page(**keuzes) -> AppTest:
    at = AppTest.from_file(WORTEL / "pages" / "veranderd.py", default_timeout=300)
    for naam, waarde in ({"regio": "hr"} | keuzes).items():
        at.query_params[naam] = waarde
    return at.run()


def text(at: AppTest) -> str:
    assert not at.exception and not at.error
    return " ".join(
        e.value if hasattr(e, "value") else e.proto.body
        for soort in ("markdown", "caption", "html")
        for e in at.get(soort)
    )


def test_a_moment_is_chosen_and_the_causes_are_said(eigen_map):
    at = page()
    assert "kreeg geen doel" in text(at)
    at.selectbox(key="veranderd_toen").set_value(1).run()
    gezegd = text(at)
    assert "−5" in gezegd and "−3 door records die zijn gewijzigd en −2 door records die verdwenen" in gezegd
    assert "einddatum (3)" in gezegd
    at.selectbox(key="veranderd_nu").set_value(2).run()
    assert at.selectbox(key="veranderd_toen").value == 1, "then is before now"


def test_why_stands_below_its_row_over_the_whole_width(eigen_map):
    at = page()
    at.selectbox(key="veranderd_toen").set_value(1).run()
    tabel = next(t for t in re.findall("<table.*?</table>", text(at), re.S) if "ander cijfer" in t)
    assert '"col">Waardoor' not in tabel and re.search(r'<td colspan="\d"><b>Waardoor:</b> −', tabel)


def test_a_change_that_is_written_as_0_is_called_almost_the_same():
    delen = pd.DataFrame(
        [{"doel": "X", "verdwenen": 0.00001, "gewijzigd": -0.00013, "nieuw": 0.0, "overig": 0.0}],
    )
    v = SimpleNamespace(oorzaken=delen)
    zegt = veranderd._difference(v, "X", -0.00012, "aandeel")
    assert zegt["Verschil"] == "vrijwel gelijk"
    assert zegt["Waardoor"] == "heel weinig door records die zijn gewijzigd en heel weinig door records die verdwenen"
    assert veranderd._difference(v, "X", -0.012, "aandeel")["Verschil"] == "−1,2 procentpunt"


def test_to_share_there_is_no_choice_and_no_cause(eigen_map):
    at = page(weergave="delen")
    assert not at.selectbox(key="filter_regio").disabled and "veranderd_toen" not in {s.key for s in at.selectbox}
    assert "door records" not in text(at) and "Verschil" not in text(at)
    assert [b.proto.label for b in at.get("download_button")] == ["CSV", "Excel"]


def test_one_gemeente_to_share_is_not_compared(eigen_map):
    assert "alleen voor een hele regio" in text(page(weergave="delen", gemeente="GM0546"))
