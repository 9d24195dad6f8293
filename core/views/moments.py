"""How it is now, how it was a year ago, and of a stock how it was on the day from which changes are counted: asked of a
view, so that it is exact or fit to share as everything else of it."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from core.engine.count.perioden import maanden_eerder, whole_perioden
from core.engine.judge.goal_state import own_keuze
from core.model.doel import Doel, Reeksbreuk
from core.model.momenten import Momenten
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.views.contract import View
from core.views.store import known_maat

JAAR = 12


def moments(
    view: View, maat_id: str, selectie: Selectie, breuken: Sequence[Reeksbreuk] = (), doel: Doel | None = None
) -> Momenten | None:
    """The moments of one figure; None without any. A stock is asked for on the last day of the newest whole month, a
    flow in its newest period. `breuken`: nothing is compared across the last of them. `doel`: of the rows that this
    goal is about. Raises Melding where this view does not share it so finely."""
    keuze = selectie.with_(splits=())
    if doel is not None:
        keuze = own_keuze(doel, keuze)
    if keuze is None:
        return None
    reeks = view.reeks(maat_id, keuze)
    if len(reeks) and reeks["peildatum"].notna().all():
        reeks = _stock(view, maat_id, keuze, breuken)
    return moments_in(reeks, breuken)


def _stock(view: View, maat_id: str, keuze: Selectie, breuken: Sequence[Reeksbreuk]) -> pd.DataFrame:
    """The stock now, a year before and on the first day after the breaks, as far as the choice of years reaches."""
    dekking = [view.store.dekking[t] for t in known_maat(maat_id).tables if t in view.store.dekking]
    tm = min([d for _, d in dekking if d] + [keuze.tot] * (keuze.tot is not None), default=None)
    maanden = whole_perioden(maanden_eerder(tm, 2), tm, "maand") if tm else []
    if not maanden:
        return pd.DataFrame(columns=["peildatum"])
    nu = maanden[-1].tot
    sinds = max((b.datum for b in breuken if b.datum <= nu), default=None)
    basis = (sinds,) if sinds and (keuze.van is None or keuze.van <= sinds) else ()
    return view.stand_op(maat_id, keuze, (*basis, _month_end(maanden_eerder(nu, JAAR)), nu))


def moments_in(reeks: pd.DataFrame, breuken: Sequence[Reeksbreuk] = ()) -> Momenten | None:
    """The moments in rows that are known already: of a series, or of a stock on days, in order of time."""
    gezegd = reeks[reeks["waarde"].notna() | (reeks["reden"] == VERBORGEN)] if "waarde" in reeks else reeks
    if gezegd.empty:
        return None
    nu = gezegd.iloc[-1]
    sinds = max((b.datum for b in breuken if b.datum <= _day(nu)), default=dt.date.min)
    eerder = [r for _, r in gezegd.iterrows() if _day(r) == _month_end(maanden_eerder(_day(nu), JAAR))]
    toen = next((r for r in eerder if _begin(r) >= sinds), None)
    basis = next((r for _, r in gezegd.iterrows() if r["peildatum"] == sinds), None)
    return Momenten(nu, toen, basis)


def _day(rij: pd.Series) -> dt.date:
    return rij["tot"] if pd.isna(rij["peildatum"]) else rij["peildatum"]


def _begin(rij: pd.Series) -> dt.date:
    """The first day that a figure is about."""
    return rij["van"] if pd.isna(rij["peildatum"]) else rij["peildatum"]


def _month_end(dag: dt.date) -> dt.date:
    return (dag.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
