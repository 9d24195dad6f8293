"""The columns of a delivery beside ours: what is certain, what has to be looked at, what is not used."""

import streamlit as st

from core import dashboard
from core.dashboard import NAKIJKEN, NIET_GEBRUIKT, ZEKER, Deel, Kolomvoorstel
from core.model import wording
from core.ui.gegevens.lading import Lading, key
from core.ui.gegevens.words import GEEN, KIES, places
from core.ui.melding import plain

_BREED = (3, 4, 4)
_KOP = {ZEKER: "Kolommen die zeker zijn", NIET_GEBRUIKT: "Kolommen die niet gebruikt worden"}


def ask_open(deel: Deel, nr: int) -> dict[str, str | None]:
    """The columns that have to be looked at; key of the header -> what was chosen (None: nothing yet)."""
    rijen = [k for k in deel.kolommen if k.groep == NAKIJKEN]
    if not rijen:
        return {}
    st.markdown(f"**Kolommen van {plain(places(deel.waar))}**, gelezen als {deel.tabel}")
    return _rows(deel, rijen, nr)


def ask_rest(deel: Deel, nr: int) -> dict[str, str | None]:
    """The others, closed as long as nobody wants to change one."""
    uit: dict[str, str | None] = {}
    for groep, kop in _KOP.items():
        rijen = [k for k in deel.kolommen if k.groep == groep]
        if rijen:
            with st.expander(f"{kop} ({len(rijen)}): {_short(rijen, groep)}"):
                uit |= _rows(deel, rijen, nr)
    return uit


def take(lading: Lading, deel: Deel, gekozen: dict[str, str | None]) -> str:
    """Keeps what was chosen; a sentence when two columns were chosen for one of ours, and then nothing is kept."""
    nu = {dashboard.key_of(k.hun): k for k in deel.kolommen}
    nieuw = {s: o for s, o in gekozen.items() if o is not None and (nu[s].open or o != nu[s].onze)}
    straks = {s: k.onze for s, k in nu.items() if not k.open} | lading.per_tabel.get(deel.tabel, {}) | nieuw
    for onze in set(nieuw.values()) - {""}:
        hunne = [nu[s].hun for s, o in straks.items() if o == onze and s in nu]
        if len(hunne) > 1:
            return f"Voor {onze} zijn {wording.opsomming(hunne)} gekozen: kies er één, en zet de andere op '{GEEN}'."
    if nieuw:
        lading.per_tabel[deel.tabel] = lading.per_tabel.get(deel.tabel, {}) | nieuw
    return ""


def _short(rijen: list[Kolomvoorstel], groep: str) -> str:
    """What is in a closed list, in one line."""
    namen = [k.hun if groep == NIET_GEBRUIKT or k.hun.lower() == k.onze else f"{k.hun} = {k.onze}" for k in rijen]
    tekst = ", ".join(namen)
    return plain(tekst if len(tekst) <= 90 else tekst[:89] + "…")


def _rows(deel: Deel, rijen: list[Kolomvoorstel], nr: int) -> dict[str, str | None]:
    onze = dashboard.our_columns(deel.tabel)
    opties = [*onze, ""]
    uit = {}
    for k in rijen:
        sleutel = dashboard.key_of(k.hun)
        naam, gezien, keuze = st.columns(_BREED, vertical_alignment="center")
        naam.markdown(f"**{plain(k.hun)}**  \n:small[{plain(k.reden)}]")
        gezien.markdown(_examples(k))
        uit[sleutel] = keuze.selectbox(
            f"{k.hun} is",
            opties,
            index=opties.index(k.onze) if k.onze or not k.open else None,
            key=key(f"kolom-{nr}-{deel.tabel}-{sleutel}"),
            format_func=lambda o: f"{o}: {onze[o]}" if o else GEEN,
            placeholder=KIES,
            filter_mode=None,
            label_visibility="collapsed",
        )
    return uit


def _examples(k: Kolomvoorstel) -> str:
    """What stands there and how it is read, one under the other."""
    if not k.voorbeelden:
        return ":small[leeg]"
    regels = [
        f"{plain(hun)} → {plain(gelezen)}" if gelezen and gelezen != hun else plain(hun)
        for hun, gelezen in k.voorbeelden
    ]
    return "  \n".join(f":small[{r}]" for r in regels)
