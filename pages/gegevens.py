"""Load data, and see what was loaded, found and left out."""

import streamlit as st

from core.ui import laden
from core.ui.frame import start_page

store, selectie = start_page("Gegevens")

st.header("Gegevens laden", anchor=False)
laden.load()
laden.template()

st.header("Wat is er geladen?", anchor=False)
laden.coverage(store)

st.header("Wat viel op?", anchor=False)
laden.findings(store)

st.header("Leveringen", anchor=False)
laden.deliveries(store)
