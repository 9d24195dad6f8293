"""Intern or Delen: whether a reader sees exact figures, or figures as they may be shared. The store that a page gets
says which; every figure asked with it is as it may be."""

import streamlit as st

from core import dashboard
from core.model import wording
from core.ui import access, filters
from core.ui.melding import empty

INTERN, DELEN = "Intern", "Delen"
NAAM, _SLEUTEL, _KEUZE = filters.WEERGAVE, "modus", "modus_keuze"


def choose(store):
    """Draws the switch in the sidebar and gives the store as it may be seen. An address can ask for Delen, never for
    Intern; who may not see exact figures has no switch."""
    if not access.may_see_exact():
        return dashboard.to_share(store)
    if st.query_params.get(NAAM) == DELEN.lower():
        st.session_state[_SLEUTEL] = DELEN
    st.session_state[_KEUZE] = st.session_state.get(_SLEUTEL, INTERN)
    with st.sidebar:
        st.segmented_control(
            "Cijfers",
            [INTERN, DELEN],
            key=_KEUZE,
            required=True,
            on_change=_changed,
            width="stretch",
            help="Intern: exacte aantallen, voor wie met de gegevens mag werken. Delen: beschermde "
            "cijfers, voor een scherm in de zaal, een afdruk of een bestand voor anderen.",
        )
    if st.session_state[_KEUZE] != DELEN:
        return store
    # On every page again: the menu leaves it out, and a link or a reload may not show exact figures in a meeting.
    if st.query_params.get(NAAM) != DELEN.lower():
        st.query_params[NAAM] = DELEN.lower()
    return dashboard.to_share(store)


def stamp(store) -> None:
    """Says on the page, and on a print of it, which figures these are."""
    if store.beschermd:
        d = store.delen
        st.html(
            '<p class="kd-stempel kd-delen"><strong>Om te delen.</strong> Aantallen zijn afgerond op '
            f"{wording.getal(d.afronding)}. Aantallen onder de {wording.getal(d.aantal)}, en cijfers die zo'n aantal "
            "zouden verraden, staan er niet.</p>"
        )
    else:
        st.html(
            '<p class="kd-stempel kd-intern"><strong>Intern: exacte aantallen.</strong> Niet delen of afdrukken; '
            "kies links Delen voor een scherm, afdruk of bestand voor anderen.</p>"
            '<p class="kd-niet-afdrukken">Deze pagina toont exacte aantallen en is daarom niet afgedrukt. Kies '
            "eerst Delen en druk dan af.</p>"
        )


def internal_only(store, wat: str) -> None:
    """Stops a page that shows rows or counts of the delivery itself while the figures are to be shared."""
    if store.beschermd:
        empty(
            f"{wat} is alleen intern te zien",
            "Hier staan regels en aantallen uit de leveringen zelf."
            + (" Kies links Intern." if access.may_see_exact() else ""),
        )
        st.stop()


def _changed() -> None:
    st.session_state[_SLEUTEL] = st.session_state[_KEUZE]
    if st.session_state[_KEUZE] != DELEN and NAAM in st.query_params:
        del st.query_params[NAAM]
