"""Series that need not be counted again.

Of the goals they are worked out when data are loaded: for a whole region and for each gemeente, GI and segment. They
are what the same question would give (a cell of a split is the answer under that filter), and kept in the store beside
the rows they come from, so they are as old. Every other series is counted when it is asked, and remembered as long as
that version of the store is read.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from core.model.doel import Regio
from core.model.maat import weighed_with
from core.model.selectie import Selectie

TABEL = "geheugen"
PER_CEL = ("gemeente", "gi", "segment")
KOLOMMEN = [
    "filters",
    "geheel",
    "dim",
    "cel",
    "rij",
    "maat",
    "wanneer",
    "periode",
    "van",
    "tot",
    "peildatum",
    "teller",
    "noemer",
    "waarde",
    "n",
    "laag",
    "hoog",
    "voorlopig",
    "reden",
    "onvolledig",
]
REEKS, REEKS_VAN = KOLOMMEN[7:], ["filters", "maat", "wanneer"]
JAAR, GROOTSTE = "jaar", "grootste"  # what is kept beside a day; of money: how much of a year is one child's
MEEST, RIJEN = 3000, 500_000  # answers that are kept, and rows of all of them: some 100 MB
Antwoord = TypeVar("Antwoord", pd.DataFrame, dict)
WEINIG, TEGELIJK = 2000, 300  # rows of a query that is kept, and how many queries


def sleutel(filters: dict[str, tuple[str, ...]]) -> str:
    """The chosen values as one text."""
    return json.dumps({k: sorted(filters[k]) for k in sorted(filters) if filters[k]}, separators=(",", ":"))


@dataclass
class Geheugen:
    """Of one version of a store, as one reader may see it. `reeksen`: worked out when the data were loaded, by
    (filters, maat, wanneer), where `wanneer` is JAAR, GROOTSTE or a day: what was read, and which rows of it;
    `splits`: the same of all cells of a split at once, by (filters, dimension); `gesteld`: the answer to a question
    asked before; `geteld`: the rows that the last queries gave; `gehelen`: goals as they were judged for a whole
    region, beside which their parts stand; `segmenten`: table -> (gemeente, segment) of its rows."""

    reeksen: dict[tuple[str, str, str], tuple[pd.DataFrame, np.ndarray]] = field(default_factory=dict)
    splits: dict[tuple[str, str], dict[tuple[str, str], pd.DataFrame]] = field(default_factory=dict)
    gesteld: dict[tuple, Any] = field(default_factory=dict)
    rijen: int = 0  # of what is in `gesteld`
    geteld: dict[tuple, pd.DataFrame] = field(default_factory=dict)
    gehelen: dict[tuple, Any] = field(default_factory=dict)
    opgaven: dict[str, pd.DataFrame] = field(default_factory=dict)
    per_doel: dict[str, dict[str, list[dict]]] = field(default_factory=dict)
    gelezen: set[str] = field(default_factory=set)
    segmenten: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    afzenders: list[dict] | None = None

    def reeks(self, maat_id: str, filters: dict, wanneer: str) -> pd.DataFrame | None:
        gevonden = self.reeksen.get((sleutel(filters), maat_id, wanneer))
        if gevonden is None:
            return None
        alle, waar = gevonden
        heel = len(waar) and waar[-1] - waar[0] == len(waar) - 1  # as they were kept: one after the other
        rijen = alle.iloc[waar[0] : waar[-1] + 1] if heel else alle.take(waar)
        return rijen.reset_index(drop=True)

    def split(self, verbinding, maat_id: str, filters: dict, dim: str, wanneer: str) -> pd.DataFrame | None:
        """The series of every cell of a dimension under these filters, read for all maten at once."""
        plek = sleutel(filters), dim
        if plek not in self.splits:
            self.splits[plek] = _read_split(verbinding, *plek) if dim in PER_CEL else {}
        gevonden = self.splits[plek].get((maat_id, wanneer))
        return None if gevonden is None else gevonden.copy()

    def eenmaal(self, vraag: tuple, tel: Callable[[], Antwoord]) -> Antwoord:
        """The answer to a question, a series or several by name; counted when it was not asked before."""
        gevonden = self.gesteld.get(vraag)
        if gevonden is None:
            gevonden = tel()
            self.rijen += _rows(gevonden)
            if len(self.gesteld) >= MEEST or self.rijen > RIJEN:
                self.gesteld.clear()
                self.rijen = _rows(gevonden)
            self.gesteld[vraag] = gevonden
        return gevonden.copy()

    def rows(self, vraag: tuple, tel: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The grouped rows of a query: two maten divide the same count, and a count is asked for itself."""
        gevonden = self.geteld.get(vraag)
        if gevonden is None:
            gevonden = tel()
            if len(gevonden) <= WEINIG:
                if len(self.geteld) >= TEGELIJK:
                    self.geteld.clear()
                self.geteld[vraag] = gevonden
        return gevonden

    def read(self, verbinding, keuzes: list[dict[str, tuple[str, ...]]]) -> None:
        """Takes what the store remembers under any of these filters, in one query."""
        nieuw = {sleutel(k) for k in keuzes} - self.gelezen
        if not nieuw or TABEL not in verbinding.tabellen():
            return
        verbinding.choose("filters", tuple(sorted(nieuw)))
        rijen = verbinding.vraag(
            f"select * from {TABEL} where filters in (select waarde from keuze_filters) order by volgorde"
        )
        # What a goal is about may also be a cell of a split of its maat: the same answer twice.
        rijen = rijen.drop_duplicates([*REEKS_VAN, "periode", "tot"], ignore_index=True)
        plekken, cijfers = rijen.groupby(REEKS_VAN, sort=False).indices, rijen[REEKS]
        self.reeksen |= {naam: (cijfers, waar) for naam, waar in plekken.items()}
        self.gelezen |= nieuw


