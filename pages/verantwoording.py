"""What every figure means: measures, goals, and one calculation in full. Generated from the definitions."""

import streamlit as st

from core.ui import verantwoording
from core.ui.frame import start_page

view, selectie = start_page("Verantwoording")

zoek = verantwoording.search()
maten, doelen, begrippen, berekening = st.tabs(["Maten", "Doelen", "Begrippen", "Eén berekening"])
with maten:
    verantwoording.measures(view, zoek)
with doelen:
    verantwoording.goals(selectie, zoek)
with begrippen:
    verantwoording.words(zoek)
with berekening:
    verantwoording.calculation(view, selectie)
