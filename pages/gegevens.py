"""Load data, and see what was loaded, found and left out."""

import streamlit as st

from core.ui import leveringen, loading
from core.ui.frame import start_page
from core.ui.mode import internal_only

view, selectie = start_page("Gegevens")
internal_only(view, "Deze pagina")

st.header("Gegevens laden", anchor=False)
loading.load()
leveringen.template()

st.header("Wat is er geladen?", anchor=False)
leveringen.coverage(view)

st.header("Wat viel op?", anchor=False)
leveringen.findings(view)

st.header("Leveringen", anchor=False)
leveringen.deliveries(view)
