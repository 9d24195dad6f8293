"""Working out a scenario on a page: the first picture after some fifty runs, then better ones, a button to stop.

While it is worked out the old picture stays where it is, in grey, until there is a new one.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import streamlit as st

from core.model import wording
from core.model.melding import Melding
from core.ui.melding import empty

SCHERPER = 4  # a picture is drawn again after so many times the runs: twice as sharp, and drawing takes time too
_STOP = "watals_gestopt"
_WOORDEN = {"naam", "auteur", "datum", "aannames", "bronnen", "gegevens"}  # change no figure


class Places:
    """Places on the page by name, each a container. What an earlier run left in one stays until something is put
    there: only then is it emptied."""

    def __init__(self, **vakken):
        self._vakken, self._plekken = vakken, {}

    @contextmanager
    def fill(self, naam: str) -> Iterator[None]:
        """Instead of what was there."""
        if naam not in self._plekken:
            self._plekken[naam] = self._vakken[naam].empty()
        with self._plekken[naam].container():
            yield


def work_out(view, scenario, maten: tuple[str, ...], sleutel: str, plek, draw: Callable, basis=None):
    """The last picture: kept from before, or worked out now with a bar and a button to stop. None when it cannot be
    simulated; then that is said."""
    vraag = (
        str(view.store.pad),
        view.store.versie,
        repr(view.store.bereik),
        repr(view.weergave),
        scenario.model_dump_json(exclude=_WOORDEN),
    )
    oud = st.session_state.get(sleutel, (None, None))
    klaar = oud[0] == vraag and set(maten) <= set(oud[1].waarden)
    gestopt = st.session_state.get(_STOP) == vraag
    if klaar and (gestopt or oud[1].replicaties >= oud[1].gevraagd):
        draw(oud[1])
        if oud[1].replicaties < oud[1].gevraagd:
            _stopped(plek, oud[1])
        return oud[1]
    if gestopt and not klaar:
        _stopped(plek, None)
        return None
    beeld, getekend = None, 0
    with plek.container(horizontal=True, vertical_alignment="center"):
        balk = st.progress(0.0, "Rekent")
        st.button("Stop", key=f"{sleutel}_stop", icon=":material/stop_circle:", on_click=_stop, args=(vraag,))
    try:
        with closing(view.simulate(scenario, maten=maten, basis=basis or oud[1])) as beelden:
            for beeld in beelden:
                st.session_state[sleutel] = (vraag, beeld)
                balk.progress(
                    beeld.replicaties / beeld.gevraagd,
                    f"Rekent: {wording.getal(beeld.replicaties)} van {wording.getal(beeld.gevraagd)} keer doorgerekend",
                )
                if beeld.replicaties >= min(SCHERPER * getekend, beeld.gevraagd):
                    draw(beeld)
                    getekend = beeld.replicaties
    except Melding as melding:
        plek.empty()
        empty("Dit scenario is niet door te rekenen", str(melding))
        return None
    plek.empty()
    return beeld


def _stop(vraag: tuple) -> None:
    st.session_state[_STOP] = vraag


def _stopped(plek, beeld) -> None:
    with plek.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "Gestopt voordat er een uitkomst was."
            if beeld is None
            else f"Gestopt na {wording.getal(beeld.replicaties)} van {wording.getal(beeld.gevraagd)} keer: de uitkomst "
            "is minder precies."
        )
        st.button("Reken verder", key="watals_verder", on_click=_stop, args=(None,))
