"""Stopping a load while it runs.

A click starts the page anew beside the run that is loading, which goes on until it is told. So the two share a flag:
whoever loads looks at it wherever the bar moves, last of all before anything is stored, and who stopped waits to hear
what came of it.
"""

import threading
from collections.abc import Callable

import streamlit as st

_GESTOPT = "laden_gestopt"
_WACHT = 120  # seconds; a step of a region of real size takes some


class Gestopt(Exception):
    """Somebody stopped it; nothing is stored."""


class Loading:
    """One load, begun with this version of the data."""

    def __init__(self, versie: str):
        self.versie, self._stop, self.done = versie, threading.Event(), threading.Event()

    def stop(self) -> None:
        self._stop.set()
        st.session_state[_GESTOPT] = self

    def watched(self, voortgang: Callable[[str, float], None]) -> Callable[[str, float], None]:
        """The same bar, that raises Gestopt once somebody stopped."""

        def report(wat: str, deel: float) -> None:
            if self._stop.is_set():
                raise Gestopt
            voortgang(wat, deel)

        return report


def tell(versie: Callable[[], str]) -> None:
    """What came of stopping, once: nothing was stored, or it was too late. `versie`: of the data as they are now."""
    lopend = st.session_state.pop(_GESTOPT, None)
    if lopend is None:
        return
    with st.spinner("Het laden wordt afgebroken"):
        klaar = lopend.done.wait(_WACHT)
    if not klaar:
        st.warning(
            "Het afbreken duurt lang. Wacht even en open deze pagina opnieuw: bij Leveringen ziet u wat er staat."
        )
    elif versie() == lopend.versie:
        st.info("Het laden is afgebroken: er is niets van bewaard en uw eerdere gegevens staan er nog.")
    else:
        st.info("Het laden was al klaar toen u afbrak: de gegevens zijn bewaard. Bij Leveringen kunt u ze weghalen.")
