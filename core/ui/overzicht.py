"""The overview: the main goals of the region, what needs attention, and the rest folded.

A `stand` is a DoelStand of the dashboard. A sparkline is HTML of core.charts.
"""

from html import escape

import streamlit as st

from core.model import wording
from core.model.doel import Regio
from core.ui import doelen, filters
from core.ui.goal_words import moment, path, size, verdict_chip
from core.ui.outcome import unit
from core.ui.table import text_html

_NIVEAUS = ("beleid", "prestatie", "inspanning")
_MEEST = 6  # cards of what needs attention


def main_goals(standen: list, regio: Regio) -> list:
    """The goals that the region named as its main ones, in its order; they are here whatever their verdict."""
    op_id = {s.doel.id: s for s in standen}
    return [op_id[i] for i in regio.hoofddoelen if i in op_id]


def by_harm(standen: list) -> list:
    """What needs attention, where most children are meant first: what happens to children before how work is done, and
    money last; then the number of children on the wrong side of what was agreed, then as the region orders them."""
    zaken = doelen.attention(standen)
    return sorted(zaken, key=lambda s: (unit(s).startswith("euro"), _NIVEAUS.index(s.doel.niveau), -beyond(s)))


def beyond(stand) -> float:
    """How many children, or measures and placements of one, the figure is from what was agreed for its day; 0 where it
    counts something else: of a child there are a hundred nights."""
    u, eenheid = stand.uitkomst, unit(stand)
    grens = u.padwaarde if u.padwaarde is not None else u.doelwaarde
    if wording.is_empty(u.waarde) or grens is None:
        return 0.0
    if eenheid in wording.PER_KIND:
        return abs(u.waarde - grens)
    if eenheid != "aandeel" or "n" not in stand.reeks:
        return 0.0
    zelf = stand.reeks.loc[stand.reeks["tot"] == u.dag, "n"].dropna()
    return abs(u.waarde - grens) * float(zelf.iloc[-1]) if len(zelf) else 0.0


def show_main(standen: list, regio: Regio, lijnen: dict[str, str], nu: dict[str, str]) -> None:
    """A row per main goal: its name as a link, value, path, verdict, course, and now and a year ago."""
    if not standen:
        return
    with st.container(key="hoofddoelen", gap=None):
        st.header(f"De hoofddoelen van {regio.naam}", anchor=False)
        for stand in standen:
            naam, rest = st.columns((9, 11), gap="medium", vertical_alignment="center")
            with naam, st.container(gap=None):
                link(stand)
                st.html(f'<p class="kd-klein">{text_html(nu.get(stand.doel.id) or stand.uitkomst.uitleg)}</p>')
            rest.html(_row(stand, lijnen.get(stand.doel.id, "")))


def link(stand) -> None:
    """The name of a goal, to its page."""
    st.page_link(
        "pages/doelen.py",
        label=f"**{stand.doel.label}**",
        query_params=filters.address() | {"doel": stand.doel.id},
    )


def _row(stand, lijn: str) -> str:
    u, eenheid = stand.uitkomst, unit(stand)
    cijfer, woord = wording.LEEG, ""
    if not wording.is_empty(u.waarde):
        cijfer, woord = wording.waarde(u.waarde, eenheid, kort=True), wording.ACHTERVOEGSEL.get(eenheid, eenheid)
    wanneer = f"{escape(moment(u))}{size(stand)}" if u.dag else ""
    return (
        f'<div class="kd-hoofd"><div><span class="kd-waarde">{escape(cijfer)} <small>{escape(woord)}</small></span>'
        f'<div class="kd-klein">{wanneer}</div></div><div>{verdict_chip(stand)}<div class="kd-klein">'
        f"{escape(path(stand))}</div></div><div>{lijn}</div></div>"
    )


def show_attention(standen: list, lijnen: dict[str, str], view, selectie) -> None:
    """Cards of what needs attention, most harm first."""
    if not standen:
        return
    st.header("Dit vraagt ook aandacht", anchor=False)
    st.html(
        '<p class="kd-klein">Eerst wat kinderen overkomt, daarna hoe het werk gaat, geld het laatst; daarbinnen het '
        "grootste aantal kinderen buiten de afspraak. Er wordt niet gekeken naar procenten van een norm.</p>"
    )
    eerst = standen[:_MEEST]
    doelen.cards(eerst, lijnen, doelen.now(view, selectie, eerst))


def show_rest(standen: list, regio: Regio, lijnen: dict[str, str]) -> None:
    """Every goal with figures, per kernwaarde and folded."""
    st.header("Alle doelen met cijfers", anchor=False)
    gekozen = doelen.choose_verdicts(standen)
    zichtbaar = [s for s in standen if s.uitkomst.oordeel in gekozen]
    for naam, groep in doelen.by_kernwaarde(zichtbaar, regio).items():
        with st.expander(f"{naam} ({len(groep)})", expanded=len(zichtbaar) <= _MEEST):
            doelen.goal_table(groep, lijnen)
