"""Delen: every kind of answer as it may leave the organisation. A page, export or print takes one of these.

`Deler` is a Rekenaar whose figures are protected before anything is done with them: path, verdict, projection and
sentence of a goal are worked out from protected figures alone, so that no sentence can give an exact one away.
A question is answered from one fixed table per set of dimensions (chosen values and splits alike), so that the same
cell is the same however it is asked for.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, replace
from typing import Protocol

import numpy as np
import pandas as pd

from core.disclosure import counts, edges
from core.disclosure.counted import Counted
from core.disclosure.counts import VERBORGEN, Beschermd
from core.disclosure.families import Bewaard, Together, families, once, tells_types
from core.engine.count import dominance
from core.engine.count.absent import is_absent
from core.engine.count.contribution import Overgang, PerInwoner
from core.engine.count.dominance import GELD
from core.engine.count.perioden import PER_JAAR
from core.engine.count.series import Rekenaar
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.model.weergave import Drempels

Vraag = Callable[[Selectie], pd.DataFrame]
VASTE_DAGEN = "alleen op de eerste of laatste dag van een maand te delen"


STANDAARD = Drempels()
# How a count is weighed with its family: the whole question and its dimensions -> the table with `toon` per row.
Weging = Callable[[Selectie, tuple[str, ...]], pd.DataFrame]
Counting = Callable[[str, Selectie], pd.DataFrame]


class Divided(Protocol):
    """What is counted, by what it can be split: a maat, or what is asked for."""

    @property
    def dimensions(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Wijze:
    """How a question is protected. `opgeteld`: the total of a table is the sum of its cells; `vast`: columns whose
    filter belongs to the goal and not to the user; `regios`: region -> its gemeenten, for a question without region;
    `samen`: the counts that are weighed with their family, how each is, or when `alles` every count of the series;
    `bewaard`: keeps the tables of the dimensions, which are the same whichever of their cells are chosen."""

    drempels: Drempels = STANDAARD
    stand: bool = False
    opgeteld: bool = True
    vast: frozenset[str] = frozenset()
    regios: tuple[tuple[str, tuple[str, ...]], ...] = ()
    samen: tuple[Weging, ...] = ()
    alles: bool = False
    bewaard: Bewaard = once


@dataclass(frozen=True)
class Deler(Rekenaar):
    """A Rekenaar whose series may be shared. Make one with `delend`."""

    drempels: Drempels = STANDAARD
    vast: frozenset[str] = frozenset()

    @property
    def manier(self) -> tuple:
        return "delen", self.catalogus.naam, self.drempels, self.vast

    def reeks(self, maat_id: str, selectie: Selectie) -> pd.DataFrame:
        """As Rekenaar.reeks, protected. Raises Melding with more than two dimensions, and for a rare product below
        the region."""
        if isinstance(bijdrage := self.catalogus.shape(maat_id), PerInwoner):  # of the protected count
            return self.per_inwoner(self.catalogus.maten[maat_id], selectie, self.reeks(bijdrage.teller, selectie))
        echt, bedrag = self.real(), self.soort(maat_id) == "bedrag"
        if self._is_absent(maat_id, selectie):
            return echt.reeks(maat_id, selectie)

        def een(keuze: Selectie) -> pd.DataFrame:
            frame = echt.reeks(maat_id, keuze)
            wie = dominance.grootste(echt, maat_id, keuze) if bedrag and frame["n"].notna().any() else None
            return frame if wie is None else frame.merge(wie, on=[k for k in wie.columns if k not in GELD], how="left")

        merk = (*self.manier, maat_id, selectie)
        return self.geheugen.eenmaal(merk, lambda: self._share(maat_id, selectie, een, Counted(echt).table, ()))

    def on_dagen(self, maat_id: str, selectie: Selectie, dagen: tuple[dt.date, ...]) -> pd.DataFrame:
        """As Rekenaar.op_dagen, protected; other days than the first or last of a month have no figure."""
        if isinstance(bijdrage := self.catalogus.shape(maat_id), PerInwoner):
            teller = self.on_dagen(bijdrage.teller, selectie, dagen)
            return self.per_inwoner(self.catalogus.maten[maat_id], selectie, teller)
        echt = self.real()
        if self._is_absent(maat_id, selectie):
            return echt.on_dagen(maat_id, selectie, dagen)

        def on_day(maat_id: str, keuze: Selectie) -> pd.DataFrame:
            return echt.on_dagen(maat_id, keuze, dagen)

        frame = self._share(maat_id, selectie, lambda keuze: on_day(maat_id, keuze), on_day, dagen)
        return _without(frame, [not fixed_dag(d) for d in frame["peildatum"]], VASTE_DAGEN)

    def _is_absent(self, maat_id: str, selectie: Selectie) -> bool:
        """A segment of which nobody in the region has a row tells nothing small: a table by segment has no such row."""
        return is_absent(self, self.catalogus.maten[maat_id], selectie)

    def of_whole(self, doel: Doel) -> "Deler":
        return replace(self, vast=frozenset(doel.filter))

    def real(self) -> Rekenaar:
        """The Rekenaar with exact figures."""
        return Rekenaar(**{f.name: getattr(self, f.name) for f in fields(Rekenaar)})

    def _share(
        self, maat_id: str, selectie: Selectie, een: Vraag, tel: Counting, dagen: tuple[dt.date, ...]
    ) -> pd.DataFrame:
        """`een`: the exact answer; `tel`: the exact counts of any maat, to weigh it with; `dagen`: the days that both
        are of, none for periods."""
        maat, alle = self.catalogus.maten[maat_id], families(self.catalogus.maten)
        gekozen = {*selectie.splits, *(k for k, w in selectie.filters if w)}
        if "type" in gekozen and tells_types(self.catalogus.maten, alle, maat_id):
            raise Melding("Een uitsplitsing naar type is niet te delen: kies de maat van één soort, zoals OTS.")
        wijze = replace(self.wijze(maat_id), bewaard=self._kept("tabel", maat_id, dagen, self.vast))
        if [f for f in alle if maat_id in f.parts and not f.adds]:
            wijze = replace(wijze, opgeteld=False)

        def vloeit(maat_id: str) -> bool:
            return flows(selectie, self.is_stand(maat_id))

        samen = Together(tel, self.catalogus.maten, alle, self.drempels, vloeit, self._kept("gewogen", dagen))
        geteld = (maat_id,) if self.soort(maat_id) == "aantal" else maat.divide or ()
        telbaar = {deel for f in alle if f.adds for deel in f.parts}
        wegen = [functools.partial(samen.table, m) for m in geteld if m in telbaar]
        return share_reeks(een, selectie, self.soort(maat_id), maat, replace(wijze, samen=tuple(wegen))).frame

    def _kept(self, *wat: Hashable) -> Bewaard:
        """Keeps what is worked out once for any cell of a table: every choice and every maat weighs it alike."""
        vooraf = (*wat, self.catalogus.naam, self.drempels)
        return lambda merk, maak: self.geheugen.eenmaal((*vooraf, *merk), maak)

    def wijze(self, maat_id: str) -> Wijze:
        """How the series of a maat are protected."""
        overgang = isinstance(self.catalogus.shape(maat_id), Overgang)
        return Wijze(self.drempels, self.is_stand(maat_id), not overgang, self.vast, tuple(self.regio_codes.items()))


def delend(rekenaar: Rekenaar, drempels: Drempels = STANDAARD) -> Deler:
    """The same questions, answered as they may be shared."""
    return Deler(**{f.name: getattr(rekenaar, f.name) for f in fields(Rekenaar)}, drempels=drempels)


def fixed_dag(dag: dt.date) -> bool:
    """Stocks are shared on the first or last day of a month: every day would show the day of one child."""
    return 1 in (dag.day, (dag + dt.timedelta(days=1)).day)


def share_reeks(vraag: Vraag, selectie: Selectie, soort: str, maat: Divided, wijze: Wijze) -> Beschermd:
    """A series that may be shared. `vraag` gives the exact one for any selection. Several chosen values of a column
    are answered as the sum of protected parts, and all regions together as the sum of the regions. Raises Melding for
    what is never shared."""
    filters = {k: w for k, w in selectie.filters if w}
    splits = tuple(k for k in selectie.splits if k in maat.dimensions)
    dims = dimensies(filters, splits, wijze)
    if set(dims) - set(maat.dimensions):
        return counts.protect(vraag(selectie), soort, splits, wijze.drempels)
    delen = [
        deel
        for keuze in _per_regio(vraag, selectie, maat, wijze)
        for deel in _one_regio(vraag, keuze, soort, dims, splits, wijze)
    ]
    if len(delen) == 1 or not delen:  # nothing to count at all: its reason says why
        return delen[0] if delen else counts.protect(vraag(selectie), soort, splits, wijze.drempels)
    sleutel = ["periode", "van", "tot", "peildatum", *splits]
    if "gemeente" in splits:  # a gemeente lies in one region
        rijen = pd.concat([d.frame for d in delen], ignore_index=True)
        if not rijen.duplicated(sleutel).any():
            return Beschermd(rijen)
    return counts.together(delen, sleutel, soort)


def dimensies(filters: dict[str, tuple[str, ...]], splits: tuple[str, ...], wijze: Wijze) -> tuple[str, ...]:
    """The dimensions of a question: what is split and what is chosen. Raises Melding for what is never shared."""
    if counts.zeldzaam(filters, splits):
        raise Melding(
            "Een product dat zeldzaam is, of dat niet in de lijst van producten staat, is alleen voor de hele regio te "
            "delen: haal de uitsplitsing en de andere filters weg."
        )
    dims = tuple(sorted({*splits, *(k for k in filters if k not in wijze.vast)}))
    if len(dims) > wijze.drempels.splitsingen:
        raise Melding(
            f"Te delen zijn hooguit {wijze.drempels.splitsingen} uitsplitsingen en filters samen, naast "
            f"regio en periode; nu: {', '.join(dims)}. Laat er een weg, of kijk intern."
        )
    return dims


def _per_regio(vraag: Vraag, selectie: Selectie, maat: Divided, wijze: Wijze) -> list[Selectie]:
    """The question per region. All regions minus one is the other: so only what a region says is ever added."""
    if selectie.regio or not wijze.regios or "gemeente" not in maat.dimensions:
        return [selectie]
    gekozen = set(selectie.filter("gemeente"))
    keuzes = []
    for regio, codes in wijze.regios:
        if gekozen and not gekozen & set(codes):
            continue
        keuze = replace(selectie, regio=regio)
        keuzes.append(keuze.with_(gemeente=tuple(c for c in codes if c in gekozen)) if gekozen else keuze)
    if len(keuzes) > 1:
        gevuld = [bool((vraag(replace(k, filters=(), splits=()))["n"].fillna(0) != 0).any()) for k in keuzes]
        keuzes = list(itertools.compress(keuzes, gevuld)) or keuzes
    return keuzes


def _one_regio(
    vraag: Vraag, selectie: Selectie, soort: str, dims: tuple[str, ...], splits: tuple[str, ...], wijze: Wijze
) -> list[Beschermd]:
    """The protected parts of the answer for one region."""
    heel = whole_question(selectie, dims)
    tabel = wijze.bewaard((heel, dims), lambda: _tabel(vraag, heel, soort, dims, wijze))
    if tabel.empty:
        return []
    tabel = tabel[_asked(tabel, selectie)].reset_index(drop=True)
    filters = {k: w for k, w in selectie.filters if w and k in dims}
    meer = [k for k in filters if len(filters[k]) > 1 and k not in splits]
    een = {k: w for k, w in filters.items() if k not in meer}
    return [
        _choose(tabel, een | {k: (w,) for k, w in zip(meer, keuze, strict=True)}, splits)
        for keuze in itertools.product(*(filters[k] for k in meer))
    ]


def flows(selectie: Selectie, stand: bool) -> bool:
    """Whether periods add up to a year: a flow, counted in shorter ones."""
    return not stand and PER_JAAR[selectie.per] > 1


def whole_question(selectie: Selectie, dims: tuple[str, ...]) -> Selectie:
    """The question of the tables that one answer is weighed with: every cell of the dimensions, over whole years."""
    heel = replace(selectie, filters=tuple((k, w) for k, w in selectie.filters if k not in dims))
    if selectie.per != "jaar":  # a year is shown whole or not at all, wherever the user cuts it
        heel = replace(
            heel,
            van=selectie.van and dt.date(selectie.van.year, 1, 1),
            tot=selectie.tot and dt.date(selectie.tot.year, 12, 31),
        )
    return heel


def share_tabellen(vraag: Vraag, selectie: Selectie, dims: tuple[str, ...], opgeteld: bool = True) -> edges.Tabellen:
    """The exact tables that one answer is weighed with: of every set of the dimensions, over whole years."""
    heel = whole_question(selectie, dims)
    return {deel: vraag(replace(heel, splits=deel)) for deel in (edges.delen_van(dims) if opgeteld else [dims])}


def _tabel(vraag: Vraag, heel: Selectie, soort: str, dims: tuple[str, ...], wijze: Wijze) -> pd.DataFrame:
    """The whole protected table of the dimensions (`heel`: see whole_question); without rows where nothing was
    counted."""
    kern = vraag(replace(heel, splits=dims))
    if kern.empty or (kern["van"].isna().all() and kern["peildatum"].isna().all()):
        return kern.iloc[:0]
    zicht = _visible(vraag, heel, soort, dims, wijze, kern)
    return counts.protect(kern, soort, (), wijze.drempels, zicht=zicht).frame


def _asked(tabel: pd.DataFrame, selectie: Selectie) -> np.ndarray:
    """The rows of the periods that were asked for."""
    binnen = np.ones(len(tabel), dtype=bool)
    if selectie.van is not None:
        binnen &= [v >= selectie.van for v in tabel["van"]]
    if selectie.tot is not None:
        binnen &= [t <= selectie.tot for t in tabel["tot"]]
    return binnen


def _visible(
    vraag: Vraag, heel: Selectie, soort: str, dims: tuple[str, ...], wijze: Wijze, kern: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Per count of a series, and per family of it, the rows that may be shown. Where no row is large enough by itself
    there is nothing to weigh."""
    if (soort == "gemiddelde" and len(dims) > 1) or not _large(kern, soort, dims, wijze.drempels):
        return {"alles": np.zeros(len(kern), dtype=bool)}  # means of parts and of the whole give the counts away
    zicht = {f"samen {nr}": _shown(kern, weeg(heel, dims), dims) for nr, weeg in enumerate(wijze.samen)}
    if not wijze.samen or not (wijze.alles or soort == "aantal"):
        zicht |= _alone(vraag, heel, soort, dims, wijze)
    return zicht


