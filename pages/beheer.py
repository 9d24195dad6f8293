"""For the beheerder: who may look, who is logged in, what was set, what goes away, and what was written down."""

import streamlit as st

from core.ui import beheer, beheer_toezicht, toegang
from core.ui.frame import start_page

store, selectie = start_page("Beheer")
lezer = toegang.check()

mensen, sessies, instellingen, leveringen, controle, logboek = st.tabs(
    ["Gebruikers", "Aanmeldingen", "Instellingen", "Leveringen", "Controle en kopie", "Logboek"])
with mensen:
    beheer.users(lezer)
with sessies:
    beheer.sessions(lezer)
with instellingen:
    beheer.settings(lezer)
with leveringen:
    beheer.deliveries(lezer, store)
with controle:
    beheer_toezicht.check(lezer)
with logboek:
    beheer_toezicht.log(lezer)
