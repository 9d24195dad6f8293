"""Test numbers that look like a BSN: numbers starting with 0000 or 99999 are reserved for testing."""

import numpy as np

from core.example.area import EERSTE_ANDERE, EERSTE_JEUGDREGIO
from core.example.tables import Tabellen

GEWICHTEN = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
GEWOON = (999990000, 1_000_000_000)
MET_NULLEN = (10_000, 100_000)
# Children with a number in its place: good ones (at the small scale everyone with a measure), with leading
# zeros that later records lose, and ones that fail the eleven test.
GOED, NULLEN, FOUT = 15, 6, 4
MET_EIGEN_DEEL = 3  # regions with the numbers 1 to 3 share all test numbers


def elfproef(nummers: np.ndarray) -> np.ndarray:
    """Whether each number of at most nine digits passes the eleven test of a BSN."""
    cijfers = np.asarray(nummers)[:, None] // 10 ** np.arange(8, -1, -1) % 10
    return (cijfers @ GEWICHTEN) % 11 == 0


def proefnummers(bereik: tuple[int, int], goed: bool, regio: int) -> list[str]:
    """The numbers of nine digits in a range that pass (or fail) the test. Every region that is delivered together
    with others has its own part; there are too few for a region that was added (those children keep a J-number)."""
    if MET_EIGEN_DEEL < regio < EERSTE_JEUGDREGIO or regio >= EERSTE_ANDERE:
        return []
    alle = np.arange(*bereik)
    stap = MET_EIGEN_DEEL if regio <= MET_EIGEN_DEEL else EERSTE_ANDERE
    return [f"{n:09d}" for n in alle[elfproef(alle) == goed][regio % stap :: stap]]


def give_bsn(tabellen: Tabellen) -> None:
    """Put test BSN's in the place of J-numbers: tabellen.bsn, and what is left over in tabellen.reserve."""
    o = tabellen.opdracht
    records = tabellen.records.jeugdige.value_counts(sort=False).sort_index()
    wie = o.toeval("bsn").shuffle(records.index[records > 1].to_numpy())
    fout, nullen, rest = (
        (wie[:FOUT], wie[FOUT : FOUT + NULLEN], wie[FOUT + NULLEN :]) if o.vuil else (wie[:0], wie[:0], wie)
    )
    goed = proefnummers(GEWOON, True, o.gebied.nummer)
    anderen = np.setdiff1d(records.index, np.concatenate([fout, nullen])) if o.schaal.naam == "klein" else rest[:GOED]
    delen = (
        (fout, proefnummers(GEWOON, False, o.gebied.nummer)),
        (nullen, proefnummers(MET_NULLEN, True, o.gebied.nummer)),
        (anderen, goed),
    )
    tabellen.bsn = {int(j): b for nummers, bsns in delen for j, b in zip(nummers, bsns, strict=False)}
    tabellen.reserve = goed[len(anderen) :] if o.schaal.naam == "klein" else []
