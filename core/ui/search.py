"""The one search, on every page: what is found stands under the box, and pages that list the same show only that."""

from html import escape

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.ui import access, filters
from core.ui.melding import plain

# What a page is about, in words that its name does not say. The names stand in app.py.
PAGINAS = {
    "overzicht": ("Overzicht", "samenvatting begin welke doelen lopen achter aandacht"),
    "kernwaarden": ("Kernwaarden", "alle doelen per kernwaarde lijst"),
    "doelen": ("Doelen", "een doel van dichtbij, wat is er nodig, opgave, streefwaarde, percentage"),
    "duiding": ("Duiding", "punten, afspraken, besluiten, lessen, notities van de ontwikkeltafel"),
    "watals": ("Wat-als", "scenario, simulatie, voorspelling, prognose, toekomst"),
    "uithuisplaatsingen": ("Uithuisplaatsingen", "uit huis geplaatst, pleegzorg"),
    "maatregelen": ("Maatregelen", "jeugdbescherming, instroom, uitstroom, stand"),
    "duur": ("Duur", "hoe lang duren maatregelen, doorlooptijd"),
    "vergelijken": ("Vergelijken", "benchmark, naast elkaar, trechter, kaart, gemeenten en GI's"),
    "jeugdhulp": ("Jeugdhulp", "trajecten, kosten, crisis"),
    "mijlpalen": ("Mijlpalen", "behaald, bewijs, planning"),
    "veranderd": ("Wat veranderde er?", "verschil tussen leveringen, correctie, vorige keer"),
    "cbs": ("Klopt het met het CBS?", "statline, aansluiting, verklaring van het verschil"),
    "rapport": ("Rapport", "tafelblad, kwartaalrapport, pdf, word, powerpoint, cijferboek, afdrukken"),
    "presentatie": ("Presentatie", "groot scherm, vergadering, dia"),
    "handleiding": ("Handleiding", "hulp, uitleg, hoe werkt het"),
    "gegevens": ("Gegevens", "laden, levering, bestand, excel, csv, importeren, uploaden, sjabloon"),
    "opvragen": ("Opvragen", "formulier, ontbrekende cijfers, aanvragen"),
    "dekking": ("Dekking", "welke doelen hebben een cijfer"),
    "verantwoording": ("Verantwoording", "definities, berekening, bronnen, toegankelijkheid, codelijsten"),
    "beheer": ("Beheer", "gebruikers, rollen, instellingen, logboek, reservekopie, bewaren"),
}
_TEKST, _VAK = "zoektekst", "zoek"
_EERST = 6  # of one kind under the box
_PAGINAS_EERST = 3


def box(view, selectie: Selectie) -> None:
    """The box with what is found under it. What was typed stays on the next page."""
    st.session_state[_VAK] = st.session_state.get(_TEKST, "")
    st.text_input(
        "Zoek een doel of een begrip",
        key=_VAK,
        type="search",
        placeholder="bijvoorbeeld: OTS, 5.1.b of 20%",
        on_change=_typed,
    )
    gevonden = found(selectie)
    if gevonden is None:
        return
    doelen, begrippen, maten = ([v for v in gevonden if v.soort == s] for s in ("doel", "begrip", "maat"))
    punten = dashboard.search_punten(view, text(), selectie.regio)
    paginas = [p for p in dashboard.matching(text(), _about_pages()) if access.may_open(p)]
    if not gevonden and not punten and not paginas:
        st.caption(f"Niets gevonden met “{plain(text())}”. Zoek met minder woorden, of op het nummer van een artikel.")
    for doel in doelen[:_EERST]:
        st.page_link(
            "pages/doelen.py", label=f"{doel.id}: {doel.naam}", query_params=filters.address() | {"doel": doel.id}
        )
    if len(doelen) > _EERST:
        st.page_link(
            "pages/kernwaarden.py", label=f"Alle {len(doelen)} doelen die hierop lijken", query_params=filters.address()
        )
    if punten:
        wat = _counted(len(punten), "punt van de duiding", "punten van de duiding")
        st.page_link("pages/duiding.py", label=wat, query_params=filters.address())
    for begrip in begrippen[:2]:
        st.html(f'<p class="kd-klein"><b>{escape(begrip.naam)}</b>: {escape(begrip.uitleg)}</p>')
    if maten or len(begrippen) > 2:
        st.page_link(
            "pages/verantwoording.py",
            label=wording.opsomming(_kinds(len(begrippen), len(maten))),
            query_params=filters.address(),
        )
    for pagina in paginas[:_PAGINAS_EERST]:
        st.page_link(f"pages/{pagina}.py", label=f"Pagina {PAGINAS[pagina][0]}", query_params=filters.address())


def _about_pages() -> dict[str, str]:
    return {p: f"{titel} {over}" for p, (titel, over) in PAGINAS.items()}


def text() -> str:
    """What is in the box."""
    return st.session_state.get(_TEKST, "").strip()


def found(selectie: Selectie) -> tuple | None:
    """What is found, the best first; None when nothing is asked."""
    return dashboard.search(text(), selectie.regio) if text() and selectie.regio else None


def ids(selectie: Selectie, soort: str) -> dict[str, int] | None:
    """The ids of one kind that are found, with their place; None when nothing is asked: everything."""
    gevonden = found(selectie)
    return None if gevonden is None else {v.id: nr for nr, v in enumerate(gevonden) if v.soort == soort}


def told(aantal: int, van: int, wat: tuple[str, str]) -> None:
    """One line on a page that shows only what is found. `wat`: the word for one, and for more."""
    if text():
        st.caption(
            f"{_counted(aantal, *wat)} gevonden van de {van} met “{plain(text())}”. Wis het zoekvak links voor alles."
        )


def _typed() -> None:
    st.session_state[_TEKST] = st.session_state[_VAK]


def _kinds(begrippen: int, maten: int) -> list[str]:
    """What there is of each, not how much there is not."""
    alle = ((begrippen, "begrip", "begrippen"), (maten, "maat", "maten"))
    return [_counted(*deel) for deel in alle if deel[0]]


def _counted(aantal: int, een: str, meer: str) -> str:
    return f"1 {een}" if aantal == 1 else f"{aantal} {meer}"
