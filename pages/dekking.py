"""Coverage: every goal in the documents, with its figure or the exact reason why there is none."""

import streamlit as st

from core.ui import dekking
from core.ui.figure import downloads
from core.ui.frame import start_page

view, selectie = start_page("Dekking")

alle = dekking.gather(view)
dekking.counts(alle)

st.header("Elk doel, met zijn cijfer of de reden", anchor=False)
gekozen = dekking.choose(alle, selectie.regio)
dekking.listing(gekozen)
with st.container(horizontal=True):
    downloads(dekking.sheet(gekozen, selectie), view, selectie, "dekking", rijen=len(gekozen))
