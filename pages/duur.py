"""How long measures last: what ended, and what still runs counted too."""

import streamlit as st

from core.charts.duur import at_risk, distribution, kaplan_meier
from core.charts.reeks import series
from core.ui import soorten, vragen
from core.ui.figuur import course, picture
from core.ui.frame import need, start_page
from core.ui.stijl import dark
from core.ui.tabel import show_table

store, selectie = start_page("Duur")
need(store, "maatregelen")
maten = vragen.measures()

soort = soorten.choose_duration()
st.header("Wat eindigde", anchor=False)
for plek, maat in zip(st.columns(2, gap="large"), (f"{soort}_duur_gemiddeld", f"{soort}_duur_mediaan"), strict=True):
    with plek:
        course(series, store, selectie, maten[maat], naast=2)
mediaan = maten[f"{soort}_duur_mediaan"]
picture(distribution(vragen.durations(store, mediaan.id, selectie), label=soorten.DUUR[soort], donker=dark()))

st.header("Wat begon, met lopende zaken meegeteld", anchor=False)
curven = vragen.survival(store, selectie, "ots_duur_km")
picture(kaplan_meier(curven, label="OTS", donker=dark()))
risico = at_risk(curven)
show_table(risico, "Hoeveel OTS-maatregelen na zoveel tijd nog liepen en werden gevolgd", getallen=list(risico)[1:])
st.markdown("**Waarom verschillen deze cijfers?** Het gemiddelde en de mediaan van wat eindigde kijken alleen terug: "
            "zij stijgen als lange zaken worden afgesloten, ook als nieuwe zaken korter duren. De curve volgt alles "
            "wat in een periode begon, ook wat nog loopt, en laat dus zien of het nú korter duurt.")
course(series, store, selectie, maten["ots_duur_km"])
