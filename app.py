"""Navigation only: which pages there are, in which order. Access and filters: `start_page`, in every page."""

import streamlit as st

from core.ui.melding import one_sentence

PAGINAS = {
    "": [
        st.Page("pages/begin.py", title="Begin", default=True, visibility="hidden"),
        st.Page("pages/overzicht.py", title="Overzicht"),
        st.Page("pages/kernwaarden.py", title="Kernwaarden"),
        st.Page("pages/uithuisplaatsingen.py", title="Uithuisplaatsingen"),
        st.Page("pages/maatregelen.py", title="Maatregelen"),
        st.Page("pages/duur.py", title="Duur"),
        st.Page("pages/jeugdhulp.py", title="Jeugdhulp"),
        st.Page("pages/mijlpalen.py", title="Mijlpalen"),
    ],
    "Gegevens en uitleg": [
        st.Page("pages/gegevens.py", title="Gegevens"),
        st.Page("pages/opvragen.py", title="Opvragen"),
        st.Page("pages/dekking.py", title="Dekking"),
        st.Page("pages/verantwoording.py", title="Verantwoording"),
    ],
}

pagina = st.navigation(PAGINAS, position="top")
with one_sentence():
    pagina.run()
