"""Runs in batches: small enough for memory, some at the same time where the machine can."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

import numpy as np
import pyarrow as pa

from core.simulation import records
from core.simulation.levers import Effect
from core.simulation.process import Proces
from core.simulation.rates import run_sleutels
from core.simulation.start import draw_parameters

GROOTTES = (50, 100, 200, 325)  # the last one again and again: fewer batches cost less, and are drawn less often
Plek, Uit = TypeVar("Plek"), TypeVar("Uit")
RIJEN = 1_500_000  # measures at once in a batch: keeps memory under 2 GB


@dataclass(frozen=True)
class Portie:
    """The records of some runs, once per variant: the runs of the first variant, then those of the next. `dubbel`:
    children who had several known measures at once."""

    runs: range
    varianten: int
    maatregelen: pa.Table
    verblijf: pa.Table
    dubbel: pa.Array


def grenzen(aantal: int, per_run: int = 1) -> list[range]:
    """Which runs go together: a small batch for a quick picture, then larger ones."""
    meest = max(RIJEN // max(2 * per_run, 1), 1)
    uit, van = [], 0
    while van < aantal:
        grootte = min(GROOTTES[min(len(uit), len(GROOTTES) - 1)], meest)
        uit.append(range(van, min(van + grootte, aantal)))
        van += grootte
    return uit


def vooruit(plekken: Sequence[Plek], delen: list[range], doe: Callable[[Plek, range], Uit]) -> Iterator[Uit]:
    """`doe(plek, runs)` of each batch, in order, the first one alone and then as many at a time as there are places; no
    two in one place at once. Whoever stops taking them waits for no more than those under way."""
    vrij: SimpleQueue[Plek] = SimpleQueue()
    for plek in plekken:
        vrij.put(plek)

    def een(runs: range) -> Uit:
        plek = vrij.get()
        try:
            return doe(plek, runs)
        finally:
            vrij.put(plek)

    wachtrij, onderweg = deque(delen), deque()
    with ThreadPoolExecutor(len(plekken)) as bij:
        try:
            if wachtrij:  # alone: nothing slows the first picture down
                onderweg.append(bij.submit(een, wachtrij.popleft()))
            while onderweg:
                klaar = onderweg.popleft().result()
                while wachtrij and len(onderweg) < len(plekken):
                    onderweg.append(bij.submit(een, wachtrij.popleft()))
                yield klaar  # the next ones go on while this one is looked at
        finally:
            for toekomst in onderweg:
                toekomst.cancel()


def make(proces: Proces, varianten: list[Effect], seed: int, runs: range) -> Portie:
    """One batch: the same parameters and luck for every variant."""
    n = len(runs)
    trekking = draw_parameters(proces.p, run_sleutels(seed, runs), proces.tot)
    delen = []
    for nummer, effect in enumerate(varianten):
        uitkomst = proces.run(trekking, effect)
        delen.append(
            (
                records.maatregel_rijen(uitkomst, proces, n, nummer * n),
                records.verblijf_rijen(uitkomst, proces, n, nummer * n),
            )
        )
    samen = records.overlappend(proces.b)
    alle = np.arange(len(varianten) * n)
    dubbel = records.jeugdige(np.repeat(alle, len(samen)), np.tile(samen, len(alle)))
    maatregelen, verblijf = (pa.concat_tables(tabellen) for tabellen in zip(*delen, strict=True))
    return Portie(runs, len(varianten), maatregelen, verblijf, pa.array(dubbel))
