"""Planting dirt in one table: every row is touched at most once, and every kind is counted."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.example.assignment import Opdracht
from core.example.calendar import datum

Wijziging = Callable[[pd.DataFrame], dict]
TOEKOMST = 40 * 365  # far away, so that it is still the future when somebody reads the example years later


@dataclass
class Blok:
    """One table of one region on its way out. `cellen`: (row, column, value) written as is instead of the
    typed value (a text, or an int where Excel made a number of it)."""

    tabel: str
    data: pd.DataFrame
    cellen: list[tuple[int, str, str | int]] = field(default_factory=list)
    telling: dict[str, int] = field(default_factory=dict)


class Strooier:
    """Plants dirt in a Blok. `namen`: GM code to name; `reserve`: test BSN's for the children of added
    rows."""

    def __init__(self, opdracht: Opdracht, blok: Blok, namen: dict[str, str], reserve: list[str]):
        self.opdracht, self.blok, self.namen, self.reserve = opdracht, blok, namen, reserve
        self.rng = opdracht.toeval(f"vuil {blok.tabel}")
        self.vrij = np.ones(len(blok.data), bool)
        self.erbij: list[pd.DataFrame] = []
        self.nieuw = 0

    def grab(self, deel: float, waar=True) -> np.ndarray:
        """Positions of a share of the rows (at least one) where `waar`, not taken before."""
        kan = np.flatnonzero(self.vrij & np.asarray(waar))
        aantal = min(len(kan), max(1, round(deel * len(self.vrij))))
        rijen = np.sort(self.rng.sample(kan, aantal))
        self.vrij[rijen] = False
        return rijen

    def count(self, soort: str, aantal: int) -> None:
        self.blok.telling[soort] = self.blok.telling.get(soort, 0) + int(aantal)

    def kopie(
        self,
        soort: str,
        deel: float,
        waar=True,
        wijzig: Wijziging = lambda d: {},
        andere=True,
        cel: tuple[str, tuple] | None = None,
    ) -> None:
        """Add copies, of `andere` children; `cel` = (column, texts) puts one of the texts in each copy."""
        rijen = self.grab(deel, waar)
        data = self.blok.data.iloc[rijen]
        eerste = len(self.blok.data) + sum(map(len, self.erbij))
        self.erbij.append(data.assign(**wijzig(data)))
        for i in range(len(rijen)):
            if andere:
                self._under_other_number(eerste + i)
            if cel:
                self.blok.cellen.append((eerste + i, cel[0], cel[1][i % len(cel[1])]))
        self.count(soort, len(rijen))

    def _under_other_number(self, rij: int) -> None:
        self.nieuw += 1
        nummer = f"{self.opdracht.gebied.nummer:02d}{900_000 + self.nieuw}"
        self.blok.cellen.append((rij, "jeugdige", self.reserve.pop() if self.reserve else f"J{nummer}"))
        if self.blok.tabel == "trajecten":
            self.blok.cellen.append((rij, "toewijzingnummer", f"T{nummer}"))

    def cel(self, soort: str, kolom: str, deel: float, tekst: Callable[[object, int], str], waar=True) -> None:
        """Write a share of the cells of `kolom` in another way."""
        rijen = self.grab(deel, waar)
        for i, rij in enumerate(rijen):
            self.blok.cellen.append((int(rij), kolom, tekst(self.blok.data[kolom].iloc[rij], i)))
        self.count(soort, len(rijen))

    def put(self, soort: str, deel: float, waar, wijzig: Wijziging) -> None:
        """Change the values of a share of the rows in place."""
        rijen = self.grab(deel, waar)
        for kolom, waarden in wijzig(self.blok.data.iloc[rijen]).items():
            self.blok.data.iloc[rijen, self.blok.data.columns.get_loc(kolom)] = waarden
        self.count(soort, len(rijen))

    def klaar(self) -> None:
        self.blok.data = pd.concat([self.blok.data, *self.erbij], ignore_index=True)

    # What several tables share.

    def dag(self, na_tot: int) -> pd.Timestamp:
        """A day counted from the data date."""
        return pd.Timestamp(datum(self.opdracht.tot + na_tot))

    def later(self, kolom: pd.Series, laag: int, hoog: int) -> pd.Series:
        """The column plus a random number of days."""
        return kolom + pd.to_timedelta(self.rng.whole(laag, hoog, len(kolom)), unit="D")

    def longer_dan(self, dagen: int) -> np.ndarray:
        d = self.blok.data
        return (d.einddatum - d.begindatum > pd.Timedelta(days=dagen)).to_numpy()

    def dubbel(self, deel: float) -> None:
        self.kopie("dubbele_rij", deel, andere=False)

    def einde_voor_begin(self, deel: float) -> None:
        self.kopie(
            "einde_voor_begin", deel, self.longer_dan(90), lambda k: {"einddatum": k.begindatum - pd.Timedelta(days=20)}
        )

    def ander_einde(self, deel: float, **ook) -> None:
        """The same child, kind and first day again with an earlier end: the row with the latest end must
        stay."""
        self.kopie(
            "zelfde_start_ander_einde",
            deel,
            self.longer_dan(150),
            lambda k: {"einddatum": self.later(k.einddatum, -60, -5), **ook},
            andere=False,
        )

    def in_future(self, deel: float, waar) -> None:
        self.kopie(
            "begin_in_toekomst",
            deel,
            waar,
            lambda k: {"begindatum": self.later(k.begindatum, TOEKOMST, TOEKOMST + 900)},
        )

    def aanmelding_too_late(self, deel: float) -> None:
        d = self.blok.data
        self.put(
            "aanmelddatum_na_begin",
            deel,
            d.aanmelddatum.notna() & (d.begindatum < self.dag(-30)),
            lambda k: {"aanmelddatum": self.later(k.begindatum, 3, 20).to_numpy()},
        )
