"""Figures: series, goals, balances, durations, and the rows of the command `bereken`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from core.disclosure.series import Deler, share_doelstanden
from core.disclosure.shapes import share_overleving, share_sluitend, share_toelichting, share_verdeling
from core.engine.count import durations
from core.engine.count.series import Rekenaar
from core.engine.count.sluitende_stand import sluitende_stand as _sluitend
from core.engine.count.tables import tabellen_van_maten
from core.engine.judge.asked_state import opvraagstand
from core.engine.judge.goal_state import DoelStand, doelstanden, own_keuze
from core.engine.judge.milestones import mijlpaalstand
from core.measures import load_catalogus
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.reports import result_rows
from core.reports.dekking import dekking as _dekking
from core.reports.dekking import reden
from core.sources import begrippen as _begrippen
from core.sources.codelijsten import look_up_gemeente
from core.sources.codelijsten import trendcijfers as _trendcijfers
from core.views.store import Store, doelregios, known_maat, maten, regios, rekenaar_op, to_share


def reeks(store: Store, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """The series of one maat: periode, van, tot, peildatum, <splits>, teller, noemer, waarde, n, laag, hoog,
    voorlopig, reden, eenheid."""
    known_maat(maat_id)
    with rekenaar_op(store) as rekenaar:
        return rekenaar.reeks(maat_id, selectie).assign(eenheid=maten()[maat_id].unit)


def stand_op(store: Store, maat_id: str, selectie: Selectie, dagen: Sequence[dt.date]) -> pd.DataFrame:
    """A stock on given days, same columns as `reeks`."""
    known_maat(maat_id)
    with rekenaar_op(store) as rekenaar:
        return rekenaar.on_dagen(maat_id, selectie, tuple(dagen)).assign(eenheid=maten()[maat_id].unit)


def doelen(store: Store, selectie: Selectie) -> list[DoelStand]:
    """Every goal of the chosen region (or of each region with data) with its series and verdict."""
    gekozen = [selectie.regio] if selectie.regio else list(store.regios)
    vandaag, alle = dt.date.today(), regios(store)
    with rekenaar_op(store) as rekenaar:
        keuzes = [own_keuze(doel, selectie.with_(regio=regio)) for regio in gekozen for doel in alle[regio].doelen]
        rekenaar.geheugen.read(rekenaar.verbinding, [rekenaar.filters(k) for k in keuzes if k])
        return [
            _stand(rekenaar, doel, selectie.with_(regio=regio, splits=()), vandaag)
            for regio in gekozen
            for doel in alle[regio].doelen
        ]


def _stand(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """How far one goal is; worked out from shared figures alone when the reader sees those."""
    standen = share_doelstanden if isinstance(rekenaar, Deler) else doelstanden
    return next(iter(standen(rekenaar, doel, selectie, vandaag).values()))


def sluitende_stand(store: Store, selectie: Selectie, typen: tuple[str, ...]) -> pd.DataFrame:
    """periode, van, tot, <splits>, begin, instroom, overgenomen, uitstroom, overgedragen, eind, verschil."""
    with rekenaar_op(store) as rekenaar:
        maat, echt = maten()["jb_stand"], rekenaar.real() if store.beschermd else rekenaar

        def vraag(keuze: Selectie) -> pd.DataFrame:
            return _sluitend(echt, tabellen_van_maten(), keuze, typen, maat)

        return share_sluitend(vraag, selectie, maat, rekenaar.wijze(maat.id)) if store.beschermd else vraag(selectie)


def duurverdeling(store: Store, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """periode, klasse, aantal: what ended in each period, by class of duration."""
    with rekenaar_op(store) as rekenaar:
        if not store.beschermd:
            return durations.verdeling(rekenaar, maat_id, selectie)
        echt = rekenaar.real()
        return share_verdeling(
            lambda keuze: durations.verdeling(echt, maat_id, keuze), selectie, maten()[maat_id], rekenaar.wijze(maat_id)
        )


def overleving(store: Store, selectie: Selectie, maat_id: str = "ots_duur_km") -> pd.DataFrame:
    """cohort, dag, overleving, laag, hoog, in_risico, gebeurtenissen, mediaan: Kaplan-Meier by period of inflow."""
    with rekenaar_op(store) as rekenaar:
        if not store.beschermd:
            return durations.overlevingscurven(rekenaar, maat_id, selectie)
        keuze = selectie.with_(splits=())
        curven = durations.overlevingscurven(rekenaar.real(), maat_id, keuze)
        return share_overleving(curven, rekenaar.reeks(maat_id, keuze), store.delen)


def toelichting(store: Store, maat_id: str, selectie: Selectie) -> dict:
    """What is behind a figure: definitie, n (None when it is not shared), uitgesloten [(reden, aantal)], sql,
    gegevens_tm, herzien_voor."""
    maat = known_maat(maat_id)
    with rekenaar_op(store) as rekenaar:
        gevonden = rekenaar.reeks(maat_id, selectie.with_(splits=()))
        bekend = gevonden[gevonden["n"].notna()]
        compleet = all(t in rekenaar.dekking for t in maat.tables)
        uit = {
            "definitie": maat.definition,
            "n": int(bekend["n"].iloc[-1]) if len(bekend) else 0,
            "uitgesloten": result_rows.uitgesloten(rekenaar.verbinding, maat),
            "sql": replace(rekenaar, catalogus=load_catalogus()).sql(maat_id, selectie),
            "gegevens_tm": rekenaar.tm(maat) if compleet else None,
            "herzien_voor": maat.next_review,
        }
        return share_toelichting(uit, gevonden, store.delen) if store.beschermd else uit


def results(
    store: Store,
    selectie: Selectie,
    *,
    maat_ids: Sequence[str] = (),
    doel_ids: Sequence[str] = (),
    alles: bool = False,
    peildata: Sequence[dt.date] = (),
    beschermd: bool = False,
) -> pd.DataFrame:
    """One row per result, the columns of the command `bereken` (resultaten.KOLOMMEN). `beschermd`: as it may be
    shared outside the organisation, also when the store is not seen so."""
    for maat_id in maat_ids:
        known_maat(maat_id)
    hier = frozenset(r.id for r in doelregios(selectie.regio)) if selectie.regio else frozenset()
    drempels = to_share(store).delen if beschermd or store.beschermd else None
    with rekenaar_op(replace(store, delen=None)) as rekenaar:
        return result_rows.resultaten(
            rekenaar,
            regios(store),
            hier,
            selectie,
            maat_ids=tuple(maat_ids),
            doel_ids=tuple(doel_ids),
            alles=alles,
            peildata=tuple(peildata),
            drempels=drempels,
        )


def without_cijfer(store: Store, selectie: Selectie, frame: pd.DataFrame) -> dict[str, str]:
    """Why the goals of a frame of `bereken` that have no figure at all have none: goal -> one sentence."""
    gevuld = frame[frame["doel"].notna()].groupby("doel", sort=False)["waarde"].count()
    leeg = set(gevuld[gevuld == 0].index)
    if not leeg:
        return {}
    in_document = {t["doel"] for t in _trendcijfers()}
    with rekenaar_op(store) as rekenaar:
        vandaag = dt.date.today()
        return {
            d.id: reden(
                d,
                _stand(rekenaar, d, selectie.with_(regio=selectie.regio or r.id, splits=()), vandaag),
                maten(),
                d.id in in_document,
            )
            for r in regios(store).values()
            for d in r.doelen
            if d.id in leeg
        }


def filterwaarden(kolom: str, waarden: Sequence[str]) -> tuple[str, ...]:
    """Values of a filter as they are stored: a gemeente by name or code becomes its GM code."""
    waarden = tuple(w.strip() for w in waarden if w.strip())
    if kolom != "gemeente":
        return waarden
    codes = tuple(look_up_gemeente(w)[0] for w in waarden)
    for waarde, code in zip(waarden, codes, strict=True):
        if code is None:
            raise Melding(f"De gemeente {waarde} bestaat niet: geef een naam of een code zoals GM0505.")
    return codes


def check_keuze(regio: str | None, splits: Sequence[str], filters: Sequence[str]) -> None:
    """Raises Melding when a region or column of a question does not exist."""
    if regio and regio not in regios():
        raise Melding(f"De regio {regio} bestaat niet: kies uit {', '.join(regios())}.")
    bekend = sorted({k for m in maten().values() for k in m.dimensions})
    for kolom in (*splits, *filters):
        if kolom not in bekend:
            raise Melding(f"De kolom {kolom} kan niet gekozen worden: kies uit {', '.join(bekend)}.")


def oordeel_over_reeks(pad: Path, basis: str, doel: str, richting: str) -> dict:
    """The verdict on any series in a csv; see core.engine.judge.bare_series."""
    from core.engine.judge.bare_series import oordeel_reeks, parse_anker
    from core.engine.judge.series_file import read_reeks

    return oordeel_reeks(read_reeks(pad), parse_anker(basis, "basis"), parse_anker(doel, "doel"), richting)


def opvragen(store: Store, selectie: Selectie) -> pd.DataFrame:
    """What was asked for, per goal of the region and period: opvraagstand.KOLOMMEN."""
    eerste = [van for van, _ in store.dekking.values() if van]
    van = selectie.van or store.dekking.get("opvragen", (None,))[0] or min(eerste, default=dt.date(2022, 1, 1))
    tm = min(selectie.tot or dt.date.max, dt.date.today())
    gevraagd = tuple(d for r in doelregios(selectie.regio) for d in r.doelen)
    with rekenaar_op(store) as rekenaar:
        return opvraagstand(
            rekenaar.opgaven("opvragen"), gevraagd, regios()[selectie.regio].codes, dt.date(van.year, 1, 1), tm
        )


def mijlpalen(store: Store, selectie: Selectie) -> pd.DataFrame:
    """Every milestone of the region: mijlpaalstand.KOLOMMEN."""
    eigen = tuple(d for r in doelregios(selectie.regio) for d in r.doelen)
    with rekenaar_op(store) as rekenaar:
        rijen = mijlpaalstand(rekenaar.opgaven("mijlpalen"), eigen, dt.date.today())
    gekozen = selectie.filter("gi")
    return rijen[rijen["gi"].isna() | rijen["gi"].isin(gekozen)].reset_index(drop=True) if gekozen else rijen


def dekking(store: Store, regio: str | None = None) -> pd.DataFrame:
    """Every goal of a region (None: of all regions), with its figure or why there is none:
    core.reports.dekking.KOLOMMEN."""
    gekozen = [r for r in regios(store).values() if regio in (None, r.id)]
    standen = {r.id: doelen(store, Selectie(regio=r.id)) for r in gekozen}
    return _dekking(gekozen, standen, maten(), _trendcijfers())


def begrippen() -> tuple[_begrippen.Thema, ...]:
    """The words of the field by theme, each explained once."""
    return _begrippen.begrippen()


def trendcijfers() -> pd.DataFrame:
    """The figures that a document prints itself: doel, reeks, periode, gebied, waarde, eenheid."""
    return pd.DataFrame(_trendcijfers()).astype({"waarde": "float64"})
