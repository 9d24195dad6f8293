"""What changed between two deliveries: goals with another figure over the same period, and through which records."""

import streamlit as st

from core.ui import veranderd
from core.ui.figure import downloads
from core.ui.frame import start_page

view, selectie = start_page("Wat veranderde er?")

if (momenten := veranderd.choose(view)) and (antwoord := veranderd.show(view, selectie, momenten)):
    v, blad = antwoord
    with st.container(horizontal=True):
        downloads(blad, view, selectie, "veranderd", rijen=len(v.cijfers))
