"""Load data, and see what was loaded, found and left out."""

import streamlit as st

from core.ui import leveringen, loading
from core.ui.frame import start_page
from core.ui.mode import internal_only

store, selectie = start_page("Gegevens")
internal_only(store, "Deze pagina")

st.header("Gegevens laden", anchor=False)
loading.load()
leveringen.template()

st.header("Wat is er geladen?", anchor=False)
leveringen.coverage(store)

st.header("Wat viel op?", anchor=False)
leveringen.findings(store)

st.header("Leveringen", anchor=False)
leveringen.deliveries(store)
