"""The traps in a delivery: what was found, what is done about it, and no where it is no trap."""

import streamlit as st

from core.ui.gegevens.lading import Lading, key
from core.ui.gegevens.words import on_screen

_NAMEN = "namen"


def ask(valkuilen: tuple) -> dict[str, bool]:
    """The traps, those that may make figures wrong first; code -> whether it is to be mended."""
    if not valkuilen:
        return {}
    for v in valkuilen:
        if v.ernstig:
            st.warning(on_screen(v.wat), icon=":material/warning:")
    uit = {}
    if kan := [v for v in valkuilen if v.code]:
        namen = "; ".join(v.wat[0].lower() + v.wat[1:] for v in kan)
        with st.expander(f"Onderweg hersteld ({len(kan)}): {on_screen(namen)}"):
            st.caption("Haal het vinkje weg waar dat niet moet.")
            for v in kan:
                uit[v.code] = st.checkbox(
                    f"{on_screen(v.wat)}: {on_screen(v.herstel)}",
                    value=v.hersteld,
                    key=key(f"herstel-{v.code}"),
                )
                for zin in v.waar:
                    st.caption(on_screen(zin))
    if stil := [v for v in valkuilen if not v.code and not v.ernstig]:
        with st.expander(f"Goed om te weten ({len(stil)})"):
            for v in stil:
                st.caption(on_screen(v.wat))
    return uit


def take(lading: Lading, valkuilen: tuple, gekozen: dict[str, bool]) -> None:
    """What is to be mended though it was left as it is before (a kept answer says so), is said as well: else the kept
    answer goes on."""
    laat = {code for code, ja in gekozen.items() if not ja}
    weer = {v.code for v in valkuilen if not v.hersteld} | lading.herstel
    if lading.namen == "samen":
        weer.add(_NAMEN)
    weer &= {code for code, ja in gekozen.items() if ja}
    lading.namen = "apart" if _NAMEN in laat else "samen" if _NAMEN in weer else None
    lading.laat_staan = frozenset(laat - {_NAMEN})
    lading.herstel = frozenset(weer - {_NAMEN})
