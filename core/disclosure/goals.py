"""Delen: a goal judged from protected figures alone - baseline, path, verdict, projection and sentence."""

import datetime as dt
from dataclasses import replace

from core.disclosure.asked import share_asked
from core.disclosure.counts import VERBORGEN
from core.disclosure.series import Deler
from core.engine.judge import judge_doel
from core.engine.judge.asked import empty_reeks
from core.engine.judge.goal_state import Cellen, DoelStand, as_scored, doelcellen, doelstanden, punten, soort_van_doel
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.oordeel import Oordeel, Uitkomst
from core.model.selectie import Selectie


def share_doelstanden(deler: Deler, doel: Doel, selectie: Selectie, vandaag: dt.date) -> dict[tuple, DoelStand]:
    """As doelstand.doelstanden, from protected figures alone: also baseline, path, verdict, projection and sentence.
    What may not be shared at all becomes a goal without a series that says so."""
    selectie = doel.fit(selectie)
    deler = _of_doel(deler, doel, selectie)
    try:
        standen = doelstanden(deler, doel, selectie, vandaag)
        if doel.databron == "opvraag":
            standen = {cel: _herzien(deler, stand, selectie, vandaag) for cel, stand in standen.items()}
    except Melding as melding:
        return {(): _refused(deler, doel, melding)}
    return {cel: as_scored(_with_reden(stand), selectie) for cel, stand in standen.items()}


def share_cellen(deler: Deler, doel: Doel, selectie: Selectie, vandaag: dt.date) -> Cellen:
    """As goal_state.doelcellen, of protected figures alone. What is asked for is protected as a goal."""
    selectie = doel.fit(selectie)
    if doel.databron == "opvraag":
        return Cellen.one(share_doelstand(deler, doel, selectie, vandaag), selectie)
    deler = _of_doel(deler, doel, selectie)
    try:
        return doelcellen(deler, doel, selectie, vandaag)
    except Melding as melding:
        return Cellen.one(_refused(deler, doel, melding), selectie)


def _of_doel(deler: Deler, doel: Doel, selectie: Selectie) -> Deler:
    """Who knows which filters belong to the goal, and not to the user."""
    eigen = frozenset(k for k, w in doel.filter.items() if not selectie.filter(k) or set(w) <= set(selectie.filter(k)))
    return replace(deler, vast=eigen)


def _refused(deler: Deler, doel: Doel, melding: Melding) -> DoelStand:
    maat = deler.catalogus.maten.get(doel.maat or "")
    return DoelStand(doel, maat, empty_reeks(), Uitkomst(Oordeel.TE_KLEIN, uitleg=str(melding)))


def share_doelstand(deler: Deler, doel: Doel, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """The goal as a whole, from protected figures alone."""
    return next(iter(share_doelstanden(deler, doel, selectie, vandaag).values()))


def _herzien(deler: Deler, stand: DoelStand, selectie: Selectie, vandaag: dt.date) -> DoelStand:
    """A goal that is asked for, judged again on its protected figures."""
    if stand.reeks.empty:
        return stand
    reeks = share_asked(deler, stand.doel, selectie)
    basis = next((p for p in punten(reeks) if stand.basis and p.periode == stand.basis.periode), None)
    basis = basis if basis and basis.waarde is not None else None
    return replace(
        stand,
        reeks=reeks,
        basis=basis,
        uitkomst=judge_doel(
            punten(reeks), stand.doel, basis, soort=soort_van_doel(deler, stand), vandaag=vandaag, deel=stand.deel
        ),
    )


def _with_reden(stand: DoelStand) -> DoelStand:
    """Says that figures are hidden. A goal of which the newest definitive figure is hidden gets no verdict: one on an
    older figure would be read as the one of today."""
    reeks = stand.reeks
    if VERBORGEN not in set(reeks["reden"]):
        return stand
    dicht = reeks[reeks["reden"] == VERBORGEN]
    laatste = stand.uitkomst.dag
    later = [bool(r.voorlopig) for r in dicht.itertuples() if laatste is None or r.tot > laatste]
    if not later:
        return stand
    if laatste is None or not all(later):
        doel = stand.doel.doel
        return replace(
            stand,
            regiodeel=None,
            uitkomst=Uitkomst(
                Oordeel.TE_KLEIN,
                doelwaarde=doel.waarde if _fixed_doel(stand) else None,
                doeldag=doel.datum,
                uitleg="Het laatste cijfer is te klein om te delen.",
            ),
        )
    zin = f"{stand.uitkomst.uitleg} Het voorlopige cijfer daarna is te klein om te delen."
    return replace(stand, uitkomst=replace(stand.uitkomst, uitleg=zin))


def _fixed_doel(stand: DoelStand) -> bool:
    return stand.doel.doel.soort in ("minstens", "meer_dan", "hoogstens", "nul")
