"""Which counts of a table may be shown, so that the shown ones do not give the hidden ones away.

A table is published with its totals. A hidden cell can be bounded from them: the total at most, what is shown beside
it at least. So a table is weighed together with the tables above it (fewer dimensions), from the total down:

1. a count below the threshold is hidden; so is 0, because a 0 among hidden cells tells that the others are at least 1;
2. what is hidden as a whole is not shown in parts;
3. within a year everything of a cell or nothing: a year minus its shown quarters is the hidden quarter;
4. where the totals leave a hidden cell fewer than `Drempels.marge` + 1 possible values, the smallest shown cell beside
   it is hidden as well. This is decided on rounded figures alone, so that it tells nothing that was not shown.

Nothing is marked as "really small" or "hidden for another's sake": a reader cannot tell them apart.

All rows of all tables stand under each other in one array (`Rooster`), so that every period is weighed at once.
"""

import functools
import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.disclosure.counts import round_aantal
from core.model.weergave import Drempels

Dims = tuple[str, ...]
Tabellen = Mapping[Dims, pd.DataFrame]
PERIODE = ("periode", "tot")
RONDEN = 100  # of narrowing; sums of counts that fit together are done in a few


@functools.cache
def delen_van(dims: Dims) -> list[Dims]:
    """Every table above a table, the total first, the table itself last."""
    return [deel for n in range(len(dims) + 1) for deel in itertools.combinations(dims, n)]


def toonbaar(tabellen: Tabellen, kolom: str, dims: Dims, drempels: Drempels, *, vloeit: bool) -> np.ndarray:
    """Per row of tabellen[dims] whether the count in `kolom` may be shown. `tabellen`: the same question per subset of
    `dims` (see delen_van), each with periode, van, tot, its dimensions and `kolom`; without the tables above it when
    they are no totals. `vloeit`: a flow counted in periods shorter than a year."""
    return visible(tabellen, kolom, dims, drempels, vloeit=vloeit)[dims]


def visible(
    tabellen: Tabellen,
    kolom: str,
    dims: Dims,
    drempels: Drempels,
    *,
    vloeit: bool,
    elsewhere: Mapping[Dims, np.ndarray] | None = None,
) -> dict[Dims, np.ndarray]:
    """As toonbaar, for every table. `elsewhere`: per table the rows that may be shown as far as other tables go."""
    rooster = Rooster({deel: tabellen[deel] for deel in delen_van(dims) if deel in tabellen})
    x = rooster.column(kolom)
    rond = round_aantal(x, drempels)
    zicht = x >= drempels.aantal
    if () in tabellen and not vloeit:
        zicht[rooster.rows[()]] |= x[rooster.rows[()]] == 0  # nobody at all, in the whole region
    for deel, rijen in (elsewhere or {}).items():
        zicht[rooster.rows[deel]] &= rijen
    for deel, eigen in rooster.rows.items():
        for boven in rooster.above[deel]:
            zicht[eigen] &= zicht[rooster.places(boven, deel)[0]]
        jaren = rooster.years(deel) if vloeit else None
        if vloeit:
            _whole_years(zicht, eigen, jaren)
        if rooster.above[deel]:
            _close(zicht, rond, Sums.of(rooster, deel), drempels)
        if vloeit:
            _whole_years(zicht, eigen, jaren)
    return {deel: zicht[eigen] for deel, eigen in rooster.rows.items()}


def grenzen(rond: np.ndarray | float, drempels: Drempels) -> tuple[np.ndarray, np.ndarray]:
    """The counts that are shown as `rond`: the least and the most."""
    half = drempels.afronding / 2
    niemand = np.equal(rond, 0)
    minst = np.where(niemand, 0.0, np.maximum(np.ceil(rond - half), drempels.aantal))
    return minst, np.where(niemand, 0.0, np.ceil(rond + half) - 1)


def number(kolom: pd.Series, nummers: dict) -> np.ndarray:
    """Per row the number of its value; a value that `nummers` does not know yet gets the next. A few hundred rows: what
    pandas does beforehand takes longer than the numbering."""
    return np.array([nummers.setdefault(w, len(nummers)) for w in kolom.tolist()], dtype="int64")


