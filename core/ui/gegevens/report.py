"""What the last load of this session did: first what does not count, then what does; and the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.ui import access
from core.ui.gegevens import before
from core.ui.gegevens.words import on_screen
from core.ui.table import show_table

_VERSLAG = "laad_verslag"


@dataclass
class _Gedaan:
    """`ids`: of the deliveries that were made; `naam`: under which the answers are kept; `niet`: what did not succeed
    after loading."""

    verslag: dashboard.Verslag
    ids: list[int] = field(default_factory=list)
    naam: str = ""
    niet: list[str] = field(default_factory=list)


def keep(verslag: dashboard.Verslag) -> None:
    """Keeps what to tell after the page started again on the new data."""
    st.session_state[_VERSLAG] = _Gedaan(verslag)


def add(**wat) -> None:
    """More about the load that was kept: fields of _Gedaan."""
    st.session_state[_VERSLAG] = replace(st.session_state[_VERSLAG], **wat)


@contextmanager
def beside() -> Iterator[None]:
    """What goes wrong in here is told beside the report of the load: that stands."""
    try:
        yield
    except Melding as melding:
        st.session_state[_VERSLAG].niet.append(str(melding))


def refused(afgewezen: int, gelezen: int, oorzaken) -> str:
    """How many rows do not count and why, as one text."""
    telt = "telt" if afgewezen == 1 else "tellen"
    zin = f"**{wording.getal(afgewezen)} van {wording.getal(gelezen)} regels {telt} niet mee.**"
    regels = [f"- {wording.getal(n)} keer {on_screen(wat)}" for wat, n in oorzaken]
    return "\n".join([zin, *regels])


def show(view) -> None:
    """The report, as long as nothing else is chosen."""
    if _VERSLAG not in st.session_state:
        return
    gedaan = st.session_state[_VERSLAG]
    verslag, t = gedaan.verslag, gedaan.verslag.tabellen
    if verslag.afgewezen:
        erg = verslag.afgewezen * 5 >= verslag.gelezen
        tekst = refused(verslag.afgewezen, verslag.gelezen, verslag.oorzaken)
        (st.error if erg else st.warning)(tekst, icon=":material/report:")
    tabellen = t["tabel"].nunique()
    geaccepteerd = int(t["geaccepteerd"].sum())
    st.success(
        f"Geladen: {'1 regel' if geaccepteerd == 1 else f'{wording.getal(geaccepteerd)} regels'} in "
        f"{tabellen} {'tabel' if tabellen == 1 else 'tabellen'}.",
        icon=":material/check:",
    )
    if al := before.nothing_new(view.leveringen(), gedaan.ids):
        st.info(on_screen(al), icon=":material/content_copy:")
    for zin in gedaan.niet:
        st.warning(f"De gegevens zijn geladen, maar: {on_screen(zin)}", icon=":material/report:")
    if gedaan.naam:
        st.caption(
            f"Uw antwoorden zijn bewaard als '{on_screen(gedaan.naam)}'. Een volgende levering van deze vorm laadt u "
            "zo."
        )
    for o in verslag.opmerkingen:
        if o.code == "eerdere_levering":
            st.warning(on_screen(o.melding), icon=":material/compare_arrows:")
    show_table(_rows(t), "Gelezen = geaccepteerd + samengevoegd + afgewezen", getallen=list(_KOPPEN.values()))
    if gedaan.ids:
        _undo(gedaan.ids)


_KOPPEN = {
    "gelezen": "Gelezen",
    "geaccepteerd": "Geaccepteerd",
    "samengevoegd": "Samengevoegd",
    "afgewezen": "Afgewezen",
}


def _rows(t: pd.DataFrame) -> pd.DataFrame:
    kolommen = {kop: [wording.getal(n) for n in t[k]] for k, kop in _KOPPEN.items()}
    return pd.DataFrame({"Tabel": t["tabel"], "Bestand": t["bestand"], "Blad": t["blad"], **kolommen})


def _undo(ids: list[int]) -> None:
    if st.button("Maak dit laden ongedaan", key="ongedaan", icon=":material/undo:"):
        try:
            with st.spinner("De cijfers van ervoor worden teruggezet"):
                dashboard.withdraw_levering(None, ids, wie=access.check().wie)
        except Melding as melding:
            st.error(on_screen(str(melding)), icon=":material/info:")
            return
        forget()
        st.session_state["laad_teruggenomen"] = True
        st.rerun()


def taken_back() -> None:
    """Says once that the last load was undone."""
    if st.session_state.pop("laad_teruggenomen", False):
        st.info(
            "Het laden is ongedaan gemaakt: de cijfers zijn weer als ervoor. Bij Leveringen kunt u het terugzetten."
        )


def forget() -> None:
    st.session_state.pop(_VERSLAG, None)
