"""How far each goal is: its maat on the rows it is about, its baseline, its path, its verdict."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from core.engine.count.perioden import Periode
from core.engine.count.series import GEEN_GEGEVENS, Rekenaar
from core.engine.judge import asked
from core.engine.judge.provider import is_unscored, without_verdict
from core.engine.judge.regiodeel import Regiodeel, is_part, part_of_region
from core.engine.judge.verdict import judge_series, make_vraag, without_value
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


def doelstand(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """The series of a goal by year (a stock also on the last whole month), and what it says."""
    return next(iter(doelstanden(rekenaar, doel, selectie.with_(splits=()), vandaag).values()))


def doelstanden(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> dict[tuple, DoelStand]:
    """The same for every cell of the split: cell -> how far it is. A maat that does not know the split, and a
    goal that is asked for, has one cell: ()."""
    return {cel: as_scored(s, selectie) for cel, s in _doelstanden(rekenaar, doel, selectie, vandaag).items()}


def as_scored(stand: DoelStand, selectie: Selectie) -> DoelStand:
    """The same goal; without verdict where the figures are of providers and it may not be scored per provider."""
    if not is_unscored(stand.doel, selectie):
        return stand
    eenheid = stand.maat.unit if stand.maat else stand.doel.eenheid
    return replace(stand, uitkomst=without_verdict(stand.uitkomst, eenheid))


def _doelstanden(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> dict[tuple, DoelStand]:
    selectie = doel.fit(selectie, rekenaar.catalogus.maten.get(doel.maat or ""))
    if doel.databron in ("opvraag", "mijlpaal"):
        return {(): _from_opgave(rekenaar, doel, selectie, vandaag)}
    if doel.maat is None or doel.maat not in rekenaar.catalogus.maten:
        woord = Oordeel.ALLEEN_RICHTING if doel.databron == "context" else Oordeel.GEEN_GEGEVENS
        return {
            (): DoelStand(
                doel,
                None,
                asked.empty_reeks(),
                Uitkomst(woord, uitleg="Dit is achtergrond bij de doelen; er is geen eigen cijfer."),
            )
        }
    maat = rekenaar.catalogus.maten[doel.maat]
    keuze = own_keuze(doel, selectie, maat)
    if keuze is None:
        return {
            (): DoelStand(
                doel,
                maat,
                asked.empty_reeks(),
                Uitkomst(
                    Oordeel.GEEN_GEGEVENS,
                    uitleg=f"Dit doel gaat over segment {', '.join(doel.filter.get('segment', ()))}: "
                    "kies dat segment, of alle segmenten.",
                ),
            )
        }
    reeks = rekenaar.reeks(maat.id, keuze)
    if len(reeks) == 1 and reeks["reden"].iloc[0] and not reeks["periode"].iloc[0]:
        reden = reeks["reden"].iloc[0]
        uitleg = (
            f"De tabel {' of '.join(maat.tables)} is nog niet geladen."
            if reden == GEEN_GEGEVENS
            else f"Dit cijfer is {reden}."
        )
        return {(): DoelStand(doel, maat, asked.empty_reeks(), Uitkomst(Oordeel.GEEN_GEGEVENS, uitleg=uitleg))}
    return _geteld(rekenaar, DoelStand(doel, maat, reeks, Uitkomst(Oordeel.GEEN_GEGEVENS)), keuze, selectie, vandaag)


def _geteld(rekenaar: Rekenaar, leeg: DoelStand, keuze: Selectie, selectie: Selectie, vandaag: dt.date) -> dict:
    """Cell -> stand of a goal that is counted; `leeg` holds the goal, its maat and the series of all cells."""
    doel, maat, reeks = leeg.doel, leeg.maat, leeg.reeks
    splits = [k for k in selectie.splits if k in maat.dimensions]
    if rekenaar.is_stand(maat.id):
        reeks = _with_laatste_stand(rekenaar, maat, keuze, reeks)
    bases = dict(_per_cel(_basisreeks(rekenaar, doel, maat, keuze, reeks), splits))
    kaal = selectie.with_(splits=(), **{k: () for k, _ in selectie.filters})
    is_deel = is_part(doel, selectie, tuple(splits), _gebied(rekenaar, doel, selectie))
    regio = (
        doelstand(rekenaar.of_whole(doel), doel, kaal, vandaag) if is_deel and _is_open(rekenaar, kaal, doel) else None
    )
    leeg = replace(leeg, deel=is_deel, breuken=tuple(b for b in doel.breuken if b.touches(maat)))
    uit = {}
    for cel, deel in _per_cel(reeks, splits):
        if cel not in bases and splits:  # nothing there on that day: asked by itself it is 0, or not to be shown
            eigen = keuze.with_(splits=(), **{k: (w,) for k, w in zip(splits, cel, strict=True)})
            bases[cel] = _basisreeks(rekenaar, doel, maat, eigen, deel)
        gevonden = punten(bases[cel]) if cel in bases else []
        basis = gevonden[0] if len(gevonden) == 1 and gevonden[0].waarde is not None else None
        stand = replace(leeg, reeks=deel, basis=basis)
        stand = replace(stand, uitkomst=judge_series(punten(deel), _vraag(rekenaar, stand, vandaag)))
        uit[cel] = replace(stand, regiodeel=_regiodeel(rekenaar, stand, regio))
    return uit


def _gebied(rekenaar: Rekenaar, doel: Doel, selectie: Selectie) -> tuple[str, ...]:
    """The gemeenten that the goal was agreed for; without knowledge of them those of the chosen region."""
    return doel.gemeenten or rekenaar.regio_codes.get(selectie.regio, ())


def _is_open(rekenaar: Rekenaar, heel: Selectie, doel: Doel) -> bool:
    """Whether the reader may see the whole region: of his own gemeenten alone no part of it can be said."""
    return set(_gebied(rekenaar, doel, heel)) <= set(rekenaar.regio_codes.get(heel.regio, ()))


def _regiodeel(rekenaar: Rekenaar, stand: DoelStand, regio: DoelStand | None) -> Regiodeel | None:
    """The part of the region at the last point that was judged, when the region has that period too."""
    if regio is None or stand.uitkomst.dag is None:
        return None
    eigen, geheel = ({p.dag: p for p in punten(s.reeks)}.get(stand.uitkomst.dag) for s in (stand, regio))
    soort = soort_van_doel(rekenaar, stand)
    return part_of_region(eigen, geheel, soort, stand.maat.unit, regio.uitkomst)


def _vraag(rekenaar: Rekenaar, stand: DoelStand, vandaag: dt.date):
    """What the goal asks of its series."""
    return make_vraag(
        stand.doel,
        stand.basis,
        punten(stand.reeks),
        soort_van_doel(rekenaar, stand),
        vandaag,
        deel=stand.deel,
        breuken=stand.breuken,
    )


def _per_cel(reeks: pd.DataFrame, splits: list[str]) -> list[tuple[tuple, pd.DataFrame]]:
    if not splits:
        return [((), reeks)]
    return [(cel, deel.reset_index(drop=True)) for cel, deel in reeks.groupby(splits, sort=True)]


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
    return replace(stand, uitkomst=judge_series(punten(reeks), _vraag(rekenaar, stand, vandaag)))


def per_periode(rekenaar: Rekenaar, stand: DoelStand, vandaag: dt.date) -> list[Uitkomst]:
    """The verdict as it was at each point of the series, judged on that point and the ones before it. A point without
    a value has no verdict but its own reason; a milestone that is half-way is judged on the day it was."""
    alle, vraag = punten(stand.reeks), _vraag(rekenaar, stand, vandaag)
    uit = []
    for nr, (punt, reden) in enumerate(zip(alle, stand.reeks["reden"], strict=True)):
        if punt.waarde is None:
            uit.append(without_value(punt, alle[:nr], vraag, reden))
        else:
            onderweg = stand.doel.doel.soort == "mijlpaal" and nr + 1 < len(alle)
            toen = replace(vraag, vandaag=punt.dag) if onderweg else vraag
            uit.append(judge_series([*alle[:nr], _definitief(punt)], toen))
    return uit


def soort_van_doel(rekenaar: Rekenaar, stand: DoelStand) -> str:
    """Which kind of figure a goal is about: see rekenen.soort_van."""
    if stand.maat:
        return rekenaar.soort(stand.maat.id)
    return asked.kind_of(stand.doel)


def punten(reeks: pd.DataFrame) -> list[Punt]:
    """The points of one series (one cell)."""
    velden = ("waarde", "teller", "noemer", "n", "laag", "hoog")
    vast = zip(*(reeks[k].tolist() for k in ("periode", "peildatum", "tot", "voorlopig")), strict=True)
    cijfers = zip(*(reeks[v].tolist() for v in velden), strict=True)
    return [
        Punt(
            periode or f"{peildatum:%d-%m-%Y}",
            tot,
            voorlopig=bool(voorlopig),
            **dict(zip(velden, map(_getal, rij), strict=True)),
        )
        for (periode, peildatum, tot, voorlopig), rij in zip(vast, cijfers, strict=True)
    ]


def _basisreeks(rekenaar: Rekenaar, doel: Doel, maat: Maat, keuze: Selectie, reeks: pd.DataFrame) -> pd.DataFrame:
    """The measured baseline: the stock on its day, or the flow of its year. Empty when it was not measured: what lies
    before the data is not 0."""
    if doel.basis is None or doel.basis.waarde is not None:
        return reeks.iloc[:0]
    begint, dag = rekenaar.gedekt_vanaf(maat), doel.basis.peildatum
    # The evening before the coverage starts is known too: what ran then is still running or ends in it.
    if dag and begint and dag < begint - dt.timedelta(days=1):
        return reeks.iloc[:0]
    if doel.basis.peildatum and rekenaar.is_stand(maat.id):
        return rekenaar.on_dagen(maat.id, keuze, (doel.basis.peildatum,))
    jaar = doel.basis.jaar or (doel.basis.peildatum - dt.timedelta(days=1)).year
    return reeks[reeks["periode"] == Periode(jaar, "jaar").naam]


def own_keuze(doel: Doel, selectie: Selectie, maat: Maat | None) -> Selectie | None:
    """The selection by year as the goal knows it, with its own limits; None when the user chose rows the goal is not
    about."""
    return doel.fit(selectie, maat).with_(per="jaar", van=None).within(doel.filter)


def _with_laatste_stand(rekenaar: Rekenaar, maat: Maat, keuze: Selectie, reeks: pd.DataFrame) -> pd.DataFrame:
    """A stock need not wait for the end of the year: its last whole month is the last point."""
    maanden = rekenaar.perioden(maat, keuze.with_(per="maand"))
    if not maanden or (len(reeks) and maanden[-1].tot <= reeks["tot"].max()):
        return reeks
    laatste = rekenaar.on_dagen(maat.id, keuze, (maanden[-1].tot,)).assign(periode=maanden[-1].naam)
    return pd.concat([reeks, laatste], ignore_index=True) if len(reeks) else laatste


def _definitief(punt: Punt) -> Punt:
    """Judging one period must look at that period, also when it is provisional."""
    return (
        punt
        if not punt.voorlopig
        else Punt(**{k: getattr(punt, k) for k in punt.__dataclass_fields__ if k != "voorlopig"})
    )


def _getal(x) -> float | None:
    return None if x is None or pd.isna(x) else float(x)
