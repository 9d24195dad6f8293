"""Which table is it? Asked when nothing in a delivery is recognised: a person knows."""

import streamlit as st

from core import dashboard
from core.ui.gegevens.lading import Lading, key
from core.ui.gegevens.words import KIES, places

_OVERSLAAN = "overslaan"
_MEEST = 30


def ask(lading: Lading | None) -> bool:
    """Asks it once for all sheets with the same headers; False when there is nothing to ask about."""
    vormen: dict[tuple, list[tuple[str, str, str]]] = {}
    for over, bestand, blad, koppen in dashboard.found_sheets(lading.gelezen) if lading else ():
        if ("tabel", over) not in lading.antwoorden:
            vormen.setdefault(koppen, []).append((over, bestand, blad))
    if not vormen:
        return False
    st.markdown(
        "**Wat staat hierin?** De kolomnamen zijn nog niet bekend. Kies welke tabel het is; daarna komen de kolommen."
    )
    with st.form("welke_tabel", enter_to_submit=False):
        gekozen = {koppen: _one(koppen, bladen) for koppen, bladen in list(vormen.items())[:_MEEST]}
        if st.form_submit_button("Verder", type="primary", key="verder"):
            for koppen, tabel in gekozen.items():
                if tabel:
                    lading.antwoorden |= {("tabel", over): tabel for over, _, _ in vormen[koppen]}
            st.rerun()
    return True


def _one(koppen: tuple[str, ...], bladen: list[tuple[str, str, str]]) -> str | None:
    tabellen = dashboard.our_tables()
    waar = places(tuple((bestand, blad, 0) for _, bestand, blad in bladen))
    return st.selectbox(
        f"{waar}, met de kolommen {', '.join(koppen)[:160]}",
        [*tabellen, _OVERSLAAN],
        index=None,
        placeholder=KIES,
        filter_mode=None,
        key=key(f"welke-{bladen[0][0]}"),
        format_func=lambda t: f"{t}: {tabellen[t]}" if t in tabellen else "geen van deze: overslaan",
    )
