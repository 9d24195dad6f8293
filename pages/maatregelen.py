"""Child protection and probation: how many run, what comes in and goes out, and who comes back."""

import streamlit as st

from core.charts.reeks import series
from core.charts.stroom import stock_and_flow
from core.charts.trechter import funnel
from core.charts.vergelijk import compare
from core.ui import soorten, vragen
from core.ui.figuur import course, divided, picture
from core.ui.frame import need, start_page
from core.ui.stijl import dark

store, selectie = start_page("Maatregelen")
need(store, "maatregelen")
maten = vragen.measures()

soort = soorten.choose()
st.header("Hoeveel lopen er?", anchor=False)
course(series, store, selectie, maten[soort.stand])

st.header("Wat komt erbij, wat gaat eraf?", anchor=False)
balans = vragen.balance(store, selectie, soort.types)
picture(stock_and_flow(balans, label=soort.naam, donker=dark(), beschermd=store.beschermd))
soorten.balance_table(balans, soort, store.beschermd)

st.header("Waar, en bij wie?", anchor=False)
for plek, kolom in zip(st.columns(2, gap="large"), ("gemeente", "gi"), strict=True):
    with plek:
        divided(compare, store, selectie, maten[soort.stand], kolom, naast=2)

st.header("Komen kinderen terug?", anchor=False)
links, rechts = st.columns(2, gap="large")
with links:
    course(series, store, selectie, maten["jb_opnieuw"], naast=2)
with rechts:
    divided(funnel, store, selectie, maten["jb_opnieuw"], "gi", naast=2)
