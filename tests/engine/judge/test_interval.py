"""Intervals against published tables and against scipy."""

import numpy as np
import pytest
from scipy import stats

from core.engine.judge import interval, interval_of
from tests.engine.judge.bouwen import punt

# Exact Poisson limits: Garwood (1936), as printed in most tables of confidence limits for a count.
POISSON = [
    (0, 0.0, 3.689),
    (1, 0.0253, 5.572),
    (3, 0.6187, 8.767),
    (10, 4.795, 18.390),
    (20, 12.217, 30.888),
    (100, 81.364, 121.627),
]
# Wilson without continuity correction: Newcombe (1998), Statistics in Medicine 17, table I, method 3.
WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("aantal", "laag", "hoog"), POISSON)
def test_count_is_exact_poisson(aantal, laag, hoog):
    assert interval("aantal", waarde=aantal) == pytest.approx((laag, hoog), abs=1e-3)


@pytest.mark.parametrize(("teller", "noemer", "laag", "hoog"), WILSON)
def test_share_is_wilson(teller, noemer, laag, hoog):
    assert interval("aandeel", teller=teller, noemer=noemer) == pytest.approx((laag, hoog), abs=5e-5)
    scipys = stats.binomtest(teller, noemer).proportion_ci(method="wilson")
    assert interval("aandeel", teller=teller, noemer=noemer) == pytest.approx(tuple(scipys), abs=1e-12)


def test_share_from_value_and_n_is_the_same():
    assert interval("aandeel", waarde=0.25, n=80) == interval("aandeel", teller=20, noemer=80)


def test_the_edge_of_the_scale_is_exact():
    assert interval("aantal", waarde=0)[0] == 0.0
    assert interval("aandeel", teller=0, noemer=7)[0] == 0.0
    assert interval("aandeel", teller=7, noemer=7)[1] == 1.0


def test_mean_with_sd_is_students_t():
    # Mean 7.2, sd 1.5, n 25: 7.2 -/+ 2.0639 * 0.3
    assert interval("gemiddelde", waarde=7.2, n=25, sd=1.5) == pytest.approx((6.5808, 7.8192), abs=1e-4)


def test_mean_duration_with_only_n_is_exact_exponential():
    # Textbook: 2 n mean / chi-square(2n); n = 10, mean 100: 2000 / 34.170 and 2000 / 9.591
    assert interval("gemiddelde", waarde=100, n=10) == pytest.approx((58.53, 208.53), abs=0.01)
    laag, hoog = interval("mediaan", waarde=100, n=10)
    assert laag < 58.5 and hoog > 208.6, "a median of as many cases is less certain than a mean"


def test_bootstrap_is_the_same_every_time_and_holds_the_normal_interval():
    waarden = np.random.default_rng(7).normal(100, 15, 400)
    eerste = interval("gemiddelde", waarden=waarden)
    assert eerste == interval("gemiddelde", waarden=waarden)
    fout = stats.sem(waarden) * 1.96
    assert eerste == pytest.approx((waarden.mean() - fout, waarden.mean() + fout), abs=0.25)


def test_bootstrap_of_a_median_of_skewed_durations():
    waarden = np.random.default_rng(3).exponential(365, 300)
    laag, hoog = interval("mediaan", waarden=list(waarden))
    rang = stats.quantile_test(waarden, q=np.median(waarden), p=0.5).confidence_interval()
    assert (laag, hoog) == pytest.approx((rang.low, rang.high), rel=0.06)


NIETS = [
    ("bedrag", {"waarde": 1e6, "n": 300}),
    ("aantal", {"waarde": None}),
    ("aantal", {"waarde": -3}),
    ("aantal", {"waarde": float("nan")}),
    ("aandeel", {"teller": 1, "noemer": 0}),
    ("aandeel", {"waarde": 0.3}),
    ("aandeel", {"waarde": 47.3, "n": 100}),
    ("gemiddelde", {"waarde": 7.2}),
    ("gemiddelde", {"waarden": [1, 2, 3]}),
    ("mediaan", {"waarden": []}),
    ("gemiddelde", {"waarde": 7.2, "n": 1, "sd": 1.5}),
    ("aantal", {"waarde": float("inf")}),
]


@pytest.mark.parametrize(("soort", "gegeven"), NIETS)
def test_unknown_is_none(soort, gegeven):
    assert interval(soort, **gegeven) is None


def test_the_bounds_of_the_point_itself_come_first():
    assert interval_of(punt(2024, 10, laag=9, hoog=12), "aantal") == (9, 12)
    assert interval_of(punt(2024, 10, laag=float("nan"), hoog=12), "aantal") == pytest.approx((4.795, 18.39), abs=1e-3)
    assert interval_of(punt(2024, None), "aantal") is None


def test_of_a_noemer_that_is_nearly_nothing_nothing_is_known():
    assert interval("aandeel", teller=0, noemer=2e-240) == (0, 1)
