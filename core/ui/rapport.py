"""Reports on the page: which, in what kind of file, and for whom; made when asked, with how far it is."""

from dataclasses import dataclass

import streamlit as st

from core import dashboard
from core.dashboard import View
from core.model import wording
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.ui import access
from core.ui.melding import plain

_KLAAR = "rapport_klaar"
_WAT = {
    "tafelblad": ("Tafelblad", "Eén A4: wat aandacht vraagt, wat goed gaat, wat veranderde, wat nog te besluiten is."),
    "kwartaal": ("Kwartaalrapport", "Elk hoofdstuk: hulp met en zonder verblijf, bescherming, crisis en besteding."),
    "presentatie": ("Presentatie", "De belangrijkste doelen, elk op een eigen dia."),
    "cijferboek": ("Cijferboek", "Alle cijfers per thema, met definities."),
}
_SOORT = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_GEWOON = {"tafelblad": "pdf", "kwartaal": "pdf", "presentatie": "pptx", "cijferboek": "xlsx"}


@dataclass(frozen=True)
class Keuze:
    """`soort`: which report; `bestand`: the end of its name; `wie`: the view whose figures are in it."""

    soort: str
    bestand: str
    wie: View


def choose(view: View) -> Keuze:
    """Which report, in what kind of file, and with which figures: to share, unless somebody asks for exact ones."""
    soort = st.radio(
        "Welk rapport?",
        list(_WAT),
        format_func=lambda s: _WAT[s][0],
        captions=[uitleg for _, uitleg in _WAT.values()],
        key="rapport_soort",
    )
    with st.container(horizontal=True, gap="large"):
        bestand = st.segmented_control(
            "Als",
            list(_SOORT),
            default=_GEWOON[soort],
            format_func=lambda b: _SOORT[b][0],
            required=True,
            key=f"rapport_bestand_{soort}",
        )
        woorden = ["Om te delen", "Intern: exacte aantallen"]
        wie = view.leaving[0]
        if len(view.leaving) > 1:
            gekozen = st.segmented_control(
                "Met welke cijfers?", woorden, default=woorden[0], required=True, key="rapport_wie"
            )
            wie = view.leaving[woorden.index(gekozen or woorden[0])]
    return Keuze(soort, bestand or _GEWOON[soort], wie)


def make(view: View, selectie: Selectie, keuze: Keuze) -> None:
    """The button that makes it, how far it is, and the file. A file of another choice is not shown."""
    kenmerk = (keuze.soort, keuze.bestand, keuze.wie.weergave.naam, view.store, selectie)
    st.caption("Het rapport gaat over het gebied, de GI, het segment en de jaren die u links kiest.")
    if st.button("Maak het rapport", type="primary"):
        st.session_state.pop(_KLAAR, None)
        balk = st.progress(0.0, "Het rapport wordt gemaakt")

        def tell(deel: float, wat: str) -> None:
            balk.progress(deel, f"Het rapport wordt gemaakt: {plain(wat)}")

        kind, _ = dashboard.kinds_of(f"rapport.{keuze.bestand}")

        def write() -> bytes:
            return keuze.wie.export(kind, lambda v: dashboard.make_rapport(v, keuze.soort, selectie, tell=tell))

        try:
            inhoud = write()
        except Melding as fout:
            balk.empty()
            st.error(plain(str(fout)), icon=":material/info:")
            return
        balk.empty()
        st.session_state[_KLAAR] = (kenmerk, inhoud)
    klaar, inhoud = st.session_state.get(_KLAAR, (None, b""))
    if klaar == kenmerk and keuze.wie in view.leaving:
        _file(keuze, selectie, inhoud)


def _file(keuze: Keuze, selectie: Selectie, inhoud: bytes) -> None:
    woord, soort = _SOORT[keuze.bestand]
    naam = f"{_WAT[keuze.soort][0]} ({woord}, {keuze.wie.weergave.naam})"
    st.success(f"{_WAT[keuze.soort][0]} is klaar ({keuze.wie.stempel}).", icon=":material/check:")
    st.download_button(
        f"Bewaar als {woord}",
        access.meegenomen(lambda: inhoud, naam, keuze.wie, selectie),
        f"{keuze.soort}-{selectie.regio}-{keuze.wie.weergave.naam}{_up_to(keuze.wie)}.{keuze.bestand}",
        soort,
        key="rapport_bewaar",
        on_click="ignore",
    )


def _up_to(view: View) -> str:
    """Up to which day the data go, for in the name of a file: two reports in one folder are told apart by it."""
    return f"-tm-{wording.datum(tm)}" if (tm := view.store.gegevens_tm) else ""
