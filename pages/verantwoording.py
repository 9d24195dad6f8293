"""What every figure means: measures, goals, and one calculation in full. Generated from the definitions."""

import streamlit as st

from core.ui import verantwoording
from core.ui.frame import start_page

view, selectie = start_page("Verantwoording")

maten, doelen, begrippen, codelijsten, berekening, toegankelijk = st.tabs(
    ["Maten", "Doelen", "Begrippen", "Codelijsten", "Eén berekening", "Toegankelijkheid"]
)
with maten:
    verantwoording.measures(view, selectie)
with doelen:
    verantwoording.goals(selectie)
with begrippen:
    verantwoording.words(selectie)
with codelijsten:
    verantwoording.tables()
with berekening:
    verantwoording.calculation(view, selectie)
with toegankelijk:
    verantwoording.accessibility()
