"""What changed between two moments: which goals moved, and through which records. Numbers, never persons.

A moment is the store after an import, counted by the definitions of today: a definition that changed is therefore never
a cause. A figure of then is compared with the figure of now over the same period; the difference is divided by counting
the worlds in between with the same maten (core.sources.wijzigingen), so that the parts always add up.
"""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd

from core.disclosure import counts
from core.engine.count.build import derive
from core.engine.count.series import Rekenaar
from core.engine.judge.asked import kind_of
from core.engine.judge.goal_state import DoelStand, doelstand, own_keuze
from core.engine.judge.weighing import NOISE
from core.measures import load_catalogus
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.schema import TABELLEN
from core.model.selectie import Selectie
from core.model.veranderd import CIJFERS, KOLOMMEN, LATER, NU, OORZAKEN, TOEN, Ronde
from core.sources import assemble, wijzigingen
from core.sources.wijzigingen import STAPPEN, Wijzigingen
from core.store.scope import BeperkteVerbinding
from core.views.contract import View
from core.views.store import (
    Store,
    as_it_was,
    codes_van,
    leveringen,
    maten,
    reading,
    regios,
    rekenaar_op,
    rekenaar_over,
    unchanged_since,
)

KORT = 100_000  # rows of a table that is compared for a report


def rondes(store: Store) -> list[Ronde]:
    """Every import that counts, the newest first."""
    lijst = leveringen(store)
    lijst = lijst[~lijst["ingetrokken"].fillna(False).astype(bool)]
    return [
        Ronde(
            int(nr),
            deel["moment"].max().to_pydatetime(),
            tuple(sorted({a for a in deel["afzender"].dropna() if a})),
            tuple(sorted(set(deel["tabel"]))),
            max((pd.Timestamp(d).date() for d in deel["tm"].dropna()), default=None),
        )
        for nr, deel in sorted(lijst.groupby("import_nr"), reverse=True)
    ]


def two_rondes(store: Store, toen: int | None, nu: int | None) -> tuple[Ronde, Ronde]:
    """The rounds of these numbers, without them the newest and the one before it. Raises Melding when there are not two
    in that order."""
    alle = rondes(store)
    op_nr = {r.nr: r for r in alle}
    nieuwste = alle[0].nr if alle else None
    nu = nieuwste if nu is None else nu
    toen = max((n for n in op_nr if nu is not None and n < nu), default=None) if toen is None else toen
    if len(alle) < 2 or toen not in op_nr or nu not in op_nr:
        raise Melding("Er is nog niets om mee te vergelijken: dat kan zodra er twee keer iets is geladen.")
    if toen >= nu:
        raise Melding("Het eerste moment moet vóór het tweede liggen: kies een eerdere levering.")
    return op_nr[toen], op_nr[nu]


def at_ronde(store: Store, ronde: Ronde) -> Store:
    """The store as it was after this import."""
    return store if ronde.nr == rondes(store)[0].nr else as_it_was(store, ronde.nr)


def briefly(store: Store) -> tuple[Ronde, Ronde, Store, tuple[str, ...]]:
    """The two newest rounds, the store as it was then, and the tables that are left out of it: those of so many rows
    that making them anew takes longer than a report may. Raises Melding when there are not two."""
    eerst, daarna = two_rondes(store, None, None)
    with reading(replace(store, bereik=None)) as verbinding:
        geleverd = sorted(n.removeprefix("bron_") for n in verbinding.tabellen() if n.startswith("bron_"))
        tel = ", ".join(f'(select count(*) from "bron_{n}")' for n in geleverd)
        rijen = dict(zip(geleverd, verbinding.vraag(f"select {tel}").iloc[0], strict=True))
    groot = {assemble.store_name(naam) for naam, n in rijen.items() if n > KORT}
    zonder = frozenset(naam for naam in geleverd if assemble.store_name(naam) in groot)  # with its messages
    return eerst, daarna, as_it_was(store, eerst.nr, zonder), tuple(sorted(groot))


def beside(toen: View, nu: View, selectie: Selectie) -> pd.DataFrame:
    """The goals of the region at both moments, asked of two views: KOLOMMEN."""
    eerder = {s.doel.id: s for s in toen.doelen(selectie)}
    rijen = [
        rij
        for stand in nu.doelen(selectie)
        if stand.doel.id in eerder
        for rij in _of_goal(eerder[stand.doel.id], stand, nu, selectie)
    ]
    return pd.DataFrame(rijen, columns=KOLOMMEN)


def _of_goal(eerder: DoelStand, later: DoelStand, nu: View, selectie: Selectie) -> list[dict]:
    if (punt := _point(eerder)) is None:
        return []
    zelfde, laatste = _same_period(later, punt, nu, selectie), _point(later)
    rijen = [_row(eerder, TOEN, punt, eerder.uitkomst.oordeel)]
    nieuwer = laatste is not None and laatste["tot"] > punt["tot"]
    if zelfde is not None:
        rijen.append(_row(later, NU, zelfde, "" if nieuwer else later.uitkomst.oordeel))
    if nieuwer:
        rijen.append(_row(later, LATER, laatste, later.uitkomst.oordeel))
    return rijen


