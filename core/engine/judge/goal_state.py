"""How far each goal is: its maat on the rows it is about, its baseline, its path, its verdict."""

import datetime as dt
import itertools
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from core.engine.count.memory import MEEST
from core.engine.count.perioden import Periode
from core.engine.count.series import GEEN_GEGEVENS, Rekenaar
from core.engine.judge import asked
from core.engine.judge.provider import is_unscored, without_verdict
from core.engine.judge.regiodeel import Regiodeel, is_part, part_of_region
from core.engine.judge.uitkomst import Vraag
from core.engine.judge.verdict import judge_series, make_vraag
from core.engine.judge.weighing import weigh, weigh_empty
from core.model import wording
from core.model.doel import Doel, Reeksbreuk
from core.model.maat import Maat
from core.model.oordeel import Oordeel, Punt, Uitkomst
from core.model.selectie import Selectie


@dataclass(frozen=True)
class DoelStand:
    """One goal under a selection. `reeks`: columns of a series; `uitkomst`: the verdict on its last point, with why
    there is none when there is none. `deel`: this is a part of the region that agreed the goal; `regiodeel`: which
    part of its figure that is. `breuken`: the days on which the series changes meaning."""

    doel: Doel
    maat: Maat | None
    reeks: pd.DataFrame
    uitkomst: Uitkomst
    basis: Punt | None = None
    deel: bool = False
    regiodeel: Regiodeel | None = None
    breuken: tuple[Reeksbreuk, ...] = ()


@dataclass(frozen=True)
class Cellen:
    """Every cell of a goal at once, not judged yet. `leeg`: what holds for all of them; `reeks`: the rows of all cells,
    those of a cell together; `punten`: the same, row by row; `plaats`: cell -> its rows; `bases`: cell -> its baseline,
    where there is one. `keuze`: the selection as the goal knows it. `klaar`: the one cell that is there was judged."""

    leeg: DoelStand
    keuze: Selectie
    reeks: pd.DataFrame
    punten: list[Punt]
    plaats: dict[tuple, slice]
    bases: dict[tuple, Punt | None] = field(default_factory=dict)
    klaar: bool = False

    @classmethod
    def one(cls, stand: DoelStand, keuze: Selectie) -> "Cellen":
        """Of a goal that has no cells of its own."""
        plaats = {(): slice(0, len(stand.reeks))}
        return cls(stand, keuze, stand.reeks, punten(stand.reeks), plaats, {(): stand.basis}, klaar=True)


