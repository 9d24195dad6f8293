"""Curves of GI's to share: of small groups nothing, and nothing that the rounded counts would not tell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.disclosure.counts import Drempels
from core.disclosure.durations import share_vergelijking
from tests.engine.judge.test_duur import group

D = Drempels()


def test_curves_of_large_groups_are_coarse_and_without_a_p_value():
    v = share_vergelijking({"A": group(1, 400), "B": group(2, 1100)}, D)
    assert v.p is None and v.verschilt is True and v.longest == ("B",)
    assert (v.groepen["n"] % D.afronding == 0).all() and (v.groepen["mediaan"].dropna() % D.dagen == 0).all()
    assert v.curven["laag"].isna().all() and v.curven["gebeurtenissen"].isna().all()
    assert (v.curven["dag"] % D.raster == 0).all()


@pytest.mark.parametrize("n", [1, 9, 19])
def test_a_small_group_is_not_there_in_any_form(n):
    groot = {"A": group(1, 400, 200), "B": group(2, 420, 200)}
    v, zonder = share_vergelijking(groot | {"Klein": group(3, 3000, n)}, D), share_vergelijking(groot, D)
    assert v.klein == ("Klein",) and "Klein" not in set(v.curven["cohort"]) | set(v.groepen["naam"])
    assert v.verschilt == zonder.verschilt and v.curven.equals(zonder.curven), "not even in what is said of the others"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(1, 400))
def test_one_child_changes_only_what_rounding_changes(nr, wie, dag):
    """A child more in one group: every number that is told stays on the grid, and those of the others stay the same."""
    rng = np.random.default_rng(nr)
    voor = {k: group(nr + i, 600, int(rng.integers(20, 90))) for i, k in enumerate("ABCD")}
    naam = "ABCD"[wie]
    na = voor | {naam: (np.append(voor[naam][0], dag), np.append(voor[naam][1], True))}
    een, twee = (share_vergelijking(g, D) for g in (voor, na))
    for v in (een, twee):
        assert (v.groepen["n"] % D.afronding == 0).all() and (v.groepen["n"] >= D.mediaan).all()
    anderen = [v.curven[v.curven["cohort"] != naam].reset_index(drop=True) for v in (een, twee)]
    if set(een.groepen["naam"]) == set(twee.groepen["naam"]):
        assert anderen[0].equals(anderen[1])


def test_equal_groups_are_rarely_called_different_in_spite_of_the_rounding():
    vals = sum(
        bool(share_vergelijking({k: group(10 * nr + i, 700, 40) for i, k in enumerate("ABC")}, D).verschilt)
        for nr in range(100)
    )
    assert vals <= 8


def test_a_group_is_rarely_called_different_where_the_others_are_many():
    """The others together are rounded as often as they are many."""
    namen = "ABCDEFGH"
    vals = sum(
        (
            share_vergelijking({k: group(50 * nr + i, 700, 30) for i, k in enumerate(namen)}, D).groepen["afwijking"]
            != ""
        ).any()
        for nr in range(60)
    )
    assert vals <= 4


def test_a_large_difference_survives_the_rounding():
    raak = sum(
        bool(share_vergelijking({"A": group(nr, 400, 150), "B": group(nr + 500, 900, 150)}, D).verschilt)
        for nr in range(20)
    )
    assert raak >= 15
