"""Chance that is the same on every processor: the one place where the generator draws.

A logarithm, an exponential or a power may differ in its last bit with the width of the vector unit, the maths
library or the compiler, and one bit is enough to move a day and with it every draw after it. So nothing is drawn
with them here: a draw is a whole number of numpy's generator, a chance is a whole number of millionths, and the
distributions with a logarithm are tables of correctly rounded numbers, made with `decimal` (arithmetic in
software). On what is drawn, the generator only adds, subtracts, multiplies, divides and rounds: IEEE 754 fixes
those to the last bit. And it only sorts stably: equals keep their order.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache
from math import isqrt

import numpy as np

MILLION = 1_000_000
CELLS, FINE = 1 << 12, 1 << 18  # of the exponential table, and steps within a cell
PER_ONE, REACH = 64, 8  # the table of e^x: entries per 1, from -REACH to REACH
DIGITS = 25


class Chance:
    """A stream of draws; the same `seed` gives the same draws. `n`: how many, an array; without it one number."""

    def __init__(self, seed: Sequence[int]):
        self._bits = np.random.default_rng(list(seed))

    def whole(self, low: int, high: int, n: int | None = None) -> np.ndarray:
        """Whole numbers from low up to and without high."""
        return self._bits.integers(low, high, n)

    def happens(self, chance: float | np.ndarray, n: int | None = None) -> np.ndarray:
        """Whether it happens, each with its own chance (0 to 1), rounded to millionths."""
        return self._bits.integers(0, MILLION, n) < _millionths(chance)

    def choose(self, weights: Sequence[float] | np.ndarray, n: int) -> np.ndarray:
        """Positions in `weights`, in proportion to them; weights are rounded to millionths."""
        upto = np.cumsum(_millionths(weights))
        return np.searchsorted(upto, self._bits.integers(0, upto[-1], n), side="right")

    def choose_key(self, weights: Mapping[str, float], n: int) -> np.ndarray:
        """Keys of `weights`, in proportion to their values."""
        return np.array(list(weights))[self.choose(list(weights.values()), n)]

    def between(self, low, high, n: int | None = None) -> np.ndarray:
        """Numbers spread evenly from low to high (both may be arrays)."""
        return low + (high - low) * (self._bits.integers(0, MILLION, n) / MILLION)

    def normal(self, mean: float, sd: float | np.ndarray, n: int) -> np.ndarray:
        """The bell curve as the sum of twelve even draws: at most six standard deviations away."""
        total = self._bits.integers(0, MILLION, (n, 12)).sum(axis=1) - 6 * MILLION
        return mean + sd * (total / MILLION)

    def lognormal(self, median: float | np.ndarray, sd: float, n: int) -> np.ndarray:
        """`median` times e to a normal number; `sd` at most 1.3."""
        return median * exponential_of(self.normal(0, sd, n))

    def exponential(self, mean: float | np.ndarray, n: int) -> np.ndarray:
        """Time until an event that comes at an even rate."""
        return self._waits(n) / MILLION * mean

    def gamma(self, shape: float, scale: float | np.ndarray, n: int) -> np.ndarray:
        """A sum of `shape` exponentials of mean `scale`; a broken part is one more with that chance, which keeps
        the mean and makes the spread a little wider than that of a true gamma."""
        some = sum(self.exponential(1.0, n) for _ in range(int(shape)))
        more = self.happens(shape - int(shape), n) * self.exponential(1.0, n)
        return (some + more) * scale

    def count(self, expected: float) -> int:
        """How often something happens that is expected so often (Poisson): events that fit in the time."""
        enough = int(expected) + 9 * isqrt(int(expected) + 1) + 20
        return int(np.searchsorted(np.cumsum(self._waits(enough)), _millionths(expected), side="right"))

    def counts(self, expected: np.ndarray, most: int) -> np.ndarray:
        """The same for each of `expected`, and never more than `most`."""
        fits = np.cumsum(self._waits((len(expected), most)), axis=1) <= _millionths(expected)[:, None]
        return fits.sum(axis=1)

    def geometric(self, mean: float, n: int) -> np.ndarray:
        """How many tries the first hit takes: 1 or more."""
        return 1 + self._waits(n) // _step(mean)

    def sample(self, what: int | np.ndarray, n: int) -> np.ndarray:
        """n of the elements (of 0 to `what` without it), each at most once, in the order of drawing."""
        return self._bits.choice(what, n, replace=False)

    def shuffle(self, what: np.ndarray) -> np.ndarray:
        """The same elements in another order."""
        return self._bits.permutation(what)

    def _waits(self, n: int | tuple[int, int]) -> np.ndarray:
        """Exponential waiting times of mean one, in whole millionths: a straight line within each of the cells."""
        table = _wait_table()
        cell, step = np.divmod(self._bits.integers(0, CELLS * FINE, n), FINE)
        return table[cell] + (table[cell + 1] - table[cell]) * step // FINE


def _millionths(values) -> np.ndarray:
    return np.rint(np.asarray(values, float) * MILLION).astype(np.int64)


@lru_cache
def _wait_table() -> np.ndarray:
    """-ln(1 - i/CELLS) in millionths. The last cell, the tail, ends two further: that keeps its mean."""
    with localcontext(prec=DIGITS):
        steps = [round(-(1 - Decimal(i) / CELLS).ln() * MILLION) for i in range(CELLS)]
    return np.array([*steps, steps[-1] + 2 * MILLION], np.int64)


@lru_cache
def _step(mean: float) -> int:
    """In millionths: a waiting time is this long with chance 1/mean."""
    with localcontext(prec=DIGITS):
        return round(-(1 - 1 / Decimal(str(mean))).ln() * MILLION)


@lru_cache
def _exponential_table() -> np.ndarray:
    with localcontext(prec=DIGITS):
        return np.array([float((Decimal(i) / PER_ONE).exp()) for i in range(-REACH * PER_ONE, REACH * PER_ONE + 1)])


def exponential_of(x: np.ndarray) -> np.ndarray:
    """e^x for x between -8 and 8, to within 0.01%: straight lines between correctly rounded values."""
    table, place = _exponential_table(), (np.asarray(x) + REACH) * PER_ONE
    left = np.clip(np.floor(place).astype(int), 0, len(table) - 2)
    return table[left] + (table[left + 1] - table[left]) * (place - left)


def power(base: float | np.ndarray, times: int | np.ndarray) -> np.ndarray:
    """`base` to a whole power (below zero too), by multiplying again and again."""
    times = np.asarray(times)
    out = np.ones(np.broadcast_shapes(np.shape(base), times.shape))
    for i in range(int(np.abs(times).max(initial=0))):
        out = out * np.where(np.abs(times) > i, base, 1.0)
    return np.where(times < 0, 1 / out, out)


def interpolate(x: int | np.ndarray, points: Mapping[float, float]) -> np.ndarray:
    """A straight line between the points (x to y, in order of x), level before the first and after the last."""
    at, value = (np.array(list(part), float) for part in (points.keys(), points.values()))
    left = np.clip(np.searchsorted(at, x, side="right") - 1, 0, len(at) - 2)
    along = np.clip((x - at[left]) / (at[left + 1] - at[left]), 0, 1)
    return value[left] + (value[left + 1] - value[left]) * along
