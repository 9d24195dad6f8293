"""How far each goal is: its maat on the rows it is about, its baseline, its path, its verdict."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from core.engine.count.perioden import Periode
from core.engine.count.series import GEEN_GEGEVENS, Rekenaar
from core.engine.judge import asked, judge_doel
from core.model.doel import Doel
from core.model.maat import Maat
from core.model.oordeel import Oordeel, Punt, Uitkomst
from core.model.selectie import Selectie


@dataclass(frozen=True)
class DoelStand:
    """One goal under a selection. `reeks`: columns of a series; `uitkomst`: the verdict on its last point;
    `melding`: why there is no series, when there is none."""

    doel: Doel
    maat: Maat | None
    reeks: pd.DataFrame
    uitkomst: Uitkomst
    basis: Punt | None = None


def doelstand(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """The series of a goal by year (a stock also on the last whole month), and what it says."""
    return next(iter(doelstanden(rekenaar, doel, selectie.with_(splits=()), vandaag).values()))


def doelstanden(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> dict[tuple, DoelStand]:
    """The same for every cell of the split: cell -> how far it is. A maat that does not know the split, and a
    goal that is asked for, has one cell: ()."""
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
    keuze = own_keuze(doel, selectie)
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
    splits = [k for k in selectie.splits if k in maat.dimensions]
    if rekenaar.is_stand(maat.id):
        reeks = _with_laatste_stand(rekenaar, maat, keuze, reeks)
    basisreeks = _basisreeks(rekenaar, doel, maat, keuze, reeks)
    soort = rekenaar.soort(maat.id)
    uit = {}
    for cel, deel in _per_cel(reeks, splits):
        gevonden = [p for c, b in _per_cel(basisreeks, splits) if c == cel for p in punten(b)]
        basis = gevonden[0] if len(gevonden) == 1 and gevonden[0].waarde is not None else None
        uitkomst = judge_doel(punten(deel), doel, basis, soort=soort, vandaag=vandaag)
        uit[cel] = DoelStand(doel, maat, deel, uitkomst, basis)
    return uit


def _per_cel(reeks: pd.DataFrame, splits: list[str]) -> list[tuple[tuple, pd.DataFrame]]:
    if not splits:
        return [((), reeks)]
    return [(cel, deel.reset_index(drop=True)) for cel, deel in reeks.groupby(splits, sort=True)]


def _from_opgave(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """Goals that are asked for, or that are a milestone."""
    tabel = "mijlpalen" if doel.databron == "mijlpaal" else "opvragen"
    rijen = rekenaar.opgaven_van(tabel, doel.id)
    if doel.databron == "mijlpaal":
        reeks, soort = asked.behaald(rijen, doel, selectie), "aantal"
    else:
        reeks = asked.opgevraagd(rijen, doel, selectie, rekenaar.regio_codes.get(selectie.regio, ()))
        soort = asked.SOORT_VAN_EENHEID.get(doel.eenheid, "aantal")
    if reeks.empty and doel.databron == "opvraag":
        bij = doel.leverancier or "de leverancier"
        return DoelStand(
            doel, None, reeks, Uitkomst(Oordeel.GEEN_GEGEVENS, uitleg=f"Dit cijfer moet worden opgevraagd bij: {bij}.")
        )
    gemeten = punten(reeks) or [Punt(f"{vandaag:%d-%m-%Y}", vandaag, 0.0)]
    basis = None
    if doel.basis and doel.basis.waarde is None:
        jaar = doel.basis.jaar or (doel.basis.peildatum - dt.timedelta(days=1)).year
        basis = next((p for p in gemeten if p.dag.year == jaar), None)
    uitkomst = judge_doel(gemeten, doel, basis, soort=soort, vandaag=vandaag)
    return DoelStand(doel, None, reeks, uitkomst, basis)


def per_periode(rekenaar: Rekenaar, stand: DoelStand, vandaag: dt.date) -> list[Uitkomst]:
    """The verdict as it was at each point of the series, judged on that point and the ones before it."""
    alle = punten(stand.reeks)
    soort = soort_van_doel(rekenaar, stand)
    uit = []
    for nr, punt in enumerate(alle):
        tot_hier = [*alle[:nr], _definitief(punt)]
        uit.append(judge_doel(tot_hier, stand.doel, stand.basis, soort=soort, vandaag=vandaag))
    return uit


def soort_van_doel(rekenaar: Rekenaar, stand: DoelStand) -> str:
    """Which kind of figure a goal is about: see rekenen.soort_van."""
    if stand.maat:
        return rekenaar.soort(stand.maat.id)
    return asked.SOORT_VAN_EENHEID.get(stand.doel.eenheid, "aantal")


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
    """The measured baseline: the stock on its day, or the flow of its year. Empty when it was not measured."""
    if doel.basis is None or doel.basis.waarde is not None:
        return reeks.iloc[:0]
    if doel.basis.peildatum and rekenaar.is_stand(maat.id):
        return rekenaar.on_dagen(maat.id, keuze, (doel.basis.peildatum,))
    jaar = doel.basis.jaar or (doel.basis.peildatum - dt.timedelta(days=1)).year
    return reeks[reeks["periode"] == Periode(jaar, "jaar").naam]


def own_keuze(doel: Doel, selectie: Selectie) -> Selectie | None:
    """The selection by year with the goal's own limits; None when the user chose rows the goal is not about."""
    keuze = selectie.with_(per="jaar", van=None)
    for kolom, waarden in doel.filter.items():
        gekozen = selectie.filter(kolom)
        samen = tuple(w for w in waarden if w in gekozen) if gekozen else tuple(waarden)
        if not samen:
            return None
        keuze = keuze.with_(**{kolom: samen})
    return keuze


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