def _point(stand: DoelStand) -> pd.Series | None:
    """The period that is judged; without a verdict the last of which anything is said."""
    reeks, dag = stand.reeks, stand.uitkomst.dag
    gezegd = np.flatnonzero(reeks["waarde"].notna() | (reeks["reden"] == VERBORGEN))
    tot = reeks["tot"].tolist()
    op_dag = [nr for nr in gezegd if tot[nr] == dag] if dag else gezegd
    kies = op_dag if len(op_dag) else gezegd
    return reeks.iloc[kies[-1]] if len(kies) else None


def _same_period(stand: DoelStand, punt: pd.Series, nu: View, selectie: Selectie) -> pd.Series | None:
    """The figure of now over the period of then."""
    dagen = zip(stand.reeks["van"].tolist(), stand.reeks["tot"].tolist(), strict=True)
    zelfde = stand.reeks.iloc[[nr for nr, d in enumerate(dagen) if d == (punt["van"], punt["tot"])][-1:]]
    if zelfde.empty and stand.maat is not None and not pd.isna(punt["peildatum"]):
        keuze = own_keuze(stand.doel, selectie.with_(splits=()))
        zelfde = nu.stand_op(stand.maat.id, keuze, (punt["tot"],)) if keuze else zelfde
    return zelfde.iloc[-1] if len(zelfde) else None


def _row(stand: DoelStand, moment: str, punt: pd.Series, oordeel: str) -> dict:
    return {
        "doel": stand.doel.id,
        "label": stand.doel.label,
        "moment": moment,
        "periode": punt["periode"] or f"{punt['tot']:%d-%m-%Y}",
        "tot": punt["tot"],
        **{k: punt[k] for k in CIJFERS},
        "eenheid": stand.maat.unit if stand.maat else stand.doel.eenheid,
        "oordeel": str(oordeel),
        "reden": punt["reden"] or "",
    }


def moved(cijfers: pd.DataFrame) -> list[str]:
    """The goals of which the figure over the same period is another than it was."""
    waarde = (
        cijfers.pivot(index="doel", columns="moment", values="waarde").reindex(columns=[TOEN, NU]).astype("float64")
    )
    stap = {doel: _step(r[TOEN], r[NU]) for doel, r in waarde.iterrows()}
    return [d for d in dict.fromkeys(cijfers["doel"]) if abs(stap.get(d, 0.0)) > 0]


def _step(van: float, naar: float) -> float:
    """The difference of two figures; 0 where it is in the last digits alone: a sum of money adds up in any order."""
    return 0.0 if abs(naar - van) <= NOISE * max(abs(van), abs(naar), 1.0) else naar - van


@contextmanager
def compared(toen: Store, nu: Store, regio: str | None = None) -> Iterator[Future[Wijzigingen]]:
    """The records of both moments beside each other: all of them, whoever reads. What is told of it is limited to what
    the reader may see. They are laid beside each other on another core: ask for the result last. `regio`: only the
    tables of `changed_children` there."""
    doelen = regios(toen)[regio].doelen if regio else ()
    namen = {t for doel in doelen for t in _tables_of(doel)} if regio else set(TABELLEN)
    gelijk = unchanged_since(toen.pad, toen.versie, toen.toen) | {assemble.store_name(t) for t in toen.zonder}
    with (
        reading(replace(toen, bereik=None)) as eerst,
        reading(replace(nu, bereik=None)) as daarna,
        ThreadPoolExecutor(1) as draad,
    ):
        verschil = draad.submit(wijzigingen.compare, eerst, daarna, gelijk, namen)
        try:
            yield verschil
        finally:
            if not verschil.exception():
                verschil.result().close()


def gemeenten_of(store: Store, selectie: Selectie) -> tuple[str, ...]:
    """The gemeenten that a selection of a region is about."""
    return selectie.filter("gemeente") or codes_van(store, regios()[selectie.regio])


def causes(verschil: Wijzigingen, store: Store, cijfers: pd.DataFrame, selectie: Selectie) -> pd.DataFrame:
    """By how much each goal that moved did so through records that went, were corrected and came: OORZAKEN, in the unit
    of the goal. What is left (`overig`) comes of the data running further."""
    anders = cijfers[cijfers["doel"].isin(moved(cijfers))]
    rijen = {m: deel.set_index("doel") for m, deel in anders.groupby("moment")}
    alle = {d.id: d for d in regios(store)[selectie.regio].doelen}
    vorige = {doel: float(rijen[TOEN].loc[doel, "waarde"]) for doel in rijen.get(TOEN, pd.DataFrame()).index}
    uit = {doel: {"doel": doel} for doel in vorige}
    for stap in STAPPEN:
        with _world(verschil, stap, store) as rekenaar:
            for doel, eerst in vorige.items():
                punt = rijen[TOEN].loc[doel]
                waarde = _at(rekenaar, alle[doel], selectie, punt)
                # Nothing to count in this world (a share of none): what it makes of it comes with the next.
                vorige[doel] = eerst if np.isnan(waarde) else waarde
                uit[doel][stap] = _step(eerst, vorige[doel])
    for doel, laatste in vorige.items():
        uit[doel]["overig"] = _step(laatste, float(rijen[NU].loc[doel, "waarde"]))
    return pd.DataFrame(uit.values(), columns=OORZAKEN)


