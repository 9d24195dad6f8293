"""How every page begins: access, title, banner, filters, data. The first call of each page."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.ui import access, filters, gate, keuzes, melding, mode, search, style, written

NAAM = "Kernwaarden-dashboard"
# A file of our own: for a material icon the browser asks Google for the picture.
ICOON = Path(__file__).with_name("icoon.svg")
# Pages that say something without any figure.
_ZONDER_CIJFERS = {"Duiding", "Gegevens", "Opvragen", "Mijlpalen", "Dekking", "Verantwoording", "Beheer", "Handleiding"}

# For a screen that others look at: figures to share, whatever the mode.
_TE_DELEN = {"Presentatie"}


def start_page(titel: str) -> tuple[dashboard.View, Selectie]:
    """Checks access, draws title, banner and filters; gives the view and what was chosen. Raises Melding
    when the data cannot be opened."""
    gate.check()
    lezer = access.enter(titel)
    _through_app()
    written.arrive()
    st.set_page_config(
        page_title=f"{titel} · {NAAM}",
        page_icon=ICOON,
        layout="wide",
        initial_sidebar_state="auto",
    )
    style.apply()
    with st.container(gap="xxsmall", key="kop"):  # kept low: the first screen is for the answer
        st.title(titel, anchor=False)
        with st.spinner("De gegevens worden klaargezet: een halve minuut, bij veel gegevens een paar minuten"):
            store = dashboard.open_store(bereik=lezer.bereik)
        onder = st.empty()
        if store.is_voorbeeld:
            banner = st.empty()
        view = mode.choose(store, lezer, titel in _TE_DELEN)
        mode.stamp(view)
    boven = st.sidebar.container()  # the search stands above the filters, and needs to know what they say
    selectie = filters.choose(view, titel)
    with boven:
        search.box(view, selectie)
    if store.is_voorbeeld:
        banner.html(_banner())
    onder.html(f'<p class="kd-onder">{escape(filters.in_words(view, selectie, titel))}</p>')
    if over := filters.left_out():
        st.info(
            f"De link bevatte een onbekende keuze bij {wording.opsomming(over)}; die is overgeslagen.",
            icon=":material/link_off:",
        )
    with st.sidebar:
        keuzes.box(view, titel)
        access.sign_out_button(lezer)
    access.gezien(titel, view, selectie)
    if titel not in _ZONDER_CIJFERS and not view.store.dekking:
        _nothing_yet("Er zijn nog geen cijfers geladen", "Deze pagina vult zich vanzelf zodra er een levering is.")
    return view, selectie


def _banner() -> str:
    """Its link takes the choices along: it opens a new session, that would show exact figures where Delen was on."""
    adres = escape(f"handleiding?{urlencode(filters.address(), doseq=True)}")
    return (
        '<div class="kd-banner" role="note"><strong>Voorbeeldgegevens: geen echte kinderen.</strong>'
        f'<span>Nieuw hier? <a class="kd-link" href="{adres}">Begin met de handleiding</a>, of laad eigen '
        "gegevens op de pagina Gegevens.</span></div>"
    )


def need(view, tabel: str) -> None:
    """Stops the page with a friendly word when a table it cannot do without is not loaded."""
    if tabel not in view.store.dekking:
        _nothing_yet(
            f"Nog geen gegevens over {tabel}", f"Deze pagina vult zich vanzelf zodra de tabel {tabel} is geladen."
        )


def _nothing_yet(kop: str, uitleg: str) -> None:
    """One sentence and the way to go on, for who may go there; then the page stops."""
    if access.check().may_load:
        melding.empty(kop, f"{uitleg} Laden doet u op de pagina Gegevens; daar staat ook een leeg sjabloon.")
        st.page_link("pages/gegevens.py", label="Naar Gegevens", icon=":material/upload_file:")
    else:
        melding.empty(kop, f"{uitleg} Vraag de beheerder om een levering te laden.")
    st.stop()


def _through_app() -> None:
    """A first visit to a deep link runs the page without app.py: a folder called `pages/` switches on
    Streamlit's old mode until somebody ran `st.navigation`. Leave that mode and start again, so that every
    visit has the same menu."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
