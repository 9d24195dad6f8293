"""Measures that run or begin in the simulated time, as arrays: one place per measure per run.

Columns: run; sleutel (whose luck); kind (number of the child within the run); type (place in JB_TYPEN); begin;
van (from when it is simulated); dag18 (day of the 18th birthday, OPEN unknown); geboren (jjjjmm, 0 unknown);
geslacht, gemeente, gi (numbers); keten (first day of the chain); elders, episode (lives elsewhere, since);
plaats (placement copied, -1 when it is known); thuis (day it came home in this chain, -OPEN never); draagt (its
stays are simulated with this measure); rij (its known record, -1); episoderij (its known stay, -1); gezin (key
that brothers and sisters share); nieuw (first measure of a chain that starts in the simulation).
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from core.simulation.days import OPEN


@dataclass
class Stroom:
    run: NDArray
    sleutel: NDArray
    kind: NDArray
    type: NDArray
    begin: NDArray
    van: NDArray
    dag18: NDArray
    geboren: NDArray
    geslacht: NDArray
    gemeente: NDArray
    gi: NDArray
    keten: NDArray
    elders: NDArray
    episode: NDArray
    plaats: NDArray
    thuis: NDArray
    draagt: NDArray
    rij: NDArray
    episoderij: NDArray
    gezin: NDArray
    nieuw: NDArray

    def __len__(self) -> int:
        return len(self.run)

    def take(self, welke: NDArray) -> "Stroom":
        return Stroom(*(getattr(self, f.name)[welke] for f in fields(self)))

    @staticmethod
    def samen(delen: list["Stroom"]) -> "Stroom":
        return Stroom(*(np.concatenate([getattr(d, f.name) for d in delen]) for f in fields(Stroom)))

    @staticmethod
    def fill(n: int, **kolommen: NDArray) -> "Stroom":
        """With what a fresh measure of an unknown child has for the columns that are not given."""
        gewoon = {
            "elders": False,
            "episode": -1,
            "plaats": -1,
            "thuis": -OPEN,
            "draagt": True,
            "rij": -1,
            "episoderij": -1,
            "nieuw": True,
        }
        waarden = gewoon | kolommen
        return Stroom(*(np.broadcast_to(_short(np.asarray(waarden[f.name])), n).copy() for f in fields(Stroom)))


def _short(kolom: NDArray) -> NDArray:
    """Days and numbers fit in 32 bits; keys do not."""
    return kolom.astype(np.int32) if kolom.dtype == np.int64 else kolom
