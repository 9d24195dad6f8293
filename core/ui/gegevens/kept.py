"""What is kept to read deliveries by: the mappings of suppliers, and the list of postcodes."""

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.ui import access
from core.ui.gegevens.words import on_screen

_GEDAAN = "vertaling_gedaan"


def show() -> None:
    """Mappings to give away, to take over and to forget; and postcodes."""
    if not access.check().may_load:
        return
    namen = dashboard.mappings()
    with st.expander(f"Onthouden leveranciers ({len(namen)}) en postcodes"):
        if gedaan := st.session_state.pop(_GEDAAN, ""):
            st.success(on_screen(gedaan), icon=":material/check:")
        st.caption(
            "Van elke leverancier die u koppelde zijn de kolomnamen, de woorden en uw antwoorden bewaard, nooit "
            "gegevens van "
            "een kind. Een andere gemeente met dezelfde leverancier kan het bestand overnemen."
        )
        _given(namen)
        _taken()
        _postcodes()


def _given(namen: tuple[str, ...]) -> None:
    if not namen:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        naam = st.selectbox("Leverancier", namen, key="vertaling", width=320, filter_mode=None)
        st.download_button(
            "Meenemen",
            access.meegenomen(lambda: dashboard.export_mapping(naam), f"vertaling {naam}"),
            f"{naam}.yaml",
            "application/yaml",
            key="vertaling_mee",
            icon=":material/download:",
            on_click="ignore",
        )
        if st.button("Vergeten", key="vertaling_weg", icon=":material/delete:"):
            _do(
                lambda: dashboard.remove_mapping(naam),
                f"{naam} is vergeten; een volgende levering vraagt alles opnieuw.",
            )


def _taken() -> None:
    bestand = st.file_uploader(
        "Leverancier van een andere gemeente overnemen", type=["yaml", "yml"], key="vertaling_in"
    )
    if bestand and st.button("Overnemen", key="vertaling_over"):
        _do(lambda: dashboard.import_mapping(bestand.getvalue()), "De leverancier is overgenomen.")


def _postcodes() -> None:
    er = " Er is al een lijst; een nieuwe komt ervoor in de plaats." if dashboard.has_postcodes() else ""
    lijst = st.file_uploader(
        "Lijst van postcodes met hun gemeente",
        type=["csv", "txt"],
        key="postcodes_in",
        help="Voor leveringen met een postcode in plaats van een gemeente. Een csv met de kolommen postcode en "
        "gemeente; de lijst van CBS mag er zo in." + er,
    )
    if lijst and st.button("Postcodes bewaren", key="postcodes_bewaren"):
        _do(
            lambda: dashboard.save_postcodes(lijst.getvalue()),
            "De lijst van postcodes is bewaard.",
        )


def _do(werk, gedaan: str) -> None:
    try:
        uit = werk()
    except Melding as melding:
        st.error(on_screen(str(melding)), icon=":material/info:")
        return
    st.session_state[_GEDAAN] = f"{gedaan} {wording.getal(uit)} postcodes." if isinstance(uit, int) else gedaan
    st.rerun()
