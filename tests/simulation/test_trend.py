"""A slope is drawn towards none, a break is taken for a break, and a spread says how much was counted."""

import numpy as np
import pytest

from core.simulation.rates import run_sleutels
from core.simulation.trend import INSTROOM, TEMPO, Reeks, estimate_trend, gedempt

X = -(np.arange(12)[::-1] + 0.5) / 2  # six years in halves
RUNS = run_sleutels(1, range(4000))


def trend(per_jaar, vooraf=INSTROOM):
    """Of counts that are exactly what is expected."""
    verwacht = np.full(len(X), 0.5)
    n = np.round(np.broadcast_to(per_jaar, X.shape) * verwacht)
    return estimate_trend(Reeks(X, n, verwacht), vooraf, (np.log(n.sum() / verwacht.sum()), 0.0))


def test_constant_counts_have_no_slope():
    t = trend(150.0)
    assert np.exp(t.niveau) == pytest.approx(150, rel=0.01) and abs(t.helling) < 0.003


def test_a_decline_is_seen_and_drawn_a_little_towards_none():
    t = trend(150 * 0.92**X)
    assert -0.083 < t.helling < -0.05
    # A tenth of the counts says a tenth of it: then chance could have made most of it.
    assert abs(trend(15 * 0.92**X).helling) < 0.75 * abs(t.helling)
    assert np.exp(t.na(1)) == pytest.approx(150 * 0.92, rel=0.05)


def test_rates_are_drawn_further_towards_none_than_inflow():
    val = 150 * 0.97**X
    assert abs(trend(val, TEMPO).helling) < abs(trend(val).helling)


def test_a_break_is_no_slope():
    """A fifth less since three years: the level is the new one, and goes on."""
    t = trend(np.where(X < -3, 150.0, 120.0))
    assert np.exp(t.niveau) == pytest.approx(120, rel=0.05)
    assert np.exp(t.na(2)) == pytest.approx(120, rel=0.10)


def test_draws_centre_on_the_trend_and_narrow_with_counts():
    breed = []
    for per_jaar in (15.0, 150.0, 1500.0):
        t = trend(per_jaar)
        niveau, helling, dwalen = t.draw(RUNS, "proef")
        straks = niveau + helling * gedempt(1.0)
        assert np.median(straks) == pytest.approx(t.na(1), abs=0.02)
        assert set(np.unique(dwalen)) <= set(t.dwalen)
        breed.append(straks.std())
    assert breed[0] > 1.5 * breed[1] > 2 * breed[2]


def test_nothing_counted_is_few_and_not_none():
    nul = np.zeros(len(X))
    t = estimate_trend(Reeks(X, nul, np.full(len(X), 0.5)), INSTROOM, (np.log(1 / 18), 0.0))
    niveau, _, _ = t.draw(RUNS, "proef")
    assert np.isfinite(niveau).all() and np.exp(t.niveau) < 1 / 12
    los = estimate_trend(Reeks(X, nul, nul), TEMPO)
    assert los.niveau == pytest.approx(0.0) and np.isfinite(los.draw(RUNS, "proef")[0]).all()


def test_one_period_is_enough():
    t = estimate_trend(Reeks(np.array([-0.5]), np.array([40.0]), np.array([1.0])), INSTROOM, (np.log(40.0), 0.0))
    assert np.exp(t.niveau) == pytest.approx(40, rel=0.02) and t.helling == pytest.approx(0.0, abs=0.01)
