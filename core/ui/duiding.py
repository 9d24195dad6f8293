"""Points of the ontwikkeltafel on screen: what stands open with what happened since, writing, and every version."""

from datetime import date
from html import escape

import streamlit as st

from core import dashboard
from core.charts.sentence import since
from core.dashboard import Punt
from core.model import wording
from core.model.selectie import Selectie
from core.ui import access, duiding_form, filters
from core.ui.figure import downloads
from core.ui.melding import empty
from core.ui.names import goal_label
from core.ui.table import Html, show_table, text_html

_EERST = 20  # points that are drawn at once: each asks for its figures
_OPEN = "duiding_open"  # which point is opened, and for what
_STATUS = {"open": ("○", "kd-let"), "loopt": ("…", "kd-stil"), "klaar": ("✔", "kd-goed"), "vervallen": ("–", "kd-stil")}
_VELDEN = {
    "verklaring": "Verklaring",
    "hypothese": "Hypothese",
    "besluit": "Besluit",
    "les": "Les",
    "eigenaar": "Wie doet het",
    "klaar": "Klaar op",
    "status": "Status",
    "fase": "Stap van de les",
}


def open_points(view, selectie: Selectie, doel: str | None = None) -> None:
    """What comes back, the overdue first; of one goal, or of the whole region."""
    alle = [p for p in dashboard.duiding(view, selectie.regio, doel) if p.comes_back]
    vandaag = date.today()
    if not alle and doel is None:
        empty(
            "Er staan geen punten open",
            "Een punt maakt u op de pagina Doelen, onder een doel: daar staat het cijfer waar het over gaat.",
        )
        st.page_link("pages/doelen.py", label="Naar Doelen", query_params=filters.address())
        return
    if doel is None:
        laat = sum(p.overdue(vandaag) for p in alle)
        wat = "1 punt staat open" if len(alle) == 1 else f"{len(alle)} punten staan open"
        st.markdown(f"{wat}" + (f", waarvan {laat} over de datum." if laat else "."))
    getoond = alle if st.session_state.get("duiding_alle") else alle[:_EERST]
    for punt in getoond:
        card(view, punt, link=doel is None)
    if len(getoond) < len(alle):
        st.button(f"Toon ook de andere {len(alle) - len(getoond)}", key="duiding_meer", on_click=_show_all)


def closed_points(view, selectie: Selectie, doel: str | None = None) -> None:
    """What is done or dropped: readable, and to be opened again."""
    dicht = [p for p in dashboard.duiding(view, selectie.regio, doel) if not p.comes_back]
    if not dicht:
        return
    with st.expander(f"Afgerond ({len(dicht)})"):
        for punt in dicht[:_EERST]:
            card(view, punt, link=doel is None)


def lessons(view, selectie: Selectie) -> None:
    """Every lesson with the step it is at."""
    rijen = [
        {
            "Stap": p.fase,
            "Les": p.les or "alleen in Intern te lezen",
            "Doel": f"{goal_label(selectie.regio, p.doel)} ({p.doel})",
            "Punt": str(p.nr),
        }
        for p in sorted(dashboard.duiding(view, selectie.regio), key=lambda p: p.fase != "geleerd")
        if p.fase
    ]
    if rijen:
        st.header("Lessen", anchor=False)
        st.caption(
            "Een les is waargenomen, dan herkend (hiermee gaan we aan de slag), dan geleerd (een meting laat het zien)."
        )
        show_table(rijen, "1 les" if len(rijen) == 1 else f"{len(rijen)} lessen")


def take_along(view, selectie: Selectie) -> None:
    """Every version of every point as a file."""
    aantal = len(view.duiding(selectie.regio, historie=True))
    if aantal:
        with st.container(horizontal=True):
            downloads(lambda v: dashboard.duiding_blad(v, selectie), view, selectie, "duiding", rijen=aantal)


def of_goal(view, selectie: Selectie, doel_id: str) -> None:
    """On the page of a goal: its points, and the form for a new one about what is on screen."""
    st.header("Duiding", anchor=False)
    open_points(view, selectie, doel_id)
    closed_points(view, selectie, doel_id)
    if not dashboard.may_write_punt(access.check()):
        return
    nieuw = dashboard.new_punt(view, selectie, doel_id)
    with st.expander("Nieuw punt over dit cijfer", icon=":material/add:", key=f"duiding_nieuw_{doel_id}"):
        st.caption(
            f"Dit punt gaat over: {dashboard.selection_in_words(nieuw.selectie)}. Schrijf niets over een kind of gezin."
        )
        duiding_form.form(view, nieuw)


