"""Navigation only. Streamlit runs it for every visit; its server imports it once, for the App behind `core.ui.gate`."""

from pathlib import Path

import streamlit as st

from core.lifetime import loading

with loading():
    from core.ui.access import in_menu
    from core.ui.gate import settings
    from core.ui.melding import one_sentence

# fmt: off
PAGINAS = {
    "": ["pages/overzicht.py", "pages/kernwaarden.py", "pages/doelen.py", "pages/duiding.py", "pages/watals.py",
         "pages/uithuisplaatsingen.py", "pages/maatregelen.py", "pages/duur.py", "pages/vergelijken.py",
         "pages/jeugdhulp.py", "pages/mijlpalen.py", "pages/veranderd.py", "pages/cbs.py", "pages/rapport.py",
         "pages/presentatie.py"],
    "Gegevens en uitleg": ["pages/handleiding.py", "pages/gegevens.py", "pages/opvragen.py", "pages/dekking.py",
                           "pages/verantwoording.py", "pages/beheer.py"],
}
# fmt: on
TITELS = {"watals": "Wat-als", "veranderd": "Wat veranderde er?", "cbs": "Klopt het met het CBS?"}

if __name__ == "__main__":
    menu = {
        deel: [st.Page(p, title=TITELS.get(Path(p).stem, Path(p).stem.capitalize())) for p in namen]
        for deel, namen in in_menu(PAGINAS).items()
    }
    menu[""].insert(0, st.Page("pages/begin.py", title="Begin", default=True, visibility="hidden"))
    with one_sentence():
        st.navigation(menu, position="top").run()
else:
    app = st.App(__file__, **settings())
