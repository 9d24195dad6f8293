"""Days as whole numbers (days since 1-1-1970), so that a million dates are one subtraction."""

import datetime as dt

import numpy as np

NUL = dt.date(1970, 1, 1)
OPEN = 1_000_000  # later than any day: "has not ended"
JAAR = 365.25


def dag(datum: dt.date) -> int:
    return (datum - NUL).days


def datum(dagnummer: int) -> dt.date:
    return NUL + dt.timedelta(days=int(dagnummer))


def jaar(dagen: np.ndarray) -> np.ndarray:
    """Calendar year of each day."""
    return np.asarray(dagen).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970


def maanden_later(dagen: np.ndarray, maanden: np.ndarray | int) -> np.ndarray:
    """The same day of the month `maanden` later (the last day of a shorter month)."""
    dagen = np.asarray(dagen).astype("datetime64[D]")
    maand = dagen.astype("datetime64[M]")
    binnen = (dagen - maand).astype(int)
    doel = maand + np.asarray(maanden).astype("timedelta64[M]")
    eerste = doel.astype("datetime64[D]").astype(int)
    lengte = (doel + 1).astype("datetime64[D]").astype(int) - eerste
    return eerste + np.minimum(binnen, lengte - 1)


def verjaardag(geboren: np.ndarray, jaren: int) -> np.ndarray:
    return maanden_later(geboren, 12 * jaren)


def as_datum(dagen: np.ndarray, leeg: np.ndarray | bool = False) -> np.ndarray:
    """Days as datetime64[s]; NaT where `leeg`."""
    uit = np.asarray(dagen).astype("datetime64[D]").astype("datetime64[s]")
    uit[np.broadcast_to(leeg, uit.shape)] = np.datetime64("NaT")
    return uit