def card(view, punt: Punt, *, link: bool = True) -> None:
    """One point: what it says, what happened since, the way to change it and to its versions; `link`: to its goal."""
    st.html(f'<div class="kd-punt">{_head(punt)}<dl>{_fields(punt)}</dl>{_since(view, punt)}{_foot(punt)}</div>')
    duiding_form.said(punt)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if dashboard.may_write_punt(access.check()) and punt.leesbaar:
            _toggle(punt, "wijzig", "Wijzigen")
        _toggle(punt, "historie", "Alle versies")
        if link and dashboard.doel_van(punt.selectie.regio, punt.doel):
            st.page_link(
                "pages/doelen.py",
                label="Naar het doel",
                query_params=filters.address_of(punt.selectie) | {"doel": punt.doel},
            )
    if st.session_state.get(_OPEN) == (punt.nr, "wijzig"):
        duiding_form.form(view, punt)
    elif st.session_state.get(_OPEN) == (punt.nr, "historie"):
        _versions(view, punt)


def _head(punt: Punt) -> str:
    symbool, klasse = _STATUS[punt.status]
    chips = f'<span class="kd-chip {klasse}"><span aria-hidden="true">{symbool}</span>{escape(punt.status)}</span>'
    if punt.overdue(date.today()):
        chips += ' <span class="kd-chip kd-slecht"><span aria-hidden="true">!</span>over de datum</span>'
    label = goal_label(punt.selectie.regio, punt.doel)
    return (
        f'<h3>{escape(label)} <span class="kd-id">{escape(punt.doel)}, punt {punt.nr}</span></h3>'
        f'<p class="kd-klein">{text_html(dashboard.selection_in_words(punt.selectie))}</p><div>{chips}</div>'
    )


def _fields(punt: Punt) -> str:
    uit = {}
    for naam in ("verklaring", "hypothese", "besluit"):
        if tekst := getattr(punt, naam):
            uit[_VELDEN[naam]] = tekst
    if punt.fase:
        uit[f"Les ({punt.fase})"] = punt.les or "alleen in Intern te lezen"
    uit |= {"Wie doet het": punt.eigenaar} if punt.eigenaar else {}
    uit |= {"Klaar op": wording.datum(punt.klaar)} if punt.klaar else {}
    if not punt.leesbaar:
        uit["Tekst"] = "Hierin kan een exact aantal staan: alleen te lezen in Intern, voor wie exacte cijfers mag zien."
    return "".join(f"<dt>{escape(k)}</dt><dd>{text_html(v)}</dd>" for k, v in uit.items())


def _since(view, punt: Punt) -> str:
    """What happened since, in one or two sentences."""
    s = dashboard.sindsdien(view, punt)
    zin = s.zin or since(s.toen, s.nu, s.eenheid)
    if s.gedeeld is not None:
        zin += (
            f" Het cijfer van toen is sindsdien gecorrigeerd: toen het punt werd gemaakt stond er in Delen "
            f"{wording.with_eenheid(s.gedeeld, s.eenheid)}."
        )
    return f"<p><b>Wat is er sindsdien gebeurd?</b> {text_html(zin)}</p>"


def _foot(punt: Punt) -> str:
    tm = f"; gegevens toen t/m {wording.datum(punt.toen.tm)}" if punt.toen.tm else ""
    return f'<p class="kd-klein">{escape(punt.wie)}, {wording.moment(punt.op)}, versie {punt.versie}{text_html(tm)}</p>'


def _versions(view, punt: Punt) -> None:
    """Every version, the newest first, with what changed in it."""
    alle = dashboard.punt_history(view, punt)
    rijen = [
        {"Versie": str(nu.versie), "Op": wording.moment(nu.op), "Wie": nu.wie, "Wat": Html(_changes(eerder, nu))}
        for eerder, nu in zip([None, *alle], alle, strict=False)
    ]
    show_table(rijen[::-1], f"Alle versies van punt {punt.nr}")


def _changes(eerder: Punt | None, nu: Punt) -> str:
    """The fields that this version sets otherwise than the one before."""
    if not nu.leesbaar:
        return "alleen in Intern te lezen"
    delen = []
    for naam, label in _VELDEN.items():
        waarde, oud = (getattr(p, naam) or None if p else None for p in (nu, eerder))  # "" and None are both empty
        if waarde != oud:
            tekst = wording.datum(waarde) if naam == "klaar" else waarde
            delen.append(f"<b>{label}</b>: {text_html(tekst) if waarde else 'leeg'}")
    return "<br>".join(delen) or "niets veranderd"


def _toggle(punt: Punt, wat: str, label: str) -> None:
    is_open = st.session_state.get(_OPEN) == (punt.nr, wat)
    st.button(
        f"{label} sluiten" if is_open else label,
        key=f"duiding_{wat}_{punt.nr}",
        type="tertiary",
        on_click=st.session_state.__setitem__,
        args=(_OPEN, None if is_open else (punt.nr, wat)),
    )


def _show_all() -> None:
    st.session_state["duiding_alle"] = True