def _large(kern: pd.DataFrame, soort: str, dims: tuple[str, ...], drempels: Drempels) -> bool:
    """Whether any row could be shown: its counts are all large enough, or 0 for the whole region."""
    geteld = np.array([*counts.tellingen(kern, soort).values()])
    return bool(((geteld >= drempels.aantal) | ((geteld == 0) & (not dims))).all(axis=0).any())


def _alone(vraag: Vraag, selectie: Selectie, soort: str, dims: tuple[str, ...], wijze: Wijze) -> dict[str, np.ndarray]:
    """Per count of a series the rows that may be shown, by its own tables."""
    tabellen = share_tabellen(vraag, selectie, dims, wijze.opgeteld)
    per_telling = {deel: counts.tellingen(t, soort) for deel, t in tabellen.items()}
    zicht = {}
    for naam in per_telling[dims]:
        geteld = {deel: t.assign(_telling=per_telling[deel][naam]) for deel, t in tabellen.items()}
        vloeit = flows(selectie, wijze.stand)
        zicht[naam] = edges.toonbaar(geteld, "_telling", dims, wijze.drempels, vloeit=vloeit)
    return zicht


def _shown(kern: pd.DataFrame, gewogen: pd.DataFrame, dims: tuple[str, ...]) -> np.ndarray:
    """Per row whether the count in it may be shown; a cell that was not counted is a 0."""
    sleutel = ["periode", "tot", *dims]
    rijen = gewogen  # row by row the same, as a rule
    if any(kern[k].tolist() != gewogen[k].tolist() for k in sleutel):
        rijen = kern[sleutel].merge(gewogen[[*sleutel, "toon"]], on=sleutel, how="left")
    return (rijen["toon"] == True).to_numpy(dtype=bool)  # noqa: E712 - empty where the cell is missing


def _choose(tabel: pd.DataFrame, gekozen: dict[str, tuple[str, ...]], splits: tuple[str, ...]) -> Beschermd:
    """The chosen cells of a protected table. A cell that does not occur is hidden: it is a 0."""
    if not gekozen:
        return Beschermd(tabel)
    kolommen = [k for k in tabel.columns if k not in gekozen or k in splits]
    masker = np.ones(len(tabel), dtype=bool)
    for kolom, waarden in gekozen.items():
        masker &= np.array([w in waarden for w in tabel[kolom].tolist()], dtype=bool)
    if masker.any() or splits:
        return Beschermd(tabel.loc[masker, kolommen].reset_index(drop=True))
    leeg = tabel.drop_duplicates(["periode", "tot"])[kolommen].reset_index(drop=True)
    return Beschermd(_without(leeg, np.ones(len(leeg), dtype=bool), VERBORGEN))


def _without(frame: pd.DataFrame, weg, reden: str) -> pd.DataFrame:
    weg = np.asarray(weg, dtype=bool)
    if not weg.any():
        return frame
    frame = frame.copy()
    frame.loc[weg, list(counts.CIJFERS)] = np.nan
    frame.loc[weg, "reden"] = reden
    return frame
