"""Gemeenten, GI's, aanbieders, segments and regions beside each other: fairly, so never as a ranking."""

import streamlit as st

from core.charts.beside import beside
from core.charts.funnel import funnel
from core.charts.kaart import tile_map
from core.charts.multiples import multiples
from core.ui import vergelijken
from core.ui.frame import start_page

view, selectie = start_page("Vergelijken")

keuze = vergelijken.choose(view, selectie)
st.header("Wie wijkt meer af dan door toeval?", anchor=False)
vergelijken.funnel(funnel, view, keuze)
vergelijken.listing(view, keuze)
vergelijken.on_map(tile_map, view, keuze)
vergelijken.over_time(multiples, view, keuze)
vergelijken.who_is_helped(view, keuze)
vergelijken.lasting(beside, view, keuze)
vergelijken.elsewhere(view, keuze)
