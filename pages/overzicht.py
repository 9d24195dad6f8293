"""Every goal of the region: what needs attention first, then all of them per kernwaarde."""

import streamlit as st

from core import dashboard
from core.charts.series import series
from core.charts.sparkline import sparkline
from core.ui import doelen
from core.ui.figure import goal
from core.ui.frame import start_page
from core.ui.style import dark

view, selectie = start_page("Overzicht")

standen = view.doelen(selectie.with_(per="jaar"))
gemeten = doelen.with_figures(standen)
lijnen = doelen.sparklines(gemeten, sparkline, dark())
doelen.summary(standen)

aandacht = doelen.attention(gemeten)
if aandacht:
    st.header("Dit vraagt nu aandacht", anchor=False)
    doelen.cards(aandacht[:6], lijnen, doelen.now(view, selectie, aandacht[:6]))

if gemeten:
    st.header("Een doel van dichtbij", anchor=False)
    stand = doelen.pick_goal(gemeten, eerst=aandacht)
    doelen.about(stand)
    if doelen.has_course(stand):
        goal(series, view, selectie, stand.doel)

    st.header("Alle doelen met cijfers", anchor=False)
    gekozen = doelen.choose_verdicts(gemeten)
    zichtbaar = [s for s in gemeten if s.uitkomst.oordeel in gekozen]
    for naam, groep in doelen.by_kernwaarde(zichtbaar, dashboard.regios()[selectie.regio]).items():
        st.subheader(naam, anchor=False)
        doelen.goal_table(groep, lijnen)

doelen.missing(standen)
