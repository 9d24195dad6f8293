"""Words of their code lists beside our codes, with the official word for each."""

import streamlit as st

from core import dashboard
from core.dashboard import Woordvoorstel
from core.model import wording
from core.ui.gegevens.lading import Lading, key
from core.ui.gegevens.words import KIES
from core.ui.melding import plain

Antwoorden = dict[tuple[str, ...], str | None]


def ask_unknown(woorden: tuple[Woordvoorstel, ...]) -> Antwoorden:
    """The words that are not known; keys of the word -> the code that was chosen."""
    onbekend = [w for w in woorden if w.code is None]
    if not onbekend:
        return {}
    st.markdown(
        "**Woorden die niet bekend zijn.** Kies wat elk woord betekent. Wat u leeg laat, telt niet mee waar het "
        "woord nodig "
        "is. De officiële woorden staan op de pagina Verantwoording, bij Codelijsten."
    )
    return _rows(onbekend)


def ask_known(woorden: tuple[Woordvoorstel, ...]) -> Antwoorden:
    """The words that are known, to look at and to change."""
    bekend = [w for w in woorden if w.code is not None]
    if not bekend:
        return {}
    with st.expander(f"Woorden die bekend zijn ({len(bekend)})"):
        return _rows(bekend)


def take(lading: Lading, woorden: tuple[Woordvoorstel, ...], gekozen: Antwoorden) -> None:
    nu = {w.sleutels: w.code for w in woorden}
    for sleutels, code in gekozen.items():
        if code is not None and code != nu[sleutels]:
            lading.antwoorden |= {("code", s): code for s in sleutels}


def _rows(woorden: list[Woordvoorstel]) -> Antwoorden:
    uit: Antwoorden = {}
    for w in woorden:
        codes = dashboard.code_words(w.tabel, w.kolom)
        links, rechts = st.columns((5, 6), vertical_alignment="center")
        rijen = "1 rij" if w.rijen == 1 else f"{wording.getal(w.rijen)} rijen"
        links.markdown(f"**{plain(w.hun)}**  \n:small[{w.kolom} van {w.tabel}, {rijen}]")
        uit[w.sleutels] = rechts.selectbox(
            f"{w.hun} betekent",
            list(codes),
            index=list(codes).index(w.code) if w.code in codes else None,
            key=key(f"woord-{w.tabel}-{w.kolom}-{w.hun}"),
            format_func=lambda c, codes=codes: c if codes[c] == c else f"{c} {codes[c]}",
            placeholder=KIES,
            filter_mode=None,
            label_visibility="collapsed",
        )
    return uit
