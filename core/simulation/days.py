"""Days as whole numbers since 1-1-1970: what the simulation calculates with. OPEN is a day that never comes."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

OPEN = 10**6
JAAR = 365.25
MAAND = JAAR / 12
_NUL = dt.date(1970, 1, 1)


def dag(datum: dt.date) -> int:
    return (datum - _NUL).days


def datum(dag: int) -> dt.date:
    return _NUL + dt.timedelta(days=int(dag))


def maand_nr(dagen: NDArray) -> NDArray[np.int64]:
    """Months since January 1970."""
    return np.asarray(dagen).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_of_month(nr: NDArray | int) -> NDArray[np.int64]:
    return np.asarray(nr).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def jjjjmm(nr: NDArray) -> NDArray[np.int64]:
    """A number of months since January 1970 as the store writes a month."""
    nr = np.asarray(nr)
    return (1970 + nr // 12) * 100 + nr % 12 + 1


def maanden_sinds(jjjjmm: NDArray) -> NDArray[np.int64]:
    """The reverse."""
    jjjjmm = np.asarray(jjjjmm)
    return (jjjjmm // 100 - 1970) * 12 + jjjjmm % 100 - 1


def from_datums(kolom) -> NDArray[np.int64]:
    """A column of dates as whole days; an empty one is OPEN."""
    waarden = np.asarray(kolom.astype("datetime64[s]").to_numpy(), "datetime64[D]")
    dagen = waarden.astype(np.int64)
    return np.where(np.isnat(waarden), OPEN, dagen)
