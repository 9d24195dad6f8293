"""Kaplan-Meier against textbooks: Gehan's 6-MP trial (Freireich 1963), as in Kleinbaum & Klein;
bounds as R's survfit(conf.type = "log-log") gives them."""

import numpy as np
import pytest
from scipy import stats

from core.engine.count.survival import KOLOMMEN, kaplan_meier, log_rank, mediaan

DUUR = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
EINDE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
ALLES = [1] * 21


def test_gehan_curve():
    curve = kaplan_meier(DUUR, EINDE)
    assert list(curve.columns) == KOLOMMEN
    assert curve["dag"].tolist() == [0, 6, 7, 10, 13, 16, 22, 23, 35]
    assert curve["overleving"].tolist() == pytest.approx(
        [1, 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482, 0.4482], abs=1e-4
    )
    assert curve["in_risico"].tolist() == [21, 21, 17, 15, 12, 11, 7, 6, 1]
    assert curve["gebeurtenissen"].tolist() == [0, 3, 1, 1, 1, 1, 1, 1, 0]
    zes = curve[curve["dag"] == 6].iloc[0]
    assert (zes["laag"], zes["hoog"]) == pytest.approx((0.6197, 0.9516), abs=1e-4)


def test_medians_and_brookmeyer_crowley():
    assert mediaan(DUUR, EINDE) == (23, 13, None)
    assert mediaan(PLACEBO, ALLES) == (8, 4, 11)


def test_gehan_log_rank():
    chi2, p = log_rank(DUUR, EINDE, PLACEBO, ALLES)
    assert chi2 == pytest.approx(16.793, abs=1e-3) and p == pytest.approx(4.17e-5, rel=0.01)
    assert log_rank(DUUR, EINDE, DUUR, EINDE) == pytest.approx((0, 1))


def test_same_as_scipy_on_many_cases():
    rng = np.random.default_rng(1)
    duur, einde = rng.integers(1, 900, 400), rng.random(400) < 0.6
    ecdf = stats.ecdf(stats.CensoredData.right_censored(duur, ~einde)).sf
    curve = kaplan_meier(duur, einde)
    assert ecdf.evaluate(curve["dag"].to_numpy()) == pytest.approx(curve["overleving"].to_numpy())


def test_without_censoring_it_is_the_plain_share():
    curve = kaplan_meier([10, 20, 30, 40], [True] * 4)
    assert curve["overleving"].tolist() == pytest.approx([1, 0.75, 0.5, 0.25, 0])
    assert mediaan([10, 20, 30, 40], [True] * 4)[0] == 20, "at or below one half, the smallest such day"


def test_running_cases_make_the_median_longer_than_that_of_what_ended():
    duur, einde = [100, 200, 300, 800, 800, 800, 800], [1, 1, 1, 0, 0, 0, 0]
    assert np.median(duur[:3]) == 200
    assert mediaan(duur, einde)[0] is None, "fewer than half have ended"


def test_rounding_does_not_shift_the_median():
    # 1 - 1/10 - ... five times a tenth: the product ends a few bits above one half.
    duur, einde = list(range(1, 11)), [True] * 10
    curve = kaplan_meier(duur, einde)
    assert mediaan(duur, einde)[0] == 5
    assert curve["overleving"].iloc[5] == pytest.approx(0.5)
    for n in (6, 12, 14, 22, 38, 46, 94, 1000):
        assert mediaan(range(1, n + 1), [True] * n)[0] == n / 2, n


@pytest.mark.parametrize(
    ("duur", "einde", "verwacht"),
    [
        ([], [], (None, None, None)),
        ([5], [False], (None, None, None)),
        ([5], [True], (5, None, None)),
        ([3, 3], [1, 1], (3, None, None)),
    ],
)
def test_small(duur, einde, verwacht):
    assert mediaan(duur, einde) == verwacht
    assert len(kaplan_meier(duur, einde)) == (2 if duur else 0)


def test_a_case_censored_on_the_day_of_an_ending_is_at_risk():
    curve = kaplan_meier([5, 5, 9], [True, False, True])
    assert curve["in_risico"].tolist() == [3, 3, 1] and curve["overleving"].iloc[1] == pytest.approx(2 / 3)


def test_nothing_to_compare():
    assert log_rank([], [], DUUR, EINDE) is None
    assert log_rank([4, 5], [0, 0], [6], [0]) is None


@pytest.mark.parametrize(("duur", "einde"), [([1, 2], [True]), ([-1], [True]), ([float("nan")], [True])])
def test_wrong_input(duur, einde):
    with pytest.raises(ValueError):
        kaplan_meier(duur, einde)
