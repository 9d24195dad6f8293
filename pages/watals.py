"""What happens if: levers on the left, what follows on the right, in the same figures as everywhere."""

import streamlit as st

from core.charts.toekomst import future
from core.ui import watals, watals_doel, watals_knoppen, watals_toets, watals_uitkomst
from core.ui.frame import need, start_page
from core.ui.watals_bewaren import keep

store, selectie = start_page("Wat-als")
need(store, "maatregelen")

links, rechts = st.columns([0.36, 0.64], gap="large")
onder = st.container()
with links:
    velden = watals.choose(store, selectie)
    velden = watals_knoppen.levers(store, selectie, velden)
    velden = watals_doel.target(store, selectie, watals_knoppen.horizon(store, velden))
    velden = watals_knoppen.prices(store, selectie, velden)
    scenario = watals.publish(store, selectie, velden)
with onder:
    keep(store, scenario)
    watals_toets.backtest(store, selectie)
    watals_toets.limits()
with rechts:
    watals_uitkomst.show(future, store, selectie, scenario)
