"""Child protection and probation: how many run, what comes in and goes out, and who comes back."""

import streamlit as st

from core import dashboard
from core.charts.compare import compare
from core.charts.flows import stock_and_flow
from core.charts.funnel import funnel
from core.charts.series import series
from core.ui import kinds
from core.ui.figure import course, divided, picture
from core.ui.frame import need, start_page
from core.ui.per_gemeente import per_gemeente
from core.ui.style import dark
from core.ui.vergelijken import fair

view, selectie = start_page("Maatregelen")
need(view, "maatregelen")
maten = dashboard.maten()

soort = kinds.choose()
st.header("Hoeveel lopen er?", anchor=False)
course(series, view, selectie, maten[soort.stand])

st.header("Wat komt erbij, wat gaat eraf?", anchor=False)
balans = view.sluitende_stand(selectie, soort.types)
picture(stock_and_flow(balans, label=soort.naam, donker=dark(), weergave=view.weergave), selectie, maten[soort.stand])
kinds.balance_table(balans, soort, view.weergave)

st.header("Waar, en bij wie?", anchor=False)
links, rechts = st.columns(2, gap="large")
with links:
    per_gemeente(compare, view, selectie, maten[soort.stand], naast=2)
with rechts:
    divided(compare, view, selectie, maten[soort.stand], "gi", naast=2)

st.header("Komen kinderen terug?", anchor=False)
links, rechts = st.columns(2, gap="large")
with links:
    course(series, view, selectie, maten["jb_opnieuw"], naast=2)
with rechts:
    fair(funnel, view, selectie, maten["jb_opnieuw"], "gi", naast=2)
