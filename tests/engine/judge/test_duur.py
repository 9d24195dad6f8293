"""GI's beside each other: whether they differ more than by chance, and which."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.count.survival import Toets, log_rank, log_rank_groups, log_rank_table
from core.engine.judge.duur import ALFA, KORTER, LANGER, MINSTE, compare_groups, which

N = 120


def group(nr: int, gemiddeld: float, n: int = N, gevolgd: float = 1500) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(nr)
    duur, zicht = rng.exponential(gemiddeld, n), rng.uniform(0, gevolgd, n)
    return np.ceil(np.minimum(duur, zicht)) + 1, duur <= zicht


def test_of_two_groups_it_is_the_test_of_scipy():
    a, b = group(1, 500), group(2, 800)
    chi2, p = log_rank(*a, *b)
    toets = log_rank_groups([a, b])
    assert (toets.chi2, toets.df, toets.p) == pytest.approx((chi2, 1, p))
    assert toets.verschil[0] > 0 > toets.verschil[1] and toets.verschil.sum() == pytest.approx(0)


def test_of_three_groups_it_is_the_test_of_statsmodels():
    """Three arms as statsmodels 0.15.0 (duration.survfunc.survdiff) works them out."""
    groepen = [
        ([6, 7, 10, 15, 19, 25], [1, 0, 1, 1, 0, 1]),
        ([1, 3, 3, 8, 9, 11], [1, 1, 1, 0, 1, 1]),
        ([12, 20, 22, 30, 31, 40], [1, 0, 1, 0, 1, 0]),
    ]
    toets = log_rank_groups(groepen)
    assert (toets.chi2, toets.df, toets.p) == pytest.approx((13.415926694968807, 2, 0.0012211486491545687), rel=1e-6)


def test_nothing_to_compare():
    assert log_rank_groups([]) is None and log_rank_groups([group(1, 500)]) is None
    assert log_rank_groups([([5, 6], [0, 0]), ([7], [0])]) is None
    assert log_rank_groups([([], []), ([7], [1])]) is None


def test_noise_in_the_counts_makes_the_test_more_careful():
    n, d = np.array([[100, 60, 20], [90, 70, 40]]), np.array([[30, 25, 10], [15, 20, 15]])
    zeker, voorzichtig = log_rank_table(n, d), log_rank_table(n, d, 25 / 12)
    assert zeker.p < voorzichtig.p and zeker.verschil.tolist() == voorzichtig.verschil.tolist()


def test_a_difference_that_is_there_is_said_with_who():
    v = compare_groups({"B": group(1, 400), "A": group(2, 1100), "C": group(3, 450)})
    assert v.verschilt and v.p < ALFA and v.longest == ("A",)
    assert v.groepen["naam"].tolist() == ["A", "B", "C"], "in the order of their names: no ranking"
    gevonden = dict(zip(v.groepen["naam"], v.groepen["afwijking"], strict=True))
    assert gevonden["A"] == LANGER and KORTER in gevonden.values()


def test_either_of_two_groups_against_the_other_is_one_test():
    """With Holm for two, a difference was found and nobody had it."""
    een, ander = (Toets(5.0, 1, 0.03, np.array([x, -x])) for x in (4.0, -4.0))
    assert which(een, [een, ander]) == [KORTER, LANGER]
    assert which(een, [een, ander, None]) == ["", "", ""], "of three it are several"


def test_noise_may_differ_by_group():
    n, d = np.array([[100, 60, 20], [90, 70, 40]]), np.array([[30, 25, 10], [15, 20, 15]])
    gelijk, meer = (log_rank_table(n, d, np.array([2.0, x])) for x in (2.0, 6.0))
    assert gelijk.p == pytest.approx(log_rank_table(n, d, 2.0).p) and gelijk.p < meer.p


def test_equal_groups_differ_as_often_as_chance_says():
    """Worlds in which every GI is the same: in about one of twenty the test calls it more than chance."""
    vals = sum(
        bool(compare_groups({k: group(10 * nr + i, 700, 40) for i, k in enumerate("ABCD")}).verschilt)
        for nr in range(100)
    )
    assert vals <= 12


def test_few_cases_are_no_group_and_few_endings_no_verdict():
    v = compare_groups({"A": group(1, 500), "B": group(2, 500, MINSTE - 1)})
    assert v.klein == ("B",) and v.verschilt is None and v.groepen["naam"].tolist() == ["A"]
    lopend = (np.full(30, 40.0), np.zeros(30, dtype=bool))
    v = compare_groups({"A": lopend, "B": lopend})
    assert v.verschilt is None and v.groepen["mediaan"].isna().all() and v.longest == ()
    assert compare_groups({}).groepen.empty and compare_groups({}).longest == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=10, max_size=40), min_size=2, max_size=5)
)
def test_who_is_named_only_when_all_together_differ(rijen):
    groepen = {
        str(nr): (np.array([d for d, _ in deel], dtype=float), np.array([e for _, e in deel]))
        for nr, deel in enumerate(rijen)
    }
    v = compare_groups(groepen)
    assert v.verschilt or not v.groepen["afwijking"].any()
    omgekeerd = compare_groups(dict(reversed(groepen.items())))
    assert v.p == pytest.approx(omgekeerd.p) if v.p is not None else omgekeerd.p is None


def test_a_gi_that_just_began_is_not_the_one_where_it_lasts_longest():
    """Half of it has not ended, of cases that are all younger than the median of the other."""
    begon = (np.arange(30.0, 60.0), np.arange(30) < 5)
    loopt = (np.full(30, 3000.0), np.arange(30) < 5)
    assert compare_groups({"A": group(1, 500), "B": begon}).longest == ("A",)
    assert compare_groups({"A": group(1, 500), "B": begon, "C": loopt}).longest == ("C",)
