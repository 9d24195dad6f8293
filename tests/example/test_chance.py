"""Draws have the distribution they are named after, and nothing in the generator can differ between processors."""

import ast
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import core.example as voorbeeld
from core.example.chance import Chance, exponential_of, interpolate, power

N = 200_000
ROOM = Path(voorbeeld.__file__).parent
# What may give another last bit elsewhere, or draws outside the one place for it.
UNSAFE = {
    "exp",
    "exp2",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "pow",
    "float_power",
    "sin",
    "cos",
    "tan",
    "tanh",
    "interp",
    "dot",
    "einsum",
    "average",
    "quantile",
    "percentile",
    "median",
    "std",
    "var",
    "mean",
    "default_rng",
    "RandomState",
    "random_state",
    "random",
    "fsum",
    "polyfit",
    "nlargest",
    "nsmallest",
    "argpartition",
}
SORTS = {"sort_values", "argsort"}
FIRST = {
    "whole": [971, 711, 285, 44],
    "exponential": [1208.4230505, 372.23942400000004, 15.038073],
    "normal": [9.59849, 8.7046375, 13.4749],
    "lognormal": [501.78951362388614, 93.27104589437131, 26.916627086502718],
    "count": [165, 3, 1, 3, 3],
}


@pytest.fixture
def chance():
    return Chance([5, 3])


def near(drawn: np.ndarray, mean: float, variance: float) -> None:
    """Within five standard errors of the mean; the variance within a twentieth."""
    assert drawn.mean() == pytest.approx(mean, abs=5 * math.sqrt(variance / len(drawn)))
    assert drawn.var() == pytest.approx(variance, rel=0.05)


def test_the_same_seed_gives_the_same_draws():
    a, b, c = (Chance(seed).whole(0, 1 << 40, 5).tolist() for seed in ([1, 2], [1, 2], [1, 3]))
    assert a == b != c


def test_first_draws_are_these_on_every_machine(chance):
    """The tables and the streams themselves, to the last digit."""
    assert chance.whole(0, 1000, 4).tolist() == FIRST["whole"]
    assert chance.exponential(365.25, 3).tolist() == FIRST["exponential"]
    assert chance.normal(10, 2.5, 3).tolist() == FIRST["normal"]
    assert chance.lognormal(215, 1.1, 3).tolist() == FIRST["lognormal"]
    assert [chance.count(150.5), *chance.geometric(3.2, 4).tolist()] == FIRST["count"]


@pytest.mark.parametrize("p", [0.0, 0.02, 0.4, 1.0])
def test_something_happens_as_often_as_its_chance(chance, p):
    near(chance.happens(p, N), p, p * (1 - p))
    near(chance.happens(np.full(N, p), N), p, p * (1 - p))


def test_choices_go_by_their_weights(chance):
    drawn = np.bincount(chance.choose([1, 0, 2.5, 1.5], N)) / N
    assert drawn == pytest.approx([0.2, 0, 0.5, 0.3], abs=0.006)
    keys = chance.choose_key({"a": 0.25, "b": 0.75}, N)
    near(keys == "b", 0.75, 0.75 * 0.25)


def test_distributions_have_their_mean_and_spread(chance):
    near(chance.between(2.0, 5.0, N), 3.5, 9 / 12)
    near(chance.normal(3, 2, N), 3, 4)
    near(chance.exponential(30, N), 30, 900)
    near(chance.gamma(2, 3.6, N), 7.2, 2 * 3.6**2)
    near(chance.geometric(3.2, N), 3.2, (1 - 1 / 3.2) * 3.2**2)
    assert chance.gamma(1.3, 10, N).mean() == pytest.approx(13, rel=0.02)
    drawn = chance.lognormal(215, 0.75, N)
    near(np.log(drawn / 215), 0, 0.75**2)


@pytest.mark.parametrize("expected", [0.0, 0.4, 12.5, 300.0])
def test_counts_are_poisson(chance, expected):
    near(np.array([chance.count(expected) for _ in range(4000)]), expected, expected)


def test_counts_with_a_maximum(chance):
    drawn = chance.counts(np.full(N, 1.5), 3)
    verwacht = [*stats.poisson.pmf([0, 1, 2], 1.5), stats.poisson.sf(2, 1.5)]
    assert np.bincount(drawn) / N == pytest.approx(verwacht, abs=0.006)


def test_a_sample_takes_nothing_twice(chance):
    assert sorted(chance.sample(5, 5)) == [0, 1, 2, 3, 4]
    assert set(chance.sample(np.array([7, 8, 9]), 2)) < {7, 8, 9}
    assert sorted(chance.shuffle(np.arange(9))) == list(range(9))


def test_arithmetic_of_its_own_is_that_of_numpy():
    x = np.linspace(-7.5, 7.5, 1001)
    assert exponential_of(x) == pytest.approx(np.exp(x), rel=1e-4)
    assert power(1.1, np.array([-2, 0, 5])) == pytest.approx([1.1**-2, 1, 1.1**5])
    assert power(np.array([0.5, 2.0]), 3).tolist() == [0.125, 8]
    punten = {2019: 0.5, 2022: 0.8, 2026: 0.4}
    jaren = np.arange(2015, 2030)
    assert interpolate(jaren, punten) == pytest.approx(np.interp(jaren, list(punten), list(punten.values())))


@pytest.mark.parametrize("pad", sorted(p for p in ROOM.glob("*.py") if p.name != "chance.py"), ids=lambda p: p.name)
def test_nothing_in_the_generator_depends_on_the_processor(pad):
    """No function with a last bit of its own, no power of a float, no sort in which equals may change places."""
    wrong = []
    for knoop in ast.walk(ast.parse(pad.read_text("utf-8"))):
        if isinstance(knoop, ast.Attribute) and knoop.attr in UNSAFE:
            wrong.append((knoop.lineno, knoop.attr))
        if (
            isinstance(knoop, ast.BinOp)
            and isinstance(knoop.op, ast.Pow)
            and not (isinstance(knoop.left, ast.Constant) and isinstance(knoop.left.value, int))
        ):
            wrong.append((knoop.lineno, "**"))
        if isinstance(knoop, ast.Call) and getattr(knoop.func, "attr", "") in SORTS:
            soort = next((k.value.value for k in knoop.keywords if k.arg == "kind"), None)
            if soort != "stable":
                wrong.append((knoop.lineno, f"{knoop.func.attr} without kind='stable'"))
    assert not wrong
