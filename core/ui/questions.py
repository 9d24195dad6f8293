"""Questions to the dashboard, answered once per data set, reader and selection.

The key of an answer is the version of the store, the scope of the reader and the question itself; never a
table (Streamlit hashes large tables by a sample, which gives stale answers).
"""

from typing import Any

import streamlit as st

from core import dashboard
from core.model.selectie import Selectie
from core.ui import access

_BEWAARD = 400


@st.cache_data(
    max_entries=_BEWAARD,
    show_spinner="De cijfers worden uitgerekend",
    hash_funcs={Selectie: repr, dashboard.Uitgangspunt: repr},
)
def _answer(bereik: str, vraag: str, data: tuple[str, ...], delen: tuple, extra: tuple, _store) -> Any:
    return getattr(dashboard, vraag)(_store, *delen, **dict(extra))


def ask(vraag: str, store, *delen, **extra) -> Any:
    """The answer of `dashboard.<vraag>(store, *delen, **extra)`; a copy, so that a page may change it."""
    data = (str(store.pad), f"{store.versie}+{store.besloten}", repr(store.delen))
    if (lezer := access.check()).bereik != store.bereik or not (store.beschermd or lezer.may_see_exact):
        st.rerun()  # the rights of the reader changed since the page was drawn
    delen = tuple(dashboard.within(store, d) if isinstance(d, Selectie) else d for d in delen)
    return _answer(repr(store.bereik), vraag, data, delen, tuple(sorted(extra.items())), store)


def series(store, maat: str, selectie: Selectie):
    """Table of one maat: periode, van, tot, peildatum, splits, teller, noemer, waarde, n, ..."""
    return ask("reeks", store, maat, selectie)


def goals(store, selectie: Selectie):
    """Every goal of the region with its maat, series and outcome."""
    return ask("doelen", store, selectie)


def balance(store, selectie: Selectie, types: tuple[str, ...]):
    """Begin + in - out = end, per period."""
    return ask("sluitende_stand", store, selectie, types)


def durations(store, maat: str, selectie: Selectie):
    """Classes of duration of what ended, per period."""
    return ask("duurverdeling", store, maat, selectie)


def survival(store, selectie: Selectie, maat: str):
    """Kaplan-Meier curves per cohort of inflow."""
    return ask("overleving", store, selectie, maat)


def explanation(store, maat: str, selectie: Selectie) -> dict:
    """Definition, n, exclusions, SQL and data date of one figure."""
    return ask("toelichting", store, maat, selectie)


def results(store, selectie: Selectie, doel: str):
    """One row per period of a goal: waarde, basis, doelwaarde, padwaarde, oordeel."""
    return ask("bereken", store, selectie, doel_ids=(doel,))


def goal_view(store, selectie: Selectie, doel: str):
    """One goal in depth: series, process, twins, and where the question what it takes starts."""
    return ask("doelbeeld", store, selectie.with_(per="jaar", splits=()), doel)


def weights(store, selectie: Selectie, doel: str, kolom: str, van, richting: int):
    """Per part of a column what is there now, to divide a task; or a sentence why not."""
    return ask("gewichten", store, selectie, doel, kolom, van, richting)


def measures() -> dict:
    return _static("maten")


def regions() -> dict:
    return _static("regios")


@st.cache_resource(show_spinner=False)
def _static(vraag: str) -> dict:
    """Definitions do not change while the program runs; they are frozen, so they can be shared."""
    return getattr(dashboard, vraag)()


def words() -> tuple:
    """The words of the field by theme, each explained once."""
    return dashboard.begrippen()


def requests(store, selectie: Selectie):
    """What was asked for, per goal and period: in, in part, or missing."""
    return ask("opvragen", store, selectie)


def milestones(store, selectie: Selectie):
    """Every milestone of the region with its day, its evidence and how it stands."""
    return ask("mijlpalen", store, selectie)


def trend_figures():
    """Figures that a document prints itself; reference only."""
    return dashboard.trendcijfers()


def goal_regions(regio: str) -> tuple:
    """The region, and the wider agreements that hold for the same gemeenten."""
    return dashboard.doelregios(regio)