class Rooster:
    """The rows of several tables under each other, a table after those `above` it. `rows`: table -> its rows; one row
    after all stands for cells that a table does not list. A cell is a whole number: per column the number of its value
    times the step of the column."""

    def __init__(self, tabellen: Tabellen):
        self.tabellen, begin = tabellen, 0
        self.rows, self.above, self._places = {}, {}, {}
        for deel, frame in tabellen.items():
            self.above[deel] = [boven for boven in self.rows if set(boven) <= set(deel)]
            self.rows[deel] = slice(begin, begin + len(frame))
            begin += len(frame)
        self.none = begin

    @functools.cached_property
    def _cellen(self) -> dict[Dims, dict[str, np.ndarray]]:
        """Per table and column what its value adds to the number of a cell. A table alone is weighed without it."""
        cellen, stap = {deel: {} for deel in self.tabellen}, 1
        for kolom in (*PERIODE, *{d: None for deel in self.tabellen for d in deel}):
            erin = [deel for deel in self.tabellen if kolom in PERIODE or kolom in deel]
            nummers: dict = {}
            for deel in erin:
                cellen[deel][kolom] = number(self.tabellen[deel][kolom], nummers) * stap
            stap *= max(len(nummers), 1)
        return cellen

    def column(self, kolom: str) -> np.ndarray:
        """A column of all tables, NaN for the row that stands for none."""
        delen = [frame[kolom].to_numpy(dtype="float64", na_value=np.nan) for frame in self.tabellen.values()]
        return np.concatenate([*delen, [np.nan]])

    def number(self, deel: Dims, kolommen: Dims) -> np.ndarray:
        """The number of the cell that each row of `deel` lies in, of the table with these columns."""
        cellen = self._cellen[deel]
        nummer = cellen["periode"] + cellen["tot"]
        for kolom in kolommen:
            nummer = nummer + cellen[kolom]
        return nummer

    def places(self, boven: Dims, deel: Dims) -> tuple[np.ndarray, np.ndarray]:
        """Per row of `deel` the row of the cell above that it lies in, and the number of that cell."""
        if (boven, deel) in self._places:
            return self._places[boven, deel]
        zoek, eigen = self.number(deel, boven), self.number(boven, boven)
        orde = np.argsort(eigen, kind="stable")
        plek = np.searchsorted(eigen[orde], zoek, side="right") - 1
        gevonden = orde[plek] if len(orde) else plek
        raak = (plek >= 0) & (eigen[gevonden] == zoek) if len(orde) else np.zeros(len(zoek), dtype=bool)
        self._places[boven, deel] = np.where(raak, self.rows[boven].start + gevonden, self.none), zoek
        return self._places[boven, deel]

    def years(self, deel: Dims) -> np.ndarray:
        """Per row a number for its cell and year."""
        jaar = np.array([v.year for v in self.tabellen[deel]["van"]], dtype="int64")
        cellen = self._cellen[deel]
        cel = self.number(deel, deel) - cellen["periode"] - cellen["tot"]
        return np.unique(np.stack([cel, jaar]), axis=1, return_inverse=True)[1].reshape(-1)


