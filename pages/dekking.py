"""Coverage: every goal in the documents, with its figure or the exact reason why there is none."""

import streamlit as st

from core.ui import dekking
from core.ui.figure import downloads
from core.ui.frame import start_page

store, selectie = start_page("Dekking")

alle = dekking.gather(store)
dekking.counts(alle)

st.header("Elk doel, met zijn cijfer of de reden", anchor=False)
gekozen = dekking.choose(alle, selectie.regio)
dekking.listing(gekozen)
with st.container(horizontal=True):
    downloads(gekozen, "Dekking van de doelen", store, selectie, (), "dekking", opnieuw=dekking.again(gekozen))
