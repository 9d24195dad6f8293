"""Luck belongs to who it is drawn for."""

import numpy as np
from scipy import stats

from core.simulation.chance import draw, exponentieel, sleutels
from core.simulation.rates import run_sleutels


def test_draws_are_uniform_and_unrelated():
    sleutel = sleutels(np.uint64(7), "kind", np.arange(200_000))
    een, ander, later = draw(sleutel, "einde"), draw(sleutel, "woont"), draw(sleutel, "einde", 1)
    assert stats.kstest(een, "uniform").pvalue > 1e-3
    assert een.min() > 0 and een.max() < 1
    for reeks in (ander, later, np.roll(een, 1)):
        assert abs(np.corrcoef(een, reeks)[0, 1]) < 0.01
    assert abs(exponentieel(sleutel, "einde").mean() - 1) < 0.01


def test_a_draw_does_not_depend_on_who_else_draws():
    alle = sleutels(run_sleutels(3, range(5))[np.repeat(np.arange(5), 100)], "kind", np.tile(np.arange(100), 5))
    deel = alle[[3, 77, 401]]
    assert np.array_equal(draw(alle, "einde")[[3, 77, 401]], draw(deel, "einde"))


def test_seeds_and_runs_have_keys_of_their_own():
    sleutel = np.concatenate([run_sleutels(seed, range(1000)) for seed in range(50)])
    assert len(np.unique(sleutel)) == 50_000
    assert np.array_equal(run_sleutels(1, range(1000))[:100], run_sleutels(1, range(100)))
