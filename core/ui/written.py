"""Which address leads: one that somebody came with, or what the session wrote itself.

A browser that has not heard yet of the address that was written last sends the older one along with the next choice.
That is no link: following it would take back the choice before. The way back does lead, and says so itself.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui.address import Adres

_BEZOEK = "bezoek"


@dataclass(frozen=True)
class _Written:
    """The address as it was last written, those that the browser may still send instead, and on which visit."""

    nu: Adres
    eerder: tuple[Adres, ...]
    bezoek: int


def arrive() -> None:
    """Begins a visit when another page is open than before: what was written on an earlier visit of this page is no
    address that the browser may still send, so a link to it leads."""
    pagina, bezoek = st.session_state.get(_BEZOEK, ("", 0))
    hier = get_script_run_ctx().page_script_hash
    if pagina != hier:
        st.session_state[_BEZOEK] = hier, bezoek + 1


def now(naam: str) -> Adres:
    """What was last written under `naam` (a key of the session), empty before the first time."""
    vorige = st.session_state.get(naam)
    return dict(vorige.nu) if vorige else {}


def is_new(naam: str, gegeven: Adres) -> bool:
    """Whether an address is one to follow: a first visit, a link, back and forward. An empty one says nothing."""
    vorige = _of_visit(naam)
    if not gegeven or gegeven == now(naam):
        return False
    return get_script_run_ctx().is_history_navigation or vorige is None or gegeven not in vorige.eerder


def keep(naam: str, gegeven: Adres, nieuw: Adres) -> bool:
    """Keeps what is written where `gegeven` stood. Gives whether the browser has to hear of it."""
    vorige = _of_visit(naam)
    eerder = () if vorige is None or gegeven == vorige.nu else vorige.eerder
    anders = gegeven != nieuw or (vorige is not None and vorige.nu != nieuw)
    if anders:
        eerder += tuple(a for a in (gegeven, vorige and vorige.nu) if a and a not in eerder)
    st.session_state[naam] = _Written(nieuw, eerder, _visit())
    return anders


def _of_visit(naam: str) -> _Written | None:
    """What was written on this visit of the page: from another page somebody comes by a link."""
    vorige = st.session_state.get(naam)
    return vorige if vorige and vorige.bezoek == _visit() else None


def _visit() -> int:
    return st.session_state.get(_BEZOEK, ("", 0))[1]