@contextmanager
def _world(verschil: Wijzigingen, stap: str, store: Store) -> Iterator[Rekenaar]:
    """Counts in the world after this step, as far as the reader may see."""
    wijzigingen.step_to(verschil, stap)
    if {"maatregelen", "plaatsingen"} & set(verschil.anders) or stap == STAPPEN[0]:
        derive(verschil.verbinding)
    with closing(verschil.verbinding.cursor()) as cursor:
        verbinding = cursor if store.bereik is None else BeperkteVerbinding(cursor, store.bereik)
        rekenaar = rekenaar_over(verbinding)
        codes = {r.id: codes_van(store, r) for r in regios().values()}
        yield replace(rekenaar, catalogus=load_catalogus(), regio_codes=codes)


def _at(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, punt: pd.Series) -> float:
    """The figure of a goal in one period; NaN where this world has none."""
    rijen = _rows_at(rekenaar, doel, selectie, punt)
    return float(rijen["waarde"].iloc[-1]) if len(rijen) else np.nan


def _rows_at(rekenaar: Rekenaar, doel: Doel, selectie: Selectie, punt: pd.Series) -> pd.DataFrame:
    maat = rekenaar.catalogus.maten.get(doel.maat or "")
    keuze = doel.fit(selectie).with_(splits=())
    if maat is None or doel.databron in ("opvraag", "mijlpaal"):
        reeks = doelstand(rekenaar, doel, keuze, dt.date.today()).reeks
    elif rekenaar.is_stand(maat.id):
        reeks = rekenaar.on_dagen(maat.id, own_keuze(doel, keuze), (punt["tot"],))
    else:
        reeks = rekenaar.reeks(maat.id, own_keuze(doel, keuze))
    return reeks[reeks["tot"] == punt["tot"]]


def cases_apart(toen: Store, nu: Store, cijfers: pd.DataFrame, selectie: Selectie) -> dict[str, int | None]:
    """Per goal that moved and counts cases by how many its counts differ between the two moments, over the same period;
    None where they do not and the figure still moved. That many children at the least differ: others, of other years or
    of what the goal does not count, do not make it safe to show."""
    alle = {d.id: d for d in regios(nu)[selectie.regio].doelen}
    punten = cijfers[cijfers["moment"] == TOEN].drop_duplicates("doel").set_index("doel")
    uit: dict[str, int | None] = {}
    with rekenaar_op(toen) as eerst, rekenaar_op(nu) as daarna:
        for naam in _told_otherwise(cijfers):
            doel, punt = alle[naam], punten.loc[naam]
            soort = daarna.soort(doel.maat) if doel.maat in daarna.catalogus.maten else kind_of(doel)
            if soort == "bedrag" or doel.databron == "mijlpaal":  # lines of invoices are no children
                continue
            paar = [_rows_at(r, doel, selectie, punt).tail(1) for r in (eerst, daarna)]
            geteld = counts.tellingen(pd.concat(paar, ignore_index=True), soort).values()
            anders = max((round(abs(t[1] - t[0])) for t in geteld if len(t) == 2 and not np.isnan(t).any()), default=0)
            uit[naam] = anders or None
    return uit


def _told_otherwise(cijfers: pd.DataFrame) -> list[str]:
    """The goals of which anything that is shown differs over the same period, also on how many it rests."""
    uit = []
    for doel, rijen in cijfers[cijfers["moment"].isin((TOEN, NU))].groupby("doel", sort=False):
        getallen = rijen[list(CIJFERS)].astype("float64").to_numpy()
        if len(rijen) == 2 and not np.allclose(*getallen, equal_nan=True):
            uit.append(str(doel))
    return uit


def changed_children(verschil: Wijzigingen, store: Store, selectie: Selectie) -> dict[str, int | None]:
    """Per goal how many children of the region have a record that differs, in the tables that it is counted in; None
    when that is not known. A milestone and the inhabitants are about no child."""
    hier = gemeenten_of(store, selectie)
    tabellen = {doel.id: _tables_of(doel) for doel in regios(store)[selectie.regio].doelen}
    aantal = {namen: wijzigingen.children(verschil, namen, hier) for namen in set(tabellen.values())}
    return {doel: aantal[namen] for doel, namen in tabellen.items()}


def _tables_of(doel: Doel) -> tuple[str, ...]:
    """The tables that a goal is counted in."""
    maat = maten().get(doel.maat or "")
    return {"mijlpaal": (), "opvraag": ("opvragen",)}.get(doel.databron, maat.tables if maat else ())
