"""What may be right is asked once beside a form: pressing again is yes. What was typed stays where it was."""

import streamlit as st

from core import dashboard
from core.ui.melding import plain
from core.ui.names import gemeenten


def confirmed(sleutel: str, vragen: list[str], knop: str) -> bool:
    """Whether to go on: there is nothing to ask, or the same was asked before. `sleutel`: of this form, in the session;
    `knop`: what to press to say yes."""
    plek = f"{sleutel}_gevraagd"
    if not vragen or st.session_state.get(plek) == vragen:
        st.session_state.pop(plek, None)
        return True
    st.session_state[plek] = vragen
    st.warning(plain(f"{' '.join(vragen)} Klopt het, druk dan nog een keer op {knop}."), icon=":material/help:")
    return False


def no_child(view) -> tuple[str, ...]:
    """Names that are no child's: of gemeenten, regions and GI's."""
    regios = (r.naam for r in dashboard.regios().values())
    return *gemeenten().values(), *regios, *view.store.gis