@dataclass(frozen=True)
class Sums:
    """Every sum that a reader can make of one table and those above it. Its cells are places: `row` of each in the
    grid, its `period`, and whether it is of the table itself (`own`). A line has a place that is the `total`; the pairs
    (`line`, `part`) say which places add up to it."""

    row: np.ndarray
    period: np.ndarray
    own: np.ndarray
    total: np.ndarray
    line: np.ndarray
    part: np.ndarray

    @classmethod
    def of(cls, rooster: Rooster, deel: Dims) -> "Sums":
        tafels = [*rooster.above[deel], deel]
        perioden = np.unique(rooster.number(deel, ()), return_inverse=True)[1].reshape(-1)
        rijen, periode, plek, begin = [], [], {}, 0
        for tafel in tafels:
            rij, nummer = rooster.places(tafel, deel)
            _, eerste, waar = np.unique(nummer, return_index=True, return_inverse=True)
            rijen.append(rij[eerste])
            periode.append(perioden[eerste])
            plek[tafel] = begin + waar.reshape(-1)
            begin += len(eerste)
        row = np.concatenate(rijen)
        own = np.arange(begin) >= begin - len(rijen[-1])
        paren = [(plek[b], plek[t]) for t in tafels for b in tafels if len(b) == len(t) - 1 and set(b) <= set(t)]
        totalen, lijnen, delen, aantal = [], [], [], 0
        for totaal, onderdeel in paren:
            los = np.unique(np.stack([totaal, onderdeel]), axis=1)
            los = los[:, row[los[1]] != rooster.none]
            uniek, lijn = np.unique(los[0], return_inverse=True)
            totalen.append(uniek)
            lijnen.append(aantal + lijn.reshape(-1))
            delen.append(los[1])
            aantal += len(uniek)
        leeg = [np.zeros(0, dtype="int64")]
        samen = [np.concatenate(x or leeg) for x in (totalen, lijnen, delen)]
        return cls(row, np.concatenate(periode), own, *samen)

    def narrow(self, open_: np.ndarray, minst: np.ndarray, meest: np.ndarray, marge: int) -> np.ndarray:
        """The hidden places that the sums hold within `marge`, by narrowing every place from every sum, again and
        again: every total from its parts, then every part from its total and the other parts. `minst` and `meest`:
        what a shown place tells."""
        onder, boven, aantal = np.where(open_, minst, 0.0), np.where(open_, meest, np.inf), len(self.total)
        totaal = self.total[self.line]
        for _ in range(RONDEN):
            voor = onder.copy(), boven.copy()
            vrij = np.isinf(boven[self.part])
            bekend = np.where(vrij, 0.0, boven[self.part])
            laag = np.bincount(self.line, onder[self.part], aantal)
            hoog, vrije = np.bincount(self.line, bekend, aantal), np.bincount(self.line, vrij, aantal)
            np.maximum.at(onder, self.total, laag)
            np.minimum.at(boven, self.total, np.where(vrije > 0, np.inf, hoog))
            anders = np.where(vrije[self.line] - vrij > 0, np.inf, hoog[self.line] - bekend)
            nieuw = onder[totaal] - anders, boven[totaal] - (laag[self.line] - onder[self.part])
            np.maximum.at(onder, self.part, nieuw[0])
            np.minimum.at(boven, self.part, nieuw[1])
            if np.array_equal(voor[0], onder) and np.array_equal(voor[1], boven):
                break
        return ~open_ & (boven - onder < marge + 1)


def _whole_years(zicht: np.ndarray, eigen: slice, jaren: np.ndarray) -> None:
    """Within a year all periods of a cell or none."""
    zicht[eigen] = np.bincount(jaren, ~zicht[eigen])[jaren] == 0


def _close(zicht: np.ndarray, rond: np.ndarray, sums: Sums, drempels: Drempels) -> None:
    """Hides more of a table until it and its totals leave every hidden cell enough room; every period by itself."""
    plekken, lijnen = np.concatenate([sums.part, sums.total]), np.concatenate([sums.line, np.arange(len(sums.total))])
    eigen = sums.own[sums.part]
    cijfer, perioden = rond[sums.row], int(sums.period.max(initial=-1)) + 1
    minst, meest = grenzen(cijfer, drempels)
    while True:
        open_ = zicht[sums.row]
        nauw = sums.narrow(open_, minst, meest, drempels.marge)
        over = sums.own & open_
        bezig = (np.bincount(sums.period, nauw, perioden) > 0) & (np.bincount(sums.period, over, perioden) > 0)
        if not bezig.any():
            return
        nauw &= bezig[sums.period]
        naast = eigen & open_[sums.part]
        per_lijn = _least(sums.line[naast], cijfer[sums.part[naast]], len(sums.total))
        per_plek = _least(plekken, per_lijn[lijnen], len(sums.row))
        raak = nauw[plekken] & np.isfinite(per_lijn[lijnen]) & (per_plek[plekken] == per_lijn[lijnen])
        geraakt = np.bincount(lijnen, raak, len(sums.total)) > 0
        dicht = sums.part[naast & geraakt[sums.line] & (cijfer[sums.part] == per_lijn[sums.line])]
        zonder = bezig & (np.bincount(sums.period, nauw & np.isfinite(per_plek), perioden) == 0)
        kleinst = _least(sums.period[over], cijfer[over], perioden)
        zicht[sums.row[dicht]] = False
        zicht[sums.row[over & zonder[sums.period] & (cijfer == kleinst[sums.period])]] = False


def _least(waar: np.ndarray, waarde: np.ndarray, aantal: int) -> np.ndarray:
    """The least value at each place, infinite where there is none."""
    uit = np.full(aantal, np.inf)
    np.minimum.at(uit, waar, waarde)
    return uit
