"""Figures that no registration holds: from whom to ask them, what is in, and the form to send."""

import streamlit as st

from core import dashboard
from core.ui import opvragen
from core.ui.frame import start_page
from core.ui.gegevens import load
from core.ui.mode import internal_only

view, selectie = start_page("Opvragen")
internal_only(view, "Deze pagina")

stand = view.opvragen(selectie)
opvragen.summary(stand)
if len(stand):
    st.header("Wat is binnen, en wat niet?", anchor=False)
    leverancier = opvragen.choose_supplier(stand)
    opvragen.periods(stand[stand["leverancier"] == leverancier])

    st.header("Formulier om te versturen", anchor=False)
    opvragen.form(view, selectie, stand, leverancier, dashboard.regios()[selectie.regio])

st.header("Antwoord inlezen", anchor=False)
load.load(view)

st.header("Wat viel op in de antwoorden?", anchor=False)
opvragen.findings(view)
