"""How long measures last: what ended, and what still runs counted too."""

import streamlit as st

from core import dashboard
from core.charts.beside import beside
from core.charts.durations import at_risk, distribution, kaplan_meier
from core.charts.series import series
from core.ui import durations, kinds
from core.ui.figure import course, picture
from core.ui.frame import need, start_page
from core.ui.style import dark

view, selectie = start_page("Duur")
need(view, "maatregelen")
maten = dashboard.maten()

soort = kinds.choose_duration()
mediaan = maten[f"{soort}_duur_mediaan"]
st.header("Wat eindigde", anchor=False)
for plek, maat in zip(st.columns(2, gap="large"), (maten[f"{soort}_duur_gemiddeld"], mediaan), strict=True):
    with plek:
        course(series, view, selectie, maat, naast=2)
picture(
    distribution(
        view.duurverdeling(mediaan.id, selectie),
        label=kinds.DUUR[soort],
        donker=dark(),
        weergave=view.weergave,
    ),
    selectie,
    mediaan,
)

st.header("Verschilt het per GI?", anchor=False)
durations.per_gi(beside, view, selectie)

st.header("Wat begon, met lopende zaken meegeteld", anchor=False)
curven = view.overleving(selectie, "ots_duur_km")
picture(kaplan_meier(curven, label="OTS", donker=dark(), weergave=view.weergave), selectie, maten["ots_duur_km"])
kinds.risk_table(at_risk(curven))
kinds.why_they_differ()
course(series, view, selectie, maten["ots_duur_km"])
