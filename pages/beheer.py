"""For the beheerder: who may look, who is logged in, what was set, what goes away, and what was written down."""

import streamlit as st

from core.ui import access, beheer, beheer_oversight
from core.ui.frame import start_page

view, selectie = start_page("Beheer")
lezer = access.check()

mensen, sessies, instellingen, leveringen, controle, logboek = st.tabs(
    ["Gebruikers", "Aanmeldingen", "Instellingen", "Leveringen", "Controle en kopie", "Logboek"]
)
with mensen:
    beheer.users(lezer)
with sessies:
    beheer.sessions(lezer)
with instellingen:
    beheer.settings(lezer)
with leveringen:
    beheer.deliveries(lezer, view)
with controle:
    beheer_oversight.check(lezer)
with logboek:
    beheer_oversight.log(lezer)