def _rows(antwoord: Antwoord) -> int:
    return sum(map(len, antwoord.values())) if isinstance(antwoord, dict) else len(antwoord)


def _read_split(verbinding, geheel: str, dim: str) -> dict[tuple[str, str], pd.DataFrame]:
    if TABEL not in verbinding.tabellen():
        return {}
    verbinding.choose("geheel", (geheel,))
    rijen = verbinding.vraag(
        f"select * from {TABEL} where dim = '{dim}' and geheel in (select waarde from keuze_geheel) order by rij"
    )
    kolommen = [*REEKS[:4], "cel", *REEKS[4:]]
    return {
        naam: deel.loc[deel["cel"] != "", kolommen].rename(columns={"cel": dim}).reset_index(drop=True)
        for naam, deel in rijen.groupby(["maat", "wanneer"], sort=False)
    }


def precompute(
    rekenaar, regios: Iterable[Regio], eigen_keuze, grootste, report: Callable[[float], None]
) -> list[pd.DataFrame]:
    """The series of every goal of these regions that is counted, and of what it is weighed with to be shared, for the
    region and per cell. `own_keuze(doel, selectie)` limits a selection to what the goal is about;
    `grootste(rekenaar, maat_id, selectie)` is asked of money."""
    uit, gehad, maten = [], set(), rekenaar.catalogus.maten
    doelen = [(regio, doel) for regio in regios for doel in regio.doelen]
    for nr, (regio, doel) in enumerate(doelen):
        report(nr / len(doelen))
        if doel.maat not in maten:
            continue
        keuze = eigen_keuze(doel, Selectie(regio=regio.id))
        filters = rekenaar.filters(keuze)
        for maat in map(maten.get, (doel.maat, *weighed_with(maten, doel.maat))):
            if any(t not in rekenaar.dekking for t in maat.tables) or not filters.keys() <= set(maat.dimensions):
                continue
            dagen = _dagen(rekenaar, maat, doel, keuze)
            for dim in (None, *(d for d in PER_CEL if d in maat.dimensions and d not in doel.filter)):
                # Goals may share a maat and begin on other days, and regions their gemeenten; each series is kept once,
                # or it would count twice.
                merken = {w: (sleutel(filters), maat.id, dim, w) for w in (JAAR, *dagen)}
                uit += _save(rekenaar, maat.id, keuze, dim, [w for w, merk in merken.items() if merk not in gehad])
                gehad.update(merken.values())
            merk = (sleutel(filters), maat.id, None, GROOTSTE)
            if rekenaar.soort(maat.id) == "bedrag" and merk not in gehad:
                uit += _save_grootste(rekenaar, maat.id, keuze, grootste)
                gehad.add(merk)
    return uit


def _dagen(rekenaar, maat, doel, keuze: Selectie) -> tuple[dt.date, ...]:
    if not rekenaar.is_stand(maat.id):
        return ()
    maanden = rekenaar.perioden(maat, keuze.with_(per="maand"))
    basis = doel.basis.peildatum if doel.basis else None
    return tuple(sorted({*([maanden[-1].tot] if maanden else []), *([basis] if basis else [])}))


def _save_grootste(rekenaar, maat_id: str, keuze: Selectie, grootste) -> list[pd.DataFrame]:
    """The years of an amount with, as teller and waarde, its children and the most of one of them."""
    if (wie := grootste(rekenaar, maat_id, keuze)) is None:
        return []
    frame = rekenaar.reeks(maat_id, keuze).merge(wie, on="periode", how="left")
    frame = frame.assign(teller=frame["personen"], waarde=frame["grootste"])
    geheel = sleutel(rekenaar.filters(keuze))
    plek = {"filters": geheel, "geheel": geheel, "dim": "", "cel": "", "maat": maat_id, "wanneer": GROOTSTE}
    return [frame.assign(**plek, rij=range(len(frame)))[KOLOMMEN]]


def _save(rekenaar, maat_id: str, keuze: Selectie, dim: str | None, wanneer: list[str | dt.date]) -> list[pd.DataFrame]:
    """`wanneer`: by year, or on a day."""
    gesplitst, geheel = keuze.with_(splits=(dim,) if dim else ()), rekenaar.filters(keuze)
    uit = []
    for op in wanneer:
        frame = rekenaar.reeks(maat_id, gesplitst) if op == JAAR else rekenaar.on_dagen(maat_id, gesplitst, (op,))
        plek = {"geheel": sleutel(geheel), "dim": dim or "", "maat": maat_id, "wanneer": str(op)}
        if dim and frame.empty:  # nothing to split is known as well
            uit.append(pd.DataFrame([{k: None for k in KOLOMMEN} | plek | {"filters": "", "cel": "", "rij": 0}]))
            continue
        cellen = frame[dim].tolist() if dim else [""] * len(frame)
        namen = {cel: sleutel(geheel | ({dim: (cel,)} if dim else {})) for cel in cellen}
        filters = [namen[cel] for cel in cellen]
        uit.append(frame.assign(**plek, filters=filters, cel=cellen, rij=range(len(frame)))[KOLOMMEN])
    return uit
