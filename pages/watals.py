"""What happens if: levers on the left, what follows on the right, in the same figures as everywhere."""

import streamlit as st

from core.charts.future import future
from core.ui.frame import need, start_page
from core.ui.watals.choice import backtest, choice, levers, outcome, target
from core.ui.watals.keeping import keep

store, selectie = start_page("Wat-als")
need(store, "maatregelen")

links, rechts = st.columns([0.36, 0.64], gap="large")
onder = st.container()
with links:
    velden = choice.choose(store, selectie)
    velden = levers.levers(store, selectie, velden)
    velden = target.target(store, selectie, levers.horizon(store, velden))
    velden = levers.prices(store, selectie, velden)
    scenario = choice.publish(store, selectie, velden)
with onder:
    keep(store, scenario)
    backtest.backtest(store, selectie)
    backtest.limits()
with rechts:
    outcome.show(future, store, selectie, scenario)
