"""The invented children: a growing register of who was born when and lives where."""

import datetime as dt

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import JAAR, OPEN, dag
from core.example.chance import Chance

GEZIN_GROOTTE = (0.55, 0.27, 0.12, 0.06)  # 1, 2, 3, 4 children in one measure
GEZIN_GEMIDDELD = 1.60  # after leaving out those over 17
WOONPLAATSBEGINSEL = dag(dt.date(2022, 1, 1))
LEEFTIJD_JB = np.array([7, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 5, 2], float)
LEEFTIJD_HULP = np.array([1, 1, 2, 3, 4, 6, 7, 8, 8, 8, 8, 8, 8, 8, 8, 7, 6, 3], float)


class Jeugdigen:
    """Everyone of one area. A jeugdige is a number from 0; columns geboren (day), man, gemeente (index in the
    area) and gezin are arrays by that number."""

    def __init__(self, opdracht: Opdracht):
        self.opdracht = opdracht
        self._kans = np.array(opdracht.gebied.kinderen)
        self._delen: list[pd.DataFrame] = []
        self.aantal = 0
        self.gezinnen = 0

    def nieuw(self, geboren: np.ndarray, gezin: np.ndarray, rng: Chance, man: float = 0.53) -> np.ndarray:
        """Add children; `gezin` counts from 0 and gets numbers nobody has yet. Returns the new numbers."""
        n, gezinnen = len(geboren), int(gezin.max(initial=-1)) + 1
        woont = rng.choose(self._kans, gezinnen)
        self._delen.append(
            pd.DataFrame(
                {
                    "geboren": geboren,
                    "man": rng.happens(man, n),
                    "gemeente": woont[gezin],
                    "gezin": gezin + self.gezinnen,
                }
            )
        )
        nummers = np.arange(self.aantal, self.aantal + n)
        self.aantal += n
        self.gezinnen += gezinnen
        return nummers

    def tabel(self) -> pd.DataFrame:
        if len(self._delen) != 1:
            self._delen = [pd.concat(self._delen, ignore_index=True)]
        return self._delen[0]

    def kolom(self, naam: str, nummers: np.ndarray) -> np.ndarray:
        return self.tabel()[naam].to_numpy()[nummers]

    def move(self, uit_huis: np.ndarray, rng: Chance) -> None:
        """Decide, once everybody is known, which families move inside the region (3% a year) and for whom the
        new woonplaatsbeginsel of 1-1-2022 changed the gemeente: one in six of the children `uit_huis` that
        day."""
        tabel, o = self.tabel(), self.opdracht
        jaren = (o.tot - o.van) / JAAR
        dag_gezin = rng.whole(o.van + 1, o.tot + 1, self.gezinnen)
        dag_gezin[~rng.happens(0.03 * jaren, self.gezinnen)] = OPEN
        tabel["verhuisdag"] = dag_gezin[tabel.gezin]
        tabel["verhuisd_naar"] = rng.choose(self._kans, self.gezinnen)[tabel.gezin]
        tabel["woonplaatsdag"] = OPEN
        kies = uit_huis[rng.happens(1 / 6, len(uit_huis))]
        tabel.loc[kies, "woonplaatsdag"] = WOONPLAATSBEGINSEL
        tabel["woonplaats"] = rng.choose(self._kans, self.aantal)

    def gemeente_op(self, nummers: np.ndarray, dagen: np.ndarray) -> np.ndarray:
        """Index of the gemeente responsible for each child on each day."""
        uit = self.kolom("gemeente", nummers)
        for wanneer, waarheen in (("woonplaatsdag", "woonplaats"), ("verhuisdag", "verhuisd_naar")):
            uit = np.where(self.kolom(wanneer, nummers) <= dagen, self.kolom(waarheen, nummers), uit)
        return uit

    def in_gezinnen(self, begin: np.ndarray, rng: Chance) -> pd.DataFrame:
        """Families on whom a measure falls on the days `begin`: one row per child (jeugdige, begin, gezin
        counted from 0). The youngest follows the age profile; the others are one to four years older each."""
        grootte = rng.choose(GEZIN_GROOTTE, len(begin)) + 1
        gezin = np.repeat(np.arange(len(begin)), grootte)
        plaats = np.arange(len(gezin)) - np.repeat(np.cumsum(grootte) - grootte, grootte)
        jongste = leeftijden(LEEFTIJD_JB, len(begin), rng)
        leeftijd = jongste[gezin] + plaats * rng.between(1.2, 3.2, len(gezin))
        ok = leeftijd < 17.4
        gezin, leeftijd = gezin[ok], leeftijd[ok]
        dagen = begin[gezin]
        nummers = self.nieuw((dagen - leeftijd * JAAR).astype(int), gezin, rng)
        return pd.DataFrame({"jeugdige": nummers, "begin": dagen, "gezin": gezin})


def leeftijden(profiel: np.ndarray, n: int, rng: Chance) -> np.ndarray:
    """Ages in years, with a fraction, by a profile of weights per whole year."""
    return np.minimum(rng.choose(profiel, n) + rng.between(0, 1, n), 17.4)
