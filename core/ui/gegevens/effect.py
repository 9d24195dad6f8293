"""What loading would do to five headline figures, against what is stored now."""

import streamlit as st

from core.model import wording
from core.ui.gegevens.lading import Lading
from core.ui.gegevens.progress import progress
from core.ui.gegevens.words import on_screen
from core.ui.outcome import reads_as_none
from core.ui.table import show_table

VANZELF = 100_000  # rows: fewer are worked out unasked


def show(lading: Lading, gelezen: int) -> None:
    """The five figures; of a large delivery only when somebody asks. Raises Melding as loading would."""
    st.subheader("Wat doet dit met de cijfers?", anchor=False)
    if gelezen > VANZELF and not lading.compared():
        st.caption("Dit is een grote levering; uitrekenen duurt ongeveer zo lang als laden.")
        if not st.button("Uitrekenen", key="uitrekenen", icon=":material/calculate:"):
            return
    with progress("De gevolgen worden uitgerekend") as voortgang:
        gevolg = lading.compare(voortgang)
    show_table(
        [_row(r) for r in gevolg.cijfers.itertuples()],
        "Vijf cijfers over alles wat er dan geladen is, vóór en na deze levering",
        getallen=["Nu", "Straks", "Verschil"],
    )
    for o in gevolg.verslag.opmerkingen:
        if o.code == "eerdere_levering":
            st.warning(on_screen(o.melding), icon=":material/compare_arrows:")
    if samen := int(gevolg.verslag.tabellen["samengevoegd"].sum()):
        st.caption(f"{_rows(samen)} dubbel of vervangen door een latere regel over hetzelfde, en tellen één keer.")


def _rows(n: int) -> str:
    return "1 regel staat er" if n == 1 else f"{wording.getal(n)} regels staan er"


def _row(r) -> dict[str, str]:
    voor, na = wording.with_eenheid(r.voor, r.eenheid), wording.with_eenheid(r.na, r.eenheid)
    leeg = wording.is_empty(r.voor) or wording.is_empty(r.na)
    stap, kant = ("", "") if leeg else _change(r.na - r.voor, r.eenheid)
    return {
        "Cijfer": r.label,
        "Periode": wording.periode(r.periode) + (f", zonder {r.onvolledig}" if r.onvolledig else ""),
        "Nu": voor,
        "Straks": na,
        "Verschil": f"{kant}{stap}" or wording.LEEG,
    }


def _change(stap: float, eenheid: str) -> tuple[str, str]:
    """How far, and which way; of what is written as 0 that it is (almost) the same."""
    if reads_as_none(stap, eenheid):
        return "vrijwel gelijk" if stap else "gelijk", ""
    return wording.waarde(abs(stap), eenheid), "+ " if stap > 0 else "− "