def doelstand(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """The series of a goal by year (a stock also on the last whole month), and what it says."""
    return next(iter(doelstanden(rekenaar, doel, selectie.with_(splits=()), vandaag).values()))


def doelstanden(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> dict[tuple, DoelStand]:
    """The same for every cell of the split: cell -> how far it is. A maat that does not know the split, and a
    goal that is asked for, has one cell: ()."""
    cellen = doelcellen(rekenaar, doel, selectie, vandaag)
    standen = {(): cellen.leeg} if cellen.klaar else _judged(rekenaar, cellen, vandaag)
    standen = {cel: as_scored(s, selectie) for cel, s in standen.items()}
    if not (selectie.splits or selectie.filters):
        _keep_region(rekenaar, (rekenaar.manier, doel.id, selectie, vandaag), standen[()], cellen.punten)
    return standen


def as_scored(stand: DoelStand, selectie: Selectie) -> DoelStand:
    """The same goal; without verdict where the figures are of providers and it may not be scored per provider."""
    if not is_unscored(stand.doel, selectie):
        return stand
    eenheid = stand.maat.unit if stand.maat else stand.doel.eenheid
    return replace(stand, uitkomst=without_verdict(stand.uitkomst, eenheid))


def doelcellen(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> Cellen:
    """What a goal counts in every cell of the split, with the baselines."""
    selectie = doel.fit(selectie)
    if doel.is_elsewhere(selectie):
        maat = rekenaar.catalogus.maten.get(doel.maat or "")
        return Cellen.one(_without_reeks(doel, maat, _of_segmenten(doel.segmenten)), selectie)
    if doel.databron in ("opvraag", "mijlpaal"):
        return Cellen.one(_from_opgave(rekenaar, doel, selectie, vandaag), selectie)
    maat = rekenaar.catalogus.maten.get(doel.maat or "")
    if maat is None:
        woord = Oordeel.ALLEEN_RICHTING if doel.databron == "context" else Oordeel.GEEN_GEGEVENS
        uitleg = "Dit is achtergrond bij de doelen; er is geen eigen cijfer."
        return Cellen.one(_without_reeks(doel, None, uitleg, woord), selectie)
    keuze = own_keuze(doel, selectie)
    if keuze is None:
        return Cellen.one(_without_reeks(doel, maat, _of_segmenten(doel.filter.get("segment", ()))), selectie)
    reeks = rekenaar.reeks(maat.id, keuze)
    if len(reeks) == 1 and reeks["reden"].iloc[0] and not reeks["periode"].iloc[0]:
        return Cellen.one(
            _without_reeks(doel, maat, _why_empty(rekenaar, maat, keuze, reeks["reden"].iloc[0])), selectie
        )
    return _counted(rekenaar, DoelStand(doel, maat, reeks, Uitkomst(Oordeel.GEEN_GEGEVENS)), keuze, selectie)


def _of_segmenten(segmenten: tuple[str, ...]) -> str:
    """Why a goal has no figure under the segment that was chosen."""
    if len(segmenten) == 1:
        return f"Dit doel hoort bij segment {segmenten[0]}: kies dat segment, of alle segmenten."
    return f"Dit doel hoort bij de segmenten {wording.opsomming(segmenten)}: kies een daarvan, of alle segmenten."


def _why_empty(rekenaar: Rekenaar, maat: Maat, keuze: Selectie, reden: str) -> str:
    """Why a maat has no figure at all under this selection."""
    if reden != GEEN_GEGEVENS:
        return f"Dit cijfer is {reden}."
    if not rekenaar.geladen(maat):
        return f"De tabel {' of '.join(maat.tables)} is nog niet geladen."
    segmenten = wording.opsomming(keuze.filter("segment"))
    return f"In de tabel {' of '.join(maat.tables)} staat niets over segment {segmenten}."


def _without_reeks(doel: Doel, maat: Maat | None, uitleg: str, woord: Oordeel = Oordeel.GEEN_GEGEVENS) -> DoelStand:
    return DoelStand(doel, maat, asked.empty_reeks(), Uitkomst(woord, uitleg=uitleg))


def _counted(rekenaar: Rekenaar, leeg: DoelStand, keuze: Selectie, selectie: Selectie) -> Cellen:
    """The cells of a goal that is counted; `leeg` holds the goal, its maat and the series of all cells."""
    doel, maat, reeks = leeg.doel, leeg.maat, leeg.reeks
    splits = [k for k in selectie.splits if k in maat.dimensions]
    if rekenaar.is_stand(maat.id):
        reeks = _with_laatste_stand(rekenaar, maat, keuze, reeks)
    is_deel = is_part(doel, selectie, tuple(splits), _gebied(rekenaar, doel, selectie))
    leeg = replace(leeg, deel=is_deel, breuken=tuple(b for b in doel.breuken if b.touches(maat)))
    reeks, plaats = _by_cel(reeks, splits)
    cellen = Cellen(leeg, selectie, reeks, punten(reeks), plaats)
    return replace(cellen, bases=_bases(rekenaar, cellen, keuze, splits))


def _judged(rekenaar: Rekenaar, cellen: Cellen, vandaag: dt.date) -> dict[tuple, DoelStand]:
    """Cell -> how far it is, beside the part of the region that it is."""
    doel, keuze = cellen.leeg.doel, cellen.keuze
    kaal = keuze.with_(splits=(), **{k: () for k, _ in keuze.filters})
    regio = None
    if cellen.leeg.deel and _is_open(rekenaar, kaal, doel):
        regio = _region(rekenaar.of_whole(doel), doel, kaal, vandaag)
    uit = {}
    for cel, rijen in cellen.plaats.items():
        hier = cellen.punten[rijen]
        reeks = cellen.reeks.iloc[rijen].reset_index(drop=True) if len(cellen.plaats) > 1 else cellen.reeks
        stand = replace(cellen.leeg, reeks=reeks, basis=cellen.bases[cel])
        stand = replace(stand, uitkomst=judge_series(hier, _vraag(rekenaar, stand, hier, vandaag)))
        uit[cel] = replace(stand, regiodeel=_regiodeel(rekenaar, stand, hier, regio))
    return uit


@dataclass(frozen=True)
class _Region:
    """A goal in its whole region: how far it is, and its points by day."""

    stand: DoelStand
    punten: dict[dt.date, Punt]


def _region(rekenaar: Rekenaar, doel: Doel, heel: Selectie, vandaag: dt.date) -> _Region:
    """Judged once for all its parts, and not again where the region itself was asked."""
    gehelen, merk = rekenaar.geheugen.gehelen, (rekenaar.manier, doel.id, heel, vandaag)
    regio = gehelen.get(merk)
    if regio is None or regio.stand.doel != doel:  # a decision changes a goal
        doelstand(rekenaar, doel, heel, vandaag)
        regio = gehelen[merk]
    return regio


def _keep_region(rekenaar: Rekenaar, merk: tuple, stand: DoelStand, reeks: list[Punt]) -> None:
    gehelen = rekenaar.geheugen.gehelen
    if len(gehelen) >= MEEST:
        gehelen.clear()
    gehelen[merk] = _Region(stand, {p.dag: p for p in reeks})


def _by_cel(reeks: pd.DataFrame, splits: list[str]) -> tuple[pd.DataFrame, dict[tuple, slice]]:
    """The rows with those of a cell together, the cells in order, and where each cell is."""
    if not splits:
        return reeks, {(): slice(0, len(reeks))}
    nr = reeks.groupby(splits, sort=True).ngroup().to_numpy()
    reeks = reeks.iloc[np.argsort(nr, kind="stable")].reset_index(drop=True)
    randen = [0, *np.cumsum(np.bincount(nr)).tolist()] if len(nr) else [0]
    cellen = zip(*(reeks[k].to_numpy()[randen[:-1]].tolist() for k in splits), strict=True)
    return reeks, {cel: slice(*van_tot) for cel, van_tot in zip(cellen, itertools.pairwise(randen), strict=True)}


def _bases(rekenaar: Rekenaar, cellen: Cellen, keuze: Selectie, splits: list[str]) -> dict[tuple, Punt | None]:
    """Cell -> its measured baseline: the stock on its day, or the flow of its year; None when it was not measured."""
    doel, maat = cellen.leeg.doel, cellen.leeg.maat
    if not _is_measured(rekenaar, doel, maat):
        return dict.fromkeys(cellen.plaats)
    dag = doel.basis.peildatum
    if dag is not None and rekenaar.is_stand(maat.id):
        bases = _on_day(rekenaar, cellen, keuze, splits)
    else:
        jaar = Periode(doel.basis.jaar or (dag - dt.timedelta(days=1)).year, "jaar").naam
        bases = {cel: [p for p in cellen.punten[rijen] if p.periode == jaar] for cel, rijen in cellen.plaats.items()}
    return {cel: p[0] if len(p) == 1 and p[0].waarde is not None else None for cel, p in bases.items()}


def _on_day(rekenaar: Rekenaar, cellen: Cellen, keuze: Selectie, splits: list[str]) -> dict[tuple, list[Punt]]:
    """Cell -> its stock on the day of the baseline."""
    maat_id, dagen = cellen.leeg.maat.id, (cellen.leeg.doel.basis.peildatum,)
    gevonden, waar = _by_cel(rekenaar.on_dagen(maat_id, keuze, dagen), splits)
    alle = punten(gevonden)
    bases = {cel: alle[waar[cel]] if cel in waar else [] for cel in cellen.plaats}
    if splits:  # nothing there on that day: asked by itself it is 0, or not to be shown
        for cel in (c for c in cellen.plaats if c not in waar):
            eigen = keuze.with_(splits=(), **{k: (w,) for k, w in zip(splits, cel, strict=True)})
            bases[cel] = punten(rekenaar.on_dagen(maat_id, eigen, dagen))
    return bases


def _is_measured(rekenaar: Rekenaar, doel: Doel, maat: Maat) -> bool:
    """Whether a baseline has to be counted and can be: what lies before the data is not 0."""
    if doel.basis is None or doel.basis.waarde is not None:
        return False
    begint, dag = rekenaar.gedekt_vanaf(maat), doel.basis.peildatum
    # The evening before the coverage starts is known too: what ran then is still running or ends in it.
    return not (dag and begint and dag < begint - dt.timedelta(days=1))


def _gebied(rekenaar: Rekenaar, doel: Doel, selectie: Selectie) -> tuple[str, ...]:
    """The gemeenten that the goal was agreed for; without knowledge of them those of the chosen region."""
    return doel.gemeenten or rekenaar.regio_codes.get(selectie.regio, ())


def _is_open(rekenaar: Rekenaar, heel: Selectie, doel: Doel) -> bool:
    """Whether the reader may see the whole region: of his own gemeenten alone no part of it can be said."""
    return set(_gebied(rekenaar, doel, heel)) <= set(rekenaar.regio_codes.get(heel.regio, ()))


def _regiodeel(rekenaar: Rekenaar, stand: DoelStand, hier: list[Punt], regio: _Region | None) -> Regiodeel | None:
    """The part of the region at the last point that was judged, when the region has that period too."""
    if regio is None or stand.uitkomst.dag is None:
        return None
    eigen, geheel = (dagen.get(stand.uitkomst.dag) for dagen in ({p.dag: p for p in hier}, regio.punten))
    soort = soort_van_doel(rekenaar, stand)
    return part_of_region(eigen, geheel, soort, stand.maat.unit, regio.stand.uitkomst)


def _vraag(rekenaar: Rekenaar, stand: DoelStand, hier: list[Punt], vandaag: dt.date) -> Vraag:
    """What the goal asks of its series (`hier`)."""
    soort = soort_van_doel(rekenaar, stand)
    return make_vraag(stand.doel, stand.basis, hier, soort, vandaag, deel=stand.deel, breuken=stand.breuken)


def _from_opgave(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """Goals that are asked for, or that are a milestone. Without any row there is no figure, and no failure."""
    tabel = "mijlpalen" if doel.databron == "mijlpaal" else "opvragen"
    rijen = rekenaar.opgaven_van(tabel, doel.id)
    codes = rekenaar.regio_codes.get(selectie.regio, ())
    if doel.databron == "mijlpaal":
        doel = asked.with_noemer(rijen, doel, selectie)
        reeks = asked.behaald(rijen, doel, selectie, vandaag)
        geen = "Over deze mijlpaal is nog niets ingevuld; of zij is behaald, is niet te zeggen."
    else:
        reeks = asked.opgevraagd(rijen, doel, selectie, codes)
        bij = doel.leverancier or "de leverancier"
        geen = f"Dit cijfer moet worden opgevraagd bij: {bij}."
    if reeks.empty:
        return DoelStand(doel, None, reeks, Uitkomst(Oordeel.GEEN_GEGEVENS, doeldag=doel.doel.datum, uitleg=geen))
    basis = None
    if doel.basis and doel.basis.waarde is None:
        jaar = doel.basis.jaar or (doel.basis.peildatum - dt.timedelta(days=1)).year
        basis = next((p for p in punten(reeks) if p.dag.year == jaar), None)
    stand = DoelStand(
        doel,
        None,
        reeks,
        Uitkomst(Oordeel.GEEN_GEGEVENS),
        basis,
        is_part(doel, selectie, (), _gebied(rekenaar, doel, selectie)),
    )
    alle = punten(reeks)
    return replace(stand, uitkomst=judge_series(alle, _vraag(rekenaar, stand, alle, vandaag)))


def per_periode(rekenaar: Rekenaar, cellen: Cellen, vandaag: dt.date) -> list[Uitkomst]:
    """The verdict as it was at each point of every cell, row by row, judged on that point and the ones before it: its
    figures, no sentence. A point without a value has no verdict but its own reason; a milestone that is half-way is
    judged on the day it was."""
    uit, redenen = [], cellen.reeks["reden"].tolist()
    for cel, rijen in cellen.plaats.items():
        hier = cellen.punten[rijen]
        vraag = _vraag(rekenaar, replace(cellen.leeg, basis=cellen.bases[cel]), hier, vandaag)
        for nr, (punt, reden) in enumerate(zip(hier, redenen[rijen], strict=True)):
            if punt.waarde is None:
                uit.append(weigh_empty(punt, hier[:nr], vraag, reden).bare(vraag))
                continue
            onderweg = vraag.doel.soort == "mijlpaal" and nr + 1 < len(hier)
            toen = replace(vraag, vandaag=punt.dag) if onderweg else vraag
            uit.append(weigh([*hier[:nr], _definitief(punt)], toen).bare(toen))
    return uit


def soort_van_doel(rekenaar: Rekenaar, stand: DoelStand) -> str:
    """Which kind of figure a goal is about: see rekenen.soort_van."""
    if stand.maat:
        return rekenaar.soort(stand.maat.id)
    return asked.kind_of(stand.doel)


def punten(reeks: pd.DataFrame) -> list[Punt]:
    """The points of a series, row by row."""
    if reeks.empty:
        return []
    vast = (reeks[k].tolist() for k in ("periode", "peildatum", "tot", "voorlopig"))
    cijfers = (map(_getal, reeks[k].tolist()) for k in ("waarde", "teller", "noemer", "n", "laag", "hoog"))
    return [
        Punt(periode or f"{peildatum:%d-%m-%Y}", tot, *rij, bool(voorlopig))
        for periode, peildatum, tot, voorlopig, *rij in zip(*vast, *cijfers, strict=True)
    ]


def own_keuze(doel: Doel, selectie: Selectie) -> Selectie | None:
    """The selection by year as the goal knows it, with its own limits; None when the user chose rows the goal is not
    about."""
    keuze = doel.fit(selectie)
    return None if doel.is_elsewhere(keuze) else keuze.with_(per="jaar", van=None).within(doel.filter)


def _with_laatste_stand(rekenaar: Rekenaar, maat: Maat, keuze: Selectie, reeks: pd.DataFrame) -> pd.DataFrame:
    """A stock need not wait for the end of the year: its last whole month is the last point."""
    maanden = rekenaar.perioden(maat, keuze.with_(per="maand"))
    if not maanden or (len(reeks) and maanden[-1].tot <= reeks["tot"].max()):
        return reeks
    laatste = rekenaar.on_dagen(maat.id, keuze, (maanden[-1].tot,)).assign(periode=maanden[-1].naam)
    return pd.concat([reeks, laatste], ignore_index=True) if len(reeks) else laatste


def _definitief(punt: Punt) -> Punt:
    """Judging one period must look at that period, also when it is provisional."""
    return replace(punt, voorlopig=False) if punt.voorlopig else punt


def _getal(x) -> float | None:
    if type(x) is float:
        return None if x != x else x
    return None if x is None or pd.isna(x) else float(x)
