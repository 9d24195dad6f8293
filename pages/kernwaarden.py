"""Every agreement of the region as the contract orders it, each with its figure, verdict and source."""

import streamlit as st

from core import dashboard
from core.charts.reference import reference
from core.charts.series import series
from core.ui import doelen, kernwaarden
from core.ui import reference as naslag
from core.ui.figure import goal
from core.ui.frame import start_page

view, selectie = start_page("Kernwaarden")

for regio in dashboard.doelregios(selectie.regio):
    standen = view.doelen(selectie.with_(per="jaar", regio=regio.id))
    if regio.id == selectie.regio:
        kernwaarden.legend(standen)
        gevonden = kernwaarden.searched(standen, selectie)
        eigen = standen
    else:
        st.header(regio.naam, anchor=False)
        gevonden = kernwaarden.matching(standen, selectie)
    if gevonden:
        kernwaarden.matrix(gevonden, regio)
        kernwaarden.entries(gevonden, regio, open_=len(gevonden) <= 3)

gemeten = doelen.with_figures(eigen)
if gemeten:
    st.header("Het verloop van een doel", anchor=False)
    stand = doelen.pick_goal(gemeten)
    doelen.about(stand)
    if doelen.has_course(stand):
        goal(series, view, selectie, stand.doel)

naslag.beside_own(reference, series, view, selectie)
