"""What is asked for: an area, a size, a period and a seed. Every part of the generator takes one Opdracht."""

import datetime as dt
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from core.example.area import NL_MINDERJARIGEN, Gebied
from core.example.calendar import dag, datum
from core.example.chance import Chance, interpolate
from core.model.melding import Melding

EERSTE_DAG = dt.date(2019, 1, 1)
EERSTE_JAAR_HISTORIE = 1998  # a voogdij that runs in 2019 may have begun this long ago


@dataclass(frozen=True)
class Schaal:
    """deel: share of the real number of children. instroom: children per minor per year who come into
    jeugdhulp, with `per_kind` trajecten each. aanbieders: how many there are. What keeps the shipped example small:
    bundel: months that a declaration of anything but a stay covers; declaraties_van: of one child in so many there
    are declarations. leveringen: written as Parquet, some GI's in deliveries of their own."""

    naam: str
    deel: float
    instroom: float
    per_kind: float
    aanbieders: int
    bundel: int = 1
    declaraties_van: int = 1
    leveringen: bool = False


SCHALEN = {
    s.naam: s
    for s in (
        Schaal("klein", 1 / 20, 0.045, 1.25, 24, 6),
        Schaal("voorbeeld", 1.0, 0.0024, 1.25, 60, 1, 12, True),
        Schaal("regio", 1.0, 0.048, 3.2, 145),
        Schaal("landelijk", 1.33, 0.017, 1.6, 60),
    )
}


@dataclass(frozen=True)
class Opdracht:
    gebied: Gebied
    schaal: Schaal
    seed: int
    tot: int
    vuil: bool

    @property
    def van(self) -> int:
        return dag(EERSTE_DAG)

    @property
    def last_year(self) -> int:
        return datum(self.tot).year

    def toeval(self, onderdeel: str) -> Chance:
        """A stream of its own for each part, so that a change in one part leaves the others as they were."""
        return Chance([self.seed, self.gebied.nummer, crc32(onderdeel.encode())])

    def aandeel(self) -> float:
        """This area's part of a national number."""
        return self.gebied.minderjarigen * self.schaal.deel / NL_MINDERJARIGEN

    def momenten(self, per_jaar: dict[int, float], rng: Chance, keer: float = 1.0) -> np.ndarray:
        """Random days of events that happen `per_jaar` times in the Netherlands: a straight line between the
        given years, the first and last value before and after them. `keer` scales them all."""
        uit = []
        for jaar in range(EERSTE_JAAR_HISTORIE, self.last_year + 1):
            verwacht = interpolate(jaar, per_jaar) * self.aandeel() * keer
            eerste = dag(dt.date(jaar, 1, 1))
            uit.append(rng.whole(eerste, dag(dt.date(jaar + 1, 1, 1)), rng.count(verwacht)))
        return np.sort(np.concatenate(uit))

    def aanbieders(self, n: int, rng: Chance, smal: int | None = None) -> np.ndarray:
        """Who delivers: a few large aanbieders and many small ones; `smal` keeps to the first so many."""
        kans = 1 / (np.arange(min(smal or self.schaal.aanbieders, self.schaal.aanbieders)) + 3.0)
        return rng.choose(kans, n)


def last_day(vandaag: dt.date) -> int:
    """The last day of the month before `vandaag`: data run up to and including it."""
    laatste = vandaag.replace(day=1) - dt.timedelta(days=1)
    if laatste < dt.date(2022, 12, 31):
        raise Melding("Het voorbeeld loopt vanaf 2019 en heeft minstens vier jaren nodig: kies een dag na 2022.")
    return dag(laatste)
