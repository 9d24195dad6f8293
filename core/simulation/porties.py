"""Runs in batches: small enough for memory, the next one made while the last one is counted."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from core.simulation import records
from core.simulation.begin import trek_parameters
from core.simulation.hefbomen import Effect
from core.simulation.proces import Proces
from core.simulation.tempo import run_sleutels

EERSTE, VOLGENDE = 50, 250
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
    """Which runs go together: two small batches for a quick picture, then larger ones."""
    meest = max(RIJEN // max(2 * per_run, 1), 1)
    uit, van = [], 0
    while van < aantal:
        grootte = min(EERSTE if len(uit) < 2 else VOLGENDE, meest)
        uit.append(range(van, min(van + grootte, aantal)))
        van += grootte
    return uit


def vooruit(proces: Proces, varianten: list[Effect], seed: int, aantal: int) -> Iterator[Portie]:
    """Batches of records, one ahead; whoever stops taking them waits for no more than the one being made."""
    wachtrij = grenzen(aantal, proces.per_run)
    with ThreadPoolExecutor(1) as bij:
        toekomst = bij.submit(maak, proces, varianten, seed, wachtrij[0])
        for daarna in itertools.chain(wachtrij[1:], [None]):
            portie = toekomst.result()
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
    maatregelen, verblijf = (pa.concat_tables(tabellen).combine_chunks() for tabellen in zip(*delen, strict=True))
    return Portie(runs, len(varianten), maatregelen, verblijf, pa.array(dubbel))
