"""How long measures last: what ended, and what still runs counted too."""

import streamlit as st

from core.charts.duur import at_risk, distribution, kaplan_meier
from core.charts.reeks import series
from core.ui import soorten, vragen
from core.ui.figuur import course, picture
from core.ui.frame import need, start_page
from core.ui.stijl import dark

store, selectie = start_page("Duur")
need(store, "maatregelen")
maten = vragen.measures()

soort = soorten.choose_duration()
mediaan = maten[f"{soort}_duur_mediaan"]
st.header("Wat eindigde", anchor=False)
for plek, maat in zip(st.columns(2, gap="large"), (maten[f"{soort}_duur_gemiddeld"], mediaan), strict=True):
    with plek:
        course(series, store, selectie, maat, naast=2)
picture(distribution(vragen.durations(store, mediaan.id, selectie), label=soorten.DUUR[soort], donker=dark(),
                     beschermd=store.beschermd))

st.header("Wat begon, met lopende zaken meegeteld", anchor=False)
curven = vragen.survival(store, selectie, "ots_duur_km")
picture(kaplan_meier(curven, label="OTS", donker=dark(), beschermd=store.beschermd))
soorten.risk_table(at_risk(curven))
soorten.why_they_differ()
course(series, store, selectie, maten["ots_duur_km"])
