"""A figure of the CBS beside our own: what the difference is made of, counted on the own data."""

import streamlit as st

from core.ui import aansluiting
from core.ui.figure import downloads
from core.ui.frame import start_page

view, selectie = start_page("Klopt het met het CBS?")

if (keuze := aansluiting.choose(view, selectie)) and (blad := aansluiting.show(view, selectie, keuze)):
    with st.container(horizontal=True):
        downloads(blad, view, selectie, "cbs")
aansluiting.explain()
