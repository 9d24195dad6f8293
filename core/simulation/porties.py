"""Runs in batches: small enough for memory, the next one made while the last one is counted."""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from core.simulation import records
from core.simulation.begin import trek_parameters
from core.simulation.hefbomen import Effect
from core.simulation.proces import Proces
from core.simulation.tempo import run_sleutels

EERSTE, VOLGENDE = 100, 300
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
    """Which runs go together: a small first batch for a quick picture. Where they lie depends on the measures in a
    run, not on how many runs are asked, so that the first hundred of a thousand are the same as a hundred."""
    meest = max(RIJEN // max(2 * per_run, 1), 1)
    uit, van, tot = [], 0, min(EERSTE, meest)
    while van < aantal:
        uit.append(range(van, min(tot, aantal)))
        van, tot = tot, tot + min(VOLGENDE, meest)
    return uit


def vooruit(proces: Proces, varianten: list[Effect], seed: int, aantal: int, stop: Callable[[], bool] | None
            ) -> Iterator[Portie]:
    """Batches of records, until `stop` says so."""
    wachtrij = grenzen(aantal, proces.per_run)
    with ThreadPoolExecutor(1) as bij:
        toekomst = bij.submit(maak, proces, varianten, seed, wachtrij[0])
        for daarna in itertools.chain(wachtrij[1:], [None]):
            portie = toekomst.result()
            if stop and stop():
                return
            if daarna:
                toekomst = bij.submit(maak, proces, varianten, seed, daarna)
            yield portie


def maak(proces: Proces, varianten: list[Effect], seed: int, runs: range) -> Portie:
    """One batch: the same parameters and luck for every variant."""
    n = len(runs)
    trekking = trek_parameters(proces.p, run_sleutels(seed, runs), proces.tot)
    delen = []
    for nummer, effect in enumerate(varianten):
        uitkomst = proces.draai(trekking, effect)
        delen.append((records.maatregel_rijen(uitkomst, proces, n, nummer * n),
                      records.verblijf_rijen(uitkomst, proces, n, nummer * n)))
    samen = records.overlappend(proces.b)
    alle = np.arange(len(varianten) * n)
    dubbel = records.jeugdige(np.repeat(alle, len(samen)), np.tile(samen, len(alle)))
    return Portie(runs, len(varianten), pa.concat_tables([d[0] for d in delen]),
                  pa.concat_tables([d[1] for d in delen]), pa.array(dubbel))
