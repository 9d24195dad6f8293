"""Milestones: what was agreed to be done by which day, by whom, and what shows that it was."""

import datetime as dt

import streamlit as st

from core.charts.mijlpalen import timeline
from core.ui import mijlpalen
from core.ui.figure import downloads, picture
from core.ui.frame import start_page
from core.ui.style import dark

view, selectie = start_page("Mijlpalen")

alle = mijlpalen.with_who(view.mijlpalen(selectie))
mijlpalen.summary(alle, selectie)
if len(alle):
    st.header("In de tijd", anchor=False)
    picture(timeline(alle, vandaag=dt.date.today(), donker=dark()))

    st.header("Alle mijlpalen", anchor=False)
    gekozen = mijlpalen.choose(alle)
    mijlpalen.listing(gekozen)
    with st.container(horizontal=True):
        downloads(mijlpalen.sheet(gekozen, selectie), view, selectie, "mijlpalen", rijen=len(gekozen))
