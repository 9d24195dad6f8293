"""Children who cannot live at home: new, staying, in which form, near or far, and by whom."""

import streamlit as st

from core import dashboard
from core.charts.compare import compare
from core.charts.funnel import funnel
from core.charts.parts import parts
from core.charts.series import series
from core.ui.figure import composed, course
from core.ui.frame import need, start_page
from core.ui.per_gemeente import per_gemeente
from core.ui.vergelijken import fair

view, selectie = start_page("Uithuisplaatsingen")
need(view, "plaatsingen")
maten = dashboard.maten()

st.header("Hoeveel kinderen?", anchor=False)
st.caption("Alleen kinderen met een maatregel van jeugdbescherming. Een stand is die aan het eind van de periode.")
for rij in (("uhp_nieuw", "uhp_stand"), ("uhp_aandeel", "machtigingen_nieuw")):
    for plek, maat in zip(st.columns(2, gap="large"), rij, strict=True):
        with plek:
            course(series, view, selectie, maten[maat], naast=2)

st.header("Waar wonen zij?", anchor=False)
links, rechts = st.columns(2, gap="large")
with links:
    composed(
        parts,
        view,
        selectie,
        maten["uhp_stand"],
        "verblijfsvorm",
        naast=2,
        label="Vorm van verblijf",
        volgorde=("pleegzorg", "gezinsgericht", "overig verblijf", "gesloten"),
    )
with rechts:
    per_gemeente(compare, view, selectie, maten["uhp_stand"], naast=2)

st.header("Dichtbij en als thuis?", anchor=False)
drie = ("plaatsing_nabij", "plaatsing_thuisachtig", "netwerk_verkend")
for plek, maat in zip(st.columns(3, gap="large"), drie, strict=True):
    with plek:
        course(series, view, selectie, maten[maat], naast=3)

st.header("Verschilt het per GI?", anchor=False)
fair(funnel, view, selectie, maten["uhp_aandeel"], "gi")
