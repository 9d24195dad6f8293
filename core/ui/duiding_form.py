"""The form of a point. What was typed stays until it is kept: after a text that is too long, after a question, and when
somebody else kept a version meanwhile."""

from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from core import dashboard
from core.dashboard import FASEN, STATUSSEN, Gewijzigd, Punt
from core.model import wording
from core.model.melding import Melding
from core.ui import access, asked
from core.ui.melding import plain

_WOORDEN = {
    "verklaring": ("Verklaring", "Hoe komt het dat het cijfer zo is?"),
    "hypothese": ("Hypothese", "Wat denkt u dat er gebeurt als u iets verandert?"),
    "besluit": ("Besluit", "Wat spreekt u af?"),
    "les": ("Les", "Wat neemt u mee voor een volgende keer?"),
}
_RONDE, _GELUKT, _WIE, _OPEN = "duiding_ronde", "duiding_gelukt", "duiding_wie", "duiding_open"


def form(view, punt: Punt) -> None:
    """Draws the form for a new point or a next version, and keeps what is sent."""
    sleutel = f"duiding_{punt.nr or punt.doel}_{st.session_state.get(_RONDE, 0)}"
    basis = st.session_state.setdefault(f"{sleutel}_basis", punt.versie)
    with st.form(sleutel, border=True):
        velden = _draw(sleutel, punt)
        ingevuld = replace(punt, **velden, wie=_who(sleutel), versie=basis)
        if st.form_submit_button("Bewaren", type="primary"):
            _keep(view, ingevuld, sleutel)


def said(punt: Punt) -> None:
    """That this point was kept, once."""
    if st.session_state.get(_GELUKT) == punt.nr:
        del st.session_state[_GELUKT]
        st.success(f"Punt {punt.nr} is bewaard.", icon=":material/check:")


def _draw(sleutel: str, punt: Punt) -> dict:
    """The fields; each begins with what the point says and keeps what is typed."""

    def begin(naam: str, waarde) -> str:
        plek = f"{sleutel}_{naam}"
        if plek not in st.session_state:
            st.session_state[plek] = waarde
        return plek

    uit = {
        naam: st.text_area(label, key=begin(naam, getattr(punt, naam)), height=76, placeholder=vraag)
        for naam, (label, vraag) in _WOORDEN.items()
    }
    stappen = list(FASEN[FASEN.index(punt.fase) if punt.fase else 0 :])
    een, twee, drie, vier = st.columns([1.6, 1, 1, 1], vertical_alignment="bottom")
    uit["eigenaar"] = een.text_input(
        "Wie doet het? (een functie)", key=begin("eigenaar", punt.eigenaar), placeholder="bijvoorbeeld: regisseur jeugd"
    )
    uit["klaar"] = twee.date_input(
        "Klaar op",
        key=begin("klaar", punt.klaar),
        value=None,
        format="DD-MM-YYYY",
        min_value=date(2015, 1, 1),
        max_value=date(2045, 12, 31),
    )
    uit["status"] = drie.selectbox("Status", STATUSSEN, key=begin("status", punt.status), filter_mode=None)
    uit["fase"] = vier.selectbox(
        "Stap van de les", stappen, key=begin("fase", punt.fase or stappen[0]), filter_mode=None
    )
    return uit


def _who(sleutel: str) -> str:
    """Who is logged in; on one's own computer who says so, remembered in this visit."""
    lezer = access.check()
    if lezer.gedeeld:
        return lezer.naam
    if f"{sleutel}_wie" not in st.session_state:
        st.session_state[f"{sleutel}_wie"] = st.session_state.get(_WIE, "")
    return st.text_input("Wie schrijft dit?", key=f"{sleutel}_wie", placeholder="bijvoorbeeld: ontwikkeltafel jeugd")


def _keep(view, punt: Punt, sleutel: str) -> None:
    """Keeps it and draws the page again, or says why not. What may be right is asked once."""
    if not asked.confirmed(sleutel, dashboard.warnings_of(punt, date.today(), asked.no_child(view)), "Bewaren"):
        return
    try:
        bewaard = dashboard.save_punt(view, punt, lezer=access.check())
    except Gewijzigd as fout:
        st.session_state[f"{sleutel}_basis"] = fout.nieuwste.versie
        st.error(plain(str(fout)), icon=":material/info:")
        st.html(_other(fout.nieuwste))
        return
    except Melding as fout:
        st.error(plain(str(fout)), icon=":material/info:")
        return
    st.session_state[_WIE] = punt.wie
    st.session_state[_RONDE] = st.session_state.get(_RONDE, 0) + 1
    st.session_state[_GELUKT], st.session_state[_OPEN] = bewaard.nr, None
    st.rerun()


def _other(nieuwste: Punt) -> str:
    """What the other kept."""
    delen = {label: getattr(nieuwste, naam) for naam, (label, _) in _WOORDEN.items()}
    delen |= {"Wie doet het": nieuwste.eigenaar, "Klaar op": wording.datum(nieuwste.klaar), "Status": nieuwste.status}
    regels = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in delen.items() if v)
    return f'<div class="kd-punt"><p>Zo is het bewaard door {escape(nieuwste.wie)}:</p><dl>{regels}</dl></div>'
