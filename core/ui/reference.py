"""The figures a document prints itself, beside the own figures and never mixed with them."""

from collections.abc import Callable

import streamlit as st

from core import dashboard
from core.model import wording
from core.ui.figure import course, picture
from core.ui.melding import empty
from core.ui.style import dark
from core.ui.table import show_table


def beside_own(naslag: Callable, reeks: Callable, view, selectie) -> None:
    """A goal of which the document gives figures: those, and the own figures of the maat nearest to it.
    Nothing for a region whose documents print none. `naslag`, `reeks`: of core.charts."""
    tabel = dashboard.trendcijfers()
    genoemd = [d for d in dashboard.regios()[selectie.regio].doelen if d.id in set(tabel["doel"])]
    # What can be laid beside an own figure comes first.
    doelen = {d.id: d for d in sorted(genoemd, key=lambda d: not d.ook)}
    if not doelen:
        return
    st.header("Cijfers die het document zelf noemt", anchor=False)
    st.caption(
        "Alleen om mee te vergelijken: deze cijfers komen uit het document, zijn anders geteld en tellen nergens mee."
    )
    keuze = st.selectbox(
        "Welk cijfer?", list(doelen), key="naslag", format_func=lambda i: f"{doelen[i].label} ({i})", filter_mode=None
    )
    eigen, document = st.columns(2, gap="large")
    with document:
        for naam, rijen in tabel[tabel["doel"] == keuze].groupby("reeks", sort=False):
            eenheid = rijen["eenheid"].iloc[0]
            picture(naslag(rijen, label=naam, eenheid=eenheid, donker=dark()), naast=2)
            show_table(
                [
                    {
                        "Periode": r.periode,
                        "Gebied": r.gebied,
                        "Waarde": wording.with_eenheid(r.waarde, eenheid),
                    }
                    for r in rijen.itertuples()
                ],
                "Cijfers uit het document",
                getallen=["Waarde"],
            )
    with eigen:
        maten = [dashboard.maten()[m] for m in doelen[keuze].ook if m in dashboard.maten()]
        for maat in maten:
            course(reeks, view, selectie, maat, naast=2)
        if not maten:
            empty(
                "Geen eigen cijfer dat hierop lijkt",
                "De tabellen in dit dashboard tellen dit niet. Het cijfer van het document staat hiernaast.",
            )
