"""The line through a series, against textbook figures and an independent calculation."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from core.engine.judge import trend
from core.engine.judge.dates import years
from tests.engine.judge.bouwen import punt, reeks

# Anscombe (1973), first set: slope 0.500, standard error 0.118, t = 4.24 with 9 degrees of freedom.
ANSCOMBE = {
    10: 8.04,
    8: 6.95,
    13: 7.58,
    9: 8.81,
    11: 8.33,
    14: 9.96,
    6: 7.24,
    4: 4.26,
    12: 10.84,
    7: 4.82,
    5: 5.68,
}


def anscombe():
    return [punt(2000 + x, y) for x, y in ANSCOMBE.items()]


def test_anscombe():
    lijn = trend(anscombe(), date(2020, 12, 31))
    assert lijn.helling == pytest.approx(0.500091, abs=1e-6)
    assert lijn.helling_interval == pytest.approx((0.233370, 0.766812), abs=1e-5)
    assert lijn.zekerheid == "hoog"
    assert lijn.projectie == pytest.approx(3.000091 + 0.500091 * 20, abs=1e-5)


def test_projection_intervals_by_matrices():
    """mean: t * s * sqrt(x (X'X)^-1 x'); new observation: t * s * sqrt(1 + the same)."""
    punten = anscombe()
    x = np.array([years(p.dag) - 2000 for p in punten])
    y = np.array([p.waarde for p in punten])
    matrix = np.column_stack((np.ones_like(x), x))
    beta = np.linalg.solve(matrix.T @ matrix, matrix.T @ y)
    s = np.sqrt(((y - matrix @ beta) ** 2).sum() / 9)
    straks = np.array([1, 21])
    q = straks @ np.linalg.inv(matrix.T @ matrix) @ straks
    t = stats.t.ppf(0.975, 9)
    lijn = trend(punten, date(2020, 12, 31))
    assert lijn.projectie == pytest.approx(straks @ beta)
    assert lijn.gemiddelde_interval == pytest.approx((straks @ beta - t * s * q**0.5, straks @ beta + t * s * q**0.5))
    nieuw = t * s * (1 + q) ** 0.5
    assert lijn.waarneming_interval == pytest.approx((straks @ beta - nieuw, straks @ beta + nieuw))


def test_same_as_linregress_on_years():
    waarden = [47.3, 46.1, 44.0, 42.9, 40.1, 38.0]
    lijn = trend([punt(2019 + i, w) for i, w in enumerate(waarden)])
    ander = stats.linregress(range(6), waarden)
    half = stats.t.ppf(0.975, 4) * ander.stderr
    assert lijn.helling == pytest.approx(ander.slope)
    assert lijn.helling_interval == pytest.approx((ander.slope - half, ander.slope + half))
    assert lijn.projectie is None


def test_quarters_are_quarters_of_a_year():
    lijn = trend([punt(f"202{j}-Q{q}", 100 + 4 * j + q) for j in range(3) for q in range(1, 5)])
    assert lijn.helling == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("waarden", "helling"),
    [
        ({}, None),
        ({"j2021": 5}, None),
        ({"j2021": 5, "j2023": 9}, 2.0),
        ({"j2021": None, "j2022": 3, "j2023": None}, None),
    ],
)
def test_fewer_than_three_points_give_no_interval(waarden, helling):
    lijn = trend(reeks(**waarden), date(2025, 12, 31))
    assert lijn.helling == (None if helling is None else pytest.approx(helling))
    assert lijn.helling_interval is None and lijn.zekerheid == "laag" and lijn.waarneming_interval is None
    assert lijn.projectie == (None if helling is None else pytest.approx(13.0))


def test_noise_is_uncertain_and_a_steady_fall_is_not():
    assert trend(reeks(j2020=10, j2021=14, j2022=9, j2023=13, j2024=10)).zekerheid == "laag"
    assert trend(reeks(j2020=10.0, j2021=9.1, j2022=8.2, j2023=6.9, j2024=6.0)).zekerheid == "hoog"


@pytest.mark.parametrize("vlak", [0.0, 0.1 + 0.2, 1e9 / 3])
def test_a_flat_series_has_no_trend(vlak):
    lijn = trend(reeks(j2020=vlak, j2021=vlak, j2022=vlak, j2023=vlak), date(2030, 12, 31))
    assert lijn.zekerheid == "laag" and lijn.helling == pytest.approx(0, abs=1e-6)
    assert lijn.projectie == pytest.approx(vlak)


def test_no_projection_into_the_past():
    assert trend(reeks(j2020=1, j2021=2, j2022=3), date(2022, 12, 31)).projectie is None


def test_missing_years_keep_their_place():
    assert trend(reeks(j2010=0, j2011=1, j2020=10)).helling == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("waarden", "p", "zekerheid"), [((10, 12, 9, 8, 8), 0.1393, "hoog"), ((10, 12, 8, 9, 8), 0.2241, "laag")]
)
def test_certain_is_a_slope_with_p_under_15_percent(waarden, p, zekerheid):
    assert stats.linregress(range(5), waarden).pvalue == pytest.approx(p, abs=1e-4)
    lijn = trend([punt(2020 + i, w) for i, w in enumerate(waarden)])
    assert lijn.zekerheid == zekerheid and lijn.p == pytest.approx(p, abs=1e-4)
