"""What happens if: the answer in words above, levers on the left, what follows on the right, in the same figures as
everywhere."""

import streamlit as st

from core.charts.future import future
from core.ui.frame import need, start_page
from core.ui.watals import backtest, choice, levers, outcome, target
from core.ui.watals.keeping import keep

view, selectie = start_page("Wat-als")
need(view, "maatregelen")

antwoord = st.container(key="watals_antwoord")  # in sight while a slider moves, also where the columns are one
links, rechts = st.columns([0.36, 0.64], gap="large")
onder = st.container()
with links:
    velden = choice.choose(view, selectie)
    velden = levers.levers(view, selectie, velden)
    velden = target.target(view, selectie, velden)
    velden = levers.prices(view, selectie, velden)
    scenario = choice.publish(view, selectie, velden)
with onder:
    keep(view, scenario)
    backtest.backtest(view, selectie)
    backtest.limits()
with rechts, st.container(key="watals_uitkomst"):
    outcome.show(future, view, selectie, scenario, antwoord)
