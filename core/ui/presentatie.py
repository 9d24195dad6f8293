"""Goals on a large screen, one a page: which ones, the one that is shown, and the buttons and keys to go on.

The keys are those of a keyboard and of a clicker (PageUp, PageDown); `core/ui/gate/scherm.js` presses our buttons for
them. What is shown stands in the address, so that a link opens there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import streamlit as st

from core import dashboard
from core.charts import picture
from core.charts import sentence as sentences
from core.model import wording
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.ui import doelen, filters, overzicht, written
from core.ui.address import Adres
from core.ui.choice import unknown
from core.ui.figure import now_of
from core.ui.goal_words import figure, sentence, target, verdict_chip
from core.ui.melding import empty
from core.ui.outcome import unit
from core.ui.style import dark
from core.ui.table import text_html

HOOFD, AANDACHT, EIGEN = "hoofd", "aandacht", "eigen"
_SOORTEN = {HOOFD: "De hoofddoelen", AANDACHT: "Wat aandacht vraagt", EIGEN: "Eigen keuze"}
_NAMEN = ("toon", "kies", "doel")  # in the address
_ADRES, _KEUZE = "presentatie_adres", "presentatie_keuze"
# Of the picture in its own pixels: the screen makes it two to three times as large, letters too.
_BREED, _HOOG = 800, 214


@dataclass(frozen=True)
class Reeks:
    """The goals that are gone through (DoelStanden), which of them is shown, and all there are to choose from."""

    toon: str
    standen: list
    nummer: int
    alle: list

    @property
    def stand(self):
        return self.standen[self.nummer] if self.standen else None


def choose(view, selectie: Selectie) -> Reeks:
    """What is gone through, by the address or what was chosen here, and where we are: at the goal of the address, else
    the first."""
    standen = view.doelen(selectie.with_(per="jaar"))
    op_id = {s.doel.id: s for s in standen}
    gegeven = {n: st.query_params.get_all(n) for n in _NAMEN if n in st.query_params}
    if volgt := _KEUZE not in st.session_state or written.is_new(_ADRES, gegeven):
        st.session_state[_KEUZE] = gegeven
    keuze = st.session_state[_KEUZE]
    toon = next((t for t in keuze.get("toon", ()) if t in _SOORTEN), HOOFD)
    if toon == HOOFD:
        gekozen = overzicht.main_goals(standen, dashboard.regios()[selectie.regio])
    elif toon == AANDACHT:
        gekozen = overzicht.by_harm(doelen.with_figures(standen))
    else:
        gekozen = [op_id[i] for i in dict.fromkeys(keuze.get("kies", ())) if i in op_id]
    ids = [s.doel.id for s in gekozen]
    nummer = next((ids.index(i) for i in keuze.get("doel", ()) if i in ids), 0)
    if volgt:
        _say_unknown(keuze, toon, gekozen, op_id)
    _publish(gegeven, toon, ids, nummer)
    return Reeks(toon, gekozen, nummer, standen)


def _say_unknown(keuze: Adres, toon: str, gekozen: list, op_id: dict) -> None:
    """What a link asks for and is not here."""
    if set(keuze.get("toon", ())) - set(_SOORTEN):
        unknown("Welke doelen?", f"hier staat: {_SOORTEN[toon].lower()}")
    if toon == EIGEN and set(keuze.get("kies", ())) - set(op_id):
        unknown("Eigen keuze", "die doelen zijn overgeslagen")
    ids = [s.doel.id for s in gekozen]
    if ids and set(keuze.get("doel", ())) - set(ids):
        unknown("doel", f"hier staat {gekozen[0].doel.label}")


def _publish(gegeven: Adres, toon: str, ids: list[str], nummer: int) -> None:
    """Keep what is shown, and write it in the address when that changes."""
    nieuw = {"toon": [toon]} | ({"kies": ids} if toon == EIGEN else {}) | ({"doel": [ids[nummer]]} if ids else {})
    st.session_state[_KEUZE] = nieuw
    if written.keep(_ADRES, gegeven, nieuw):
        overig = {n: st.query_params.get_all(n) for n in st.query_params if n not in _NAMEN}
        st.query_params.from_dict(overig | nieuw)


def show(maak: Callable, reeks: Reeks, view, selectie: Selectie) -> None:
    """The goal, to be read from the back of a room; `maak` is `series` of core.charts."""
    if reeks.stand is None:
        empty("Geen doelen om te tonen", "Kies onderaan bij Welke doelen wat u wilt laten zien.")
        return
    stand, momenten = reeks.stand, now_of(view, reeks.stand, selectie)
    feiten = "".join(f"<div><dt>{escape(k)}</dt><dd>{v}</dd></div>" for k, v in _facts(stand, momenten))
    gegevens = escape(f"{filters.in_words(view, selectie, 'Presentatie')} · {view.stempel}")
    st.html(
        f'<section class="kd-zaal"><p class="kd-zaal-klein">{gegevens}</p>'
        f'<h2>{escape(stand.doel.label)} <span class="kd-id">{escape(stand.doel.id)}</span></h2>'
        f"<dl>{feiten}</dl>{_chart(maak, stand, momenten)}<p>{text_html(sentence(stand))}</p></section>"
    )


def _facts(stand, momenten) -> list[tuple[str, str]]:
    """Now, a year ago, the agreement and the verdict, as HTML; only what is known."""
    u, eenheid = stand.uitkomst, unit(stand)
    delen = []
    if momenten is not None:
        voorlopig = ", voorlopig" if momenten.nu["voorlopig"] else ""
        delen.append((f"Nu: {sentences.moment(momenten.nu)}{voorlopig}", _value(momenten.nu, eenheid)))
        if momenten.toen is not None:
            delen.append(("Een jaar eerder", _value(momenten.toen, eenheid)))
    if u.padwaarde is not None and u.basis is not None and u.padwaarde != u.doelwaarde:
        delen.append((f"Pad op {wording.datum(u.dag)}", escape(figure(u.padwaarde, eenheid))))
    if (doel := target(stand)) != wording.LEEG:
        delen.append(("Afgesproken", escape(doel)))
    return [*delen, ("Oordeel", verdict_chip(stand))]


def _value(rij, eenheid: str) -> str:
    if wording.is_empty(rij["waarde"]):
        return f"<small>{VERBORGEN}</small>"
    cijfer = wording.waarde(rij["waarde"], eenheid, kort=True)
    woord = wording.with_eenheid(rij["waarde"], eenheid, kort=True).removeprefix(cijfer)
    return f"{escape(cijfer)}<small>{escape(woord)}</small>"


def _chart(maak: Callable, stand, momenten) -> str:
    """The course as a picture: drawn once, so that it fits every screen, with its letters."""
    if not doelen.has_course(stand):
        return ""
    grafiek = maak(
        stand.reeks,
        label=stand.doel.label,
        eenheid=unit(stand),
        uitkomst=stand.uitkomst,
        breuken=stand.breuken,
        momenten=momenten,
        donker=dark(),
        hoogte=_HOOG,
    )
    alt = escape(f"{grafiek.titel}. {grafiek.beschrijving}", quote=True)
    onder = f'<p class="kd-zaal-klein">{escape(grafiek.toelichting)}</p>' if grafiek.toelichting else ""
    return f'<img alt="{alt}" src="data:image/svg+xml,{quote(picture.svg(grafiek, _BREED))}">{onder}'


def steer(reeks: Reeks) -> None:
    """The buttons below: to another goal, which goals, and out."""
    aantal, nr = len(reeks.standen), reeks.nummer
    with st.container(horizontal=True, key="presentatie_knoppen", vertical_alignment="center", gap="small"):
        _button("eerste", "Eerste", "first_page", 0, reeks, nr > 0)
        _button("vorige", "Vorige", "chevron_left", nr - 1, reeks, nr > 0)
        st.html(f'<p role="status">{nr + 1} van {aantal}</p>' if aantal else "<p>Geen doelen</p>", width="content")
        _button("volgende", "Volgende", "chevron_right", nr + 1, reeks, nr < aantal - 1)
        _button("laatste", "Laatste", "last_page", aantal - 1, reeks, nr < aantal - 1)
        with st.popover(f"Welke doelen: {_SOORTEN[reeks.toon].lower()}"):
            _which(reeks)
        if st.button("Terug", key="presentatie_terug", icon=":material/close:"):
            st.switch_page("pages/overzicht.py", query_params=filters.address())


def _button(naam: str, label: str, icoon: str, naar: int, reeks: Reeks, kan: bool) -> None:
    st.button(
        label,
        key=f"presentatie_{naam}",
        icon=f":material/{icoon}:",
        disabled=not kan,
        on_click=_go,
        args=([reeks.standen[naar].doel.id] if kan else [],),
    )


def _go(doel: list[str]) -> None:
    st.session_state[_KEUZE] = st.session_state[_KEUZE] | {"doel": doel}


def _which(reeks: Reeks) -> None:
    st.session_state["presentatie_toon"] = reeks.toon
    st.radio("Welke doelen?", list(_SOORTEN), format_func=_SOORTEN.get, key="presentatie_toon", on_change=_shown)
    if reeks.toon == EIGEN:
        namen = {s.doel.id: f"{s.doel.label} ({s.doel.id})" for s in reeks.alle}
        st.session_state["presentatie_kies"] = [s.doel.id for s in reeks.standen]
        st.multiselect(
            "Kies de doelen, in de volgorde waarin u ze toont",
            list(namen),
            format_func=lambda i: namen.get(i, i),
            key="presentatie_kies",
            placeholder="Kies een doel",
            on_change=_picked,
            filter_mode=None,
            select_all=False,
        )
    st.caption("Toetsen: pijltjes of PageUp en PageDown, Home, End; Esc sluit de presentatie.")


def _shown() -> None:
    """Another row of goals begins at its first; one's own begins with what was shown."""
    nu, toon = st.session_state[_KEUZE], st.session_state["presentatie_toon"]
    st.session_state[_KEUZE] = {"toon": [toon]} | ({"kies": nu.get("doel", [])} if toon == EIGEN else {})


def _picked() -> None:
    st.session_state[_KEUZE] = st.session_state[_KEUZE] | {"kies": list(st.session_state["presentatie_kies"])}
