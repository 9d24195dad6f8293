"""Load data, and see what was loaded, found and left out."""

import streamlit as st

from core.ui import leveringen
from core.ui.frame import start_page
from core.ui.gegevens import history, kept, load
from core.ui.mode import internal_only

view, selectie = start_page("Gegevens")
internal_only(view, "Deze pagina")

st.header("Gegevens laden", anchor=False)
load.load(view)
leveringen.template()
kept.show()

st.header("Leveringen", anchor=False)
history.show(view)

st.header("Wat is er geladen?", anchor=False)
leveringen.coverage(view)

st.header("Wat viel op?", anchor=False)
leveringen.findings(view)
