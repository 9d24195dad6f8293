"""Random numbers that belong to somebody: a draw depends on who is drawn for and what for, not on the order.

So base and scenario give the same child the same luck (common random numbers), a child that a scenario never
makes changes nobody else's luck, and the first hundred runs of a thousand are the hundred runs of a hundred.
The generator is the finaliser of SplitMix64 (Steele, Lea and Flood 2014) over a key and a counter.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

_GULDEN = 0x9E3779B97F4A7C15
_MASKER = (1 << 64) - 1


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser, in place."""
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def _stap(naam: str, keer: int = 0) -> np.uint64:
    return np.uint64((zlib.crc32(naam.encode()) * 0x10001 + keer + 1) * _GULDEN & _MASKER)


def sleutels(basis: NDArray[np.uint64] | int, naam: str, nummer: NDArray | int) -> NDArray[np.uint64]:
    """New keys from old ones: for `nummer` number so many under `basis`, in the part `naam`."""
    volg = np.asarray(nummer).astype(np.uint64) * np.uint64(0xD1342543DE82EF95)
    return _mix(np.atleast_1d(np.asarray(basis, np.uint64) ^ volg) + _stap(naam))


def draw(sleutel: NDArray[np.uint64], naam: str, keer: int = 0) -> NDArray[np.float64]:
    """One uniform number per key, between 0 and 1 and never either, for the purpose `naam` (time `keer`)."""
    z = _mix(sleutel + _stap(naam, keer))
    z >>= np.uint64(11)
    uit = z.astype(np.float64)
    uit += 0.5
    uit *= 2.0**-53
    return uit


def exponentieel(sleutel: NDArray[np.uint64], naam: str, keer: int = 0) -> NDArray[np.float64]:
    """One standard exponential number per key."""
    uit = draw(sleutel, naam, keer)
    np.log(uit, out=uit)
    return np.negative(uit, out=uit)
