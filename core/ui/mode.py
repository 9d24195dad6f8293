"""Intern or Delen: whether a reader sees exact figures, or figures as they may be shared. The view that a page gets
answers accordingly."""

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.weergave import Weergave
from core.ui import access, filters
from core.ui.melding import empty

INTERN, DELEN = "Intern", "Delen"
NAAM, _SLEUTEL, _KEUZE = filters.WEERGAVE, "modus", "modus_keuze"


class _Screen(dashboard.Door):
    """A screen is asked for by one reader, whose rights may have changed since it was drawn."""

    def __init__(self, lezer: dashboard.Lezer):
        self._lezer = lezer

    def enter(self) -> None:
        nu = access.check()
        if (nu.bereik, nu.may_see_exact) != (self._lezer.bereik, self._lezer.may_see_exact):
            st.rerun()

    def waiting(self):
        return st.spinner("De cijfers worden uitgerekend")


def choose(store: dashboard.Store, lezer: dashboard.Lezer, te_delen: bool = False) -> dashboard.View:
    """Draws the switch in the sidebar and gives the view as it may be seen. An address can ask for Delen, never for
    Intern; who may not see exact figures has no switch, nor has a page that is always to share (`te_delen`)."""
    if te_delen or not lezer.may_see_exact:
        return _view(store, lezer, DELEN)
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
        return _view(store, lezer, INTERN)
    # On every page again: the menu leaves it out, and a link or a reload may not show exact figures in a meeting.
    if st.query_params.get(NAAM) != DELEN.lower():
        st.query_params[NAAM] = DELEN.lower()
    return _view(store, lezer, DELEN)


def _view(store: dashboard.Store, lezer: dashboard.Lezer, weergave: str) -> dashboard.View:
    return dashboard.view_of(store, lezer, weergave.lower(), door=_Screen(lezer))


def stamp(view: dashboard.View) -> None:
    """Says on the page, and on a print of it, which figures these are."""
    st.html({"intern": _words_intern, "delen": _words_delen}[view.weergave.naam](view.weergave))


def _words_delen(weergave: Weergave) -> str:
    d = weergave.drempels
    return (
        '<p class="kd-stempel kd-delen"><strong>Om te delen.</strong> Aantallen zijn afgerond op '
        f"{wording.getal(d.afronding)}, bedragen en etmalen grover. Aantallen onder de {wording.getal(d.aantal)}, en "
        "cijfers die zo'n aantal zouden verraden, staan er niet. Een verschil of oordeel op afgeronde cijfers kan "
        "anders zijn dan op de exacte.</p>"
    )


def _words_intern(weergave: Weergave) -> str:
    return (
        '<p class="kd-stempel kd-intern"><strong>Intern: exacte aantallen.</strong> Niet delen of afdrukken; '
        "kies links Delen voor een scherm, afdruk of bestand voor anderen.</p>"
        '<p class="kd-niet-afdrukken">Deze pagina toont exacte aantallen en is daarom niet afgedrukt. Kies '
        "eerst Delen en druk dan af.</p>"
    )


def internal_only(view, wat: str) -> None:
    """Stops a page that shows rows or counts of the delivery itself while the figures are to be shared."""
    if view.weergave.naam != INTERN.lower():
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
