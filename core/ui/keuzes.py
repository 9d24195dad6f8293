"""Saved choices, on every page: save what is on screen by a name, open it again, copy its link, rename it, throw it
away. What a saved choice asks for is checked as any other address."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.melding import Melding
from core.ui import access, address, filters
from core.ui.gate import pages
from core.ui.melding import plain

_LINK, _WEG, _RONDE, _GEZEGD = "keuze_link", "keuze_weg", "keuze_ronde", "keuze_gezegd"


def box(view, titel: str) -> None:
    """The list of this reader, behind one button in the sidebar."""
    lezer = access.check()
    with st.popover("Opgeslagen keuzes", icon=":material/bookmark:", width="stretch", key="keuzes"):
        try:
            alle = dashboard.keuzes(view, lezer)
        except Melding as fout:
            st.error(plain(str(fout)), icon=":material/info:")
            return
        for keuze in alle:
            _row(view, keuze)
        if not alle:
            st.caption("U hebt nog niets opgeslagen. Een opgeslagen keuze is een pagina met wat u links koos.")
        _new(view, titel, lezer)
        if alle:
            _change(view, [k.naam for k in alle], lezer)
        if gezegd := st.session_state.pop(_GEZEGD, ""):
            st.caption(plain(gezegd))


def own(titel: str, velden: dict[str, list[str]]) -> tuple[str, dict[str, str | list[str]]]:
    """The page with this title and the values of an address that a page of ours reads; the rest is left out."""
    pagina = titel.lower().replace("-", "")
    vraag = urlsplit(pages.own_address(f"/{pagina}", urlencode(velden, doseq=True))).query
    return pagina, {n: w if len(w) > 1 else w[0] for n, w in parse_qs(vraag).items()}


def _row(view, keuze) -> None:
    """Open it, or read why not; and its link."""
    if keuze.pagina not in pages.PAGINAS or not access.may_open(keuze.pagina):
        st.caption(f"{plain(keuze.naam)}: deze pagina is er niet, of niet voor u.")
        return
    links, rechts = st.columns([3, 2], vertical_alignment="center")
    with links:
        st.page_link(
            f"pages/{keuze.pagina}.py", label=plain(keuze.naam), help=_in_words(keuze), query_params=dict(keuze.velden)
        )
    if rechts.button("Toon de link", key=f"keuze_link_{keuze.naam}", type="tertiary"):
        st.session_state[_LINK] = None if st.session_state.get(_LINK) == keuze.naam else keuze.naam
    if weg := _missing(view, keuze):
        st.caption(f"Bestaat niet meer en wordt overgeslagen: {wording.opsomming(weg)}.")
    if st.session_state.get(_LINK) == keuze.naam:
        delen = urlsplit(str(st.context.url or ""))
        st.code(
            f"{delen.scheme}://{delen.netloc}/{keuze.pagina}?{urlencode(dict(keuze.velden), doseq=True)}",
            language=None,
            wrap_lines=True,
        )
        st.caption("Druk op het teken rechtsboven in het vak. De link laat niemand binnen.")


def _missing(view, keuze) -> list[str]:
    """What a saved choice asks for and is not in the lists now: names of codes where they are known."""
    keuzes = filters.choices(view)
    _, over = address.read({n: w for n, w in keuze.velden.items() if n in address.NAMEN}, keuzes)
    return [filters.LABELS[n] for n in over]


def _in_words(keuze) -> str:
    cijfers = "" if keuze.herkomst.intern else ", in Delen"
    return f"Pagina {keuze.pagina}{cijfers}, opgeslagen op {wording.moment(keuze.op)}"


def _new(view, titel: str, lezer) -> None:
    with st.form(f"keuze_nieuw_{st.session_state.get(_RONDE, 0)}", border=False):
        naam = st.text_input("Sla deze pagina met uw keuzes op als", placeholder="bijvoorbeeld: tafel Drechtsteden")
        if st.form_submit_button("Opslaan", width="stretch"):
            pagina, velden = own(titel, {n: st.query_params.get_all(n) for n in st.query_params})
            _try(lambda: dashboard.save_keuze(view, naam, pagina, velden, lezer=lezer), "Opgeslagen.")


def _change(view, namen: list[str], lezer) -> None:
    """Rename, and throw away in two steps."""
    with st.expander("Hernoemen of verwijderen"):
        gekozen = st.selectbox(
            "Welke keuze?", namen, key=f"keuze_welke_{st.session_state.get(_RONDE, 0)}", filter_mode=None
        )
        nieuw = st.text_input("Nieuwe naam", key=f"keuze_nieuwe_naam_{st.session_state.get(_RONDE, 0)}")
        if st.button("Hernoemen", key="keuze_hernoem", width="stretch"):
            _try(lambda: dashboard.rename_keuze(view, gekozen, nieuw, lezer=lezer), "De naam is veranderd.")
        if st.session_state.get(_WEG) != gekozen:
            st.button(
                "Verwijderen",
                key="keuze_verwijder",
                width="stretch",
                on_click=st.session_state.__setitem__,
                args=(_WEG, gekozen),
            )
        elif st.button(f"Ja, verwijder {plain(gekozen)}", key="keuze_zeker", type="primary", width="stretch"):
            _try(lambda: dashboard.remove_keuze(view, gekozen, lezer=lezer), "Verwijderd.")


def _try(doe: Callable[[], None], gelukt: str) -> None:
    """Does it and draws the page again, or says in one sentence why not."""
    try:
        doe()
    except Melding as fout:
        st.error(plain(str(fout)), icon=":material/info:")
        return
    st.session_state[_RONDE] = st.session_state.get(_RONDE, 0) + 1
    st.session_state[_GEZEGD], st.session_state[_WEG] = gelukt, None
    st.rerun()
