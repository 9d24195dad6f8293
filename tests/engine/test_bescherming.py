"""What leaves is rounded or hidden, whatever comes in."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.bescherming import VERBORGEN, bescherm, rond_aantal, samen
from core.model.fout import Melding


def reeks(waarden, teller=None, noemer=None, n=None):
    waarden = np.array(waarden, dtype="float64")
    return pd.DataFrame({
        "periode": [str(2020 + i) for i in range(len(waarden))], "peildatum": None,
        "teller": waarden if teller is None else teller, "noemer": np.nan if noemer is None else noemer,
        "waarde": waarden, "n": waarden if n is None else n, "laag": 1.0, "hoog": 2.0, "voorlopig": False,
        "reden": ""})


@pytest.mark.parametrize(("echt", "getoond"), [(0, 0), (1, None), (9, None), (10, 10), (12, 10), (12.5, 15),
                                               (13, 15), (17, 15), (18, 20), (2997, 2995)])
def test_counts_at_the_boundaries(echt, getoond):
    rond = rond_aantal(np.array([float(echt)]))[0]
    assert np.isnan(rond) if getoond is None else rond == getoond


@given(st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_no_small_or_unrounded_count_ever_leaves(waarden):
    uit = bescherm(reeks(waarden), "aantal", ()).frame
    getoond = uit["waarde"].dropna()
    assert ((getoond == 0) | (getoond >= 10)).all() and (getoond % 5 == 0).all()
    assert uit[["laag", "hoog"]].isna().all().all()
    assert [r == VERBORGEN for r in uit["reden"]] == [0 < w < 10 for w in waarden]
    for kolom in ("teller", "n"):
        assert uit[kolom].equals(uit["waarde"]) or uit[kolom].isna().equals(uit["waarde"].isna())


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=20))
def test_a_share_says_nothing_about_fewer_than_ten_children(paren):
    teller = np.array([min(p) for p in paren], dtype="float64")
    noemer = np.array([max(p) for p in paren], dtype="float64")
    waarde = np.divide(teller, noemer, out=np.full_like(teller, np.nan), where=noemer > 0)
    uit = bescherm(reeks(waarde, teller, noemer, noemer), "aandeel", ()).frame
    for i, rij in uit.iterrows():
        if not np.isnan(rij["waarde"]):
            assert noemer[i] >= 30 and rij["noemer"] % 5 == 0 and 0 <= rij["waarde"] <= 1
            assert not 0 < teller[i] < 10 and not 0 < noemer[i] - teller[i] < 10
            assert rij["waarde"] == round(rij["waarde"], 2)


def test_means_and_medians_need_enough_behind_them():
    klein = bescherm(reeks([100.4], [903.6], [9.0], [9.0]), "gemiddelde", ()).frame
    groot = bescherm(reeks([100.4], [1204.8], [12.0], [12.0]), "gemiddelde", ()).frame
    assert np.isnan(klein["waarde"][0]) and groot["waarde"][0] == 100 and groot["noemer"][0] == 10
    assert np.isnan(bescherm(reeks([50.0], np.nan, np.nan, [19.0]), "mediaan", ()).frame["waarde"][0])
    assert bescherm(reeks([50.4], np.nan, np.nan, [21.0]), "mediaan", ()).frame["waarde"][0] == 50


def test_a_sum_of_parts_is_hidden_when_a_part_is():
    a, b, c = (bescherm(reeks([w]), "aantal", ()) for w in (12, 33, 4))
    assert samen([a, b], ["periode", "peildatum"], "aantal").frame["waarde"][0] == 10 + 35
    dicht = samen([a, c], ["periode", "peildatum"], "aantal").frame
    assert np.isnan(dicht["waarde"][0]) and dicht["reden"][0] == VERBORGEN


def test_more_than_two_splits_are_refused():
    with pytest.raises(Melding):
        bescherm(reeks([12]), "aantal", ("gemeente", "gi", "segment"))
