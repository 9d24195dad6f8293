"""A chart on the page: its message as a heading, the picture, and under it the table, the explanation and the
downloads. Everything that leaves carries its definition, filters and data date."""

from collections.abc import Callable
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from core import dashboard
from core.charts.grammar import Grafiek
from core.dashboard import Blad, Plaatje, View
from core.model import wording
from core.model.doel import Doel
from core.model.maat import Maat
from core.model.melding import Melding
from core.model.momenten import Momenten
from core.model.selectie import Selectie
from core.model.weergave import INTERN, delen
from core.ui import access, filters
from core.ui.names import breaks, gemeenten, named
from core.ui.origin import open_number
from core.ui.outcome import outcome, unit
from core.ui.style import dark
from core.ui.table import readable, show_table, text_html

Tekenaar = Callable[..., Grafiek]  # from rows, and whether the page is dark
TABEL = ("csv", "xlsx")
_SOORTEN = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "png": ("Plaatje", "image/png"),
}


def course(maak: Callable, view: View, selectie: Selectie, maat: Maat, *, naast: int = 1, **extra) -> None:
    """The series of a maat in time, with the path of its goal and the breaks; `maak` is of core.charts.
    `naast`: how many figures stand beside each other in its row."""
    extra = {"smal": naast > 2, "hoogte": {1: 320, 2: 270}.get(naast, 230)} | extra

    def draw(view: View) -> tuple[Tekenaar, pd.DataFrame]:
        reeks, breuken = view.reeks(maat.id, selectie), breaks(selectie.regio, maat)
        komt = view.late_begins(maat.id, selectie)
        woorden = {
            "label": maat.label,
            "eenheid": maat.unit,
            "uitkomst": outcome(view, maat.fit(selectie), maat.id),
            "breuken": breuken,
            "momenten": dashboard.moments(view, maat.id, maat.fit(selectie), breuken),
        }
        return partial(maak, **woorden, **({} if komt.empty else {"komt": komt}), **extra), reeks

    show(draw, view, selectie, maat, naast=naast)


def divided(maak: Callable, view: View, selectie: Selectie, maat: Maat, kolom: str, *, naast: int = 1, **extra) -> None:
    """A maat by the parts of one column (gemeente, gi, verblijfsvorm). A part that is chosen in the filters
    is shown among the others, and stands out: alone it could not be compared."""
    keuze = selectie.with_(splits=(kolom,), **{kolom: ()})
    namen = gemeenten() if kolom == "gemeente" else {}
    nadruk = tuple(namen.get(w, w) for w in selectie.filter(kolom))
    woorden = (
        {"label": maat.label, "eenheid": maat.unit, "kolom": kolom} | ({"nadruk": nadruk} if nadruk else {}) | extra
    )

    def draw(view: View) -> tuple[Tekenaar, pd.DataFrame]:
        return lambda reeks, donker: maak(named(reeks), donker=donker, **woorden), view.reeks(maat.id, keuze)

    show(draw, view, keuze, maat, naast=naast)


def composed(
    maak: Callable, view: View, selectie: Selectie, maat: Maat, kolom: str, *, naast: int = 1, **extra
) -> None:
    """Of which parts a maat consists, as shares of the whole as this view shows it; `maak` is `parts` of
    core.charts."""
    keuze = selectie.with_(splits=(kolom,), **{kolom: ()})

    def draw(view: View) -> tuple[Tekenaar, pd.DataFrame]:
        geheel = view.reeks(maat.id, keuze.with_(splits=()))
        woorden = {"kolom": kolom, "eenheid": maat.unit, "geheel": geheel} | extra
        return lambda reeks, donker: maak(named(reeks), donker=donker, **woorden), view.reeks(maat.id, keuze)

    show(draw, view, keuze, maat, naast=naast)


def goal(maak: Callable, view: View, selectie: Selectie, doel: Doel) -> None:
    """One goal with its path; a figure that was asked for has no maat behind it."""

    def draw(view: View) -> tuple[Tekenaar, pd.DataFrame]:
        stand = view.doelbeeld(selectie.with_(per="jaar", splits=()), doel.id).stand
        return partial(maak, **words(view, stand, selectie)), stand.reeks

    show(draw, view, selectie, dashboard.maten().get(doel.maat or ""), doelen=(doel,))


def words(view: View, stand, selectie: Selectie) -> dict:
    """What the chart of a goal says beside its points."""
    return {
        "label": stand.doel.label,
        "eenheid": unit(stand),
        "uitkomst": stand.uitkomst,
        "breuken": stand.breuken,
        "momenten": now_of(view, stand, selectie),
    }


def now_of(view: View, stand, selectie: Selectie) -> Momenten | None:
    """How a goal is now and was a year ago; None for a milestone, and for what has no figure."""
    if stand.doel.doel.soort == "mijlpaal" or not stand.reeks["waarde"].notna().any():
        return None
    if stand.maat is None:
        return dashboard.moments_in(stand.reeks)
    eigen = dashboard.moments_in(stand.reeks, stand.breuken)
    try:
        gevraagd = dashboard.moments(view, stand.maat.id, selectie.with_(per="jaar"), stand.breuken, stand.doel)
    except Melding:  # shared as the figure of this goal only: then its own points are what can be told
        return eigen
    hidden = gevraagd is None or wording.is_empty(gevraagd.nu["waarde"])
    return eigen if hidden and eigen and not wording.is_empty(eigen.nu["waarde"]) else gevraagd


def show(
    draw: Callable[[View], tuple[Tekenaar, pd.DataFrame]],
    view: View,
    selectie: Selectie,
    maat: Maat | None,
    *,
    doelen: tuple[Doel, ...] = (),
    naast: int = 1,
    als: str = "",
    eenheid: str = "",
) -> None:
    """`draw` asks a view for the rows, and for how they are drawn: what is taken along by another view is asked of that
    one, title and all. `als`: a name that tells it apart, for a chart of a maat that stands on the page already.
    `eenheid`: of the rows, where that is not the unit of the maat."""
    teken, tabel = draw(view)
    picture(teken(tabel, donker=dark()), selectie, maat, naast=naast)
    selectie = maat.fit(selectie) if maat else selectie
    if not tabel["waarde"].notna().any():
        return
    sleutel = "-".join([als or (maat.id if maat else "opgave"), *selectie.splits, *(d.id for d in doelen)])

    def blad(view: View) -> Blad:
        teken, tabel = draw(view)
        plaatje = Plaatje(partial(teken, donker=False), view.weergave.naam)
        return Blad(tabel, plaatje.teken(tabel).titel, selectie, (maat,) if maat else (), doelen, plaatje=plaatje)

    _under(tabel, blad, view, selectie, maat, sleutel, eenheid)


def left_out(gekozen: Selectie, gebruikt: Selectie) -> str:
    """One sentence about the filters that say nothing about this figure; "" when all of them do."""
    weg = [k for k, _ in gekozen.filters if k not in dict(gebruikt.filters)]
    if not weg:
        return ""
    filters = f"filter{'s' if len(weg) > 1 else ''} op {wording.opsomming(wording.kolom(k) for k in weg)}"
    geldt = f"De {filters} gelden" if len(weg) > 1 else f"Het {filters} geldt"
    return f"{geldt} hier niet: dit cijfer gaat over {wording.alle(weg)}."


@st.fragment
def _under(
    tabel: pd.DataFrame,
    blad: Callable[[View], Blad],
    view: View,
    selectie: Selectie,
    maat: Maat | None,
    sleutel: str,
    eenheid: str,
) -> None:
    """The row under a chart. Only what is opened is worked out, and opening it runs only this row again."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        keuze = st.pills(
            "Meer over dit cijfer",
            ["Tabel", "Uitleg"] if maat else ["Tabel"],
            key=f"open-{sleutel}",
            label_visibility="collapsed",
        )
        downloads(blad, view, selectie, sleutel, rijen=len(tabel), soorten=(*TABEL, "png"))
    if keuze == "Tabel":
        eenheid = eenheid or (maat.unit if maat else blad(view).doelen[0].eenheid)
        leesbaar, getallen = readable(tabel, eenheid)
        show_table(leesbaar, f"In {eenheid}", getallen=getallen)
    elif keuze == "Uitleg":
        open_number(view, maat, selectie)


def picture(grafiek, selectie: Selectie | None = None, maat: Maat | None = None, *, naast: int = 1) -> None:
    """Only the chart: its message above it, what the marks mean below it. Beside other figures the messages
    take as many lines as each other, so that the charts stand level. A chart without figures is a sentence: why, and
    with a selection what to do. Which of the filters say nothing about `maat` stands under it."""
    geldt = maat.fit(selectie) if maat and selectie else selectie
    _draw(grafiek, geldt, naast)
    if maat and selectie and (zin := left_out(selectie, geldt)):
        st.html(f'<p class="kd-klein">{escape(zin)}</p>')


def _draw(grafiek, selectie: Selectie | None, naast: int) -> None:
    regels = 1 if grafiek.leeg else {1: 1, 2: 2}.get(naast, 4)
    nu = (
        f'<p class="kd-nu" style="min-height:{min(naast, 2)}lh">{escape(grafiek.nu)}</p>'
        if grafiek.nu and not grafiek.leeg
        else ""
    )
    st.html(f'<h2 class="kd-kop" style="min-height:{regels}lh">{escape(grafiek.titel)}</h2>{nu}')
    if grafiek.leeg:
        st.html(f'<p class="kd-klein kd-waarom">{text_html(_why(grafiek.leeg, selectie))}</p>')
        return
    st.vega_lite_chart(spec=grafiek.spec, theme=None, width="stretch")
    if grafiek.toelichting:
        hoog = ' style="min-height:3lh"' if naast > 2 else ""
        st.html(f'<p class="kd-klein kd-voet"{hoog}>{text_html(grafiek.toelichting)}</p>')


def _why(leeg: str, selectie: Selectie | None) -> str:
    """Why there is no figure and what to do about it, said once on a page: the next one refers to it."""
    verborgen = leeg == delen().waarom_leeg
    if selectie is None or not (verborgen or leeg == INTERN.waarom_leeg):
        return leeg
    zin = f"{leeg} {filters.way_on(selectie, hidden=verborgen)}"
    return zin if filters.first_time(zin) else "Om dezelfde reden als hierboven."


def downloads(
    blad: Callable[[View], Blad],
    view: View,
    selectie: Selectie,
    sleutel: str,
    *,
    rijen: int | None = None,
    soorten: tuple[str, ...] = TABEL,
) -> None:
    """A button per kind of file; made when it is pressed, by the views by which this reader may take figures along:
    what may be shared first, exact figures behind one more press."""
    for kind in soorten:
        _button(blad, view.leaving[0], selectie, f"kernwaarden-{sleutel.strip('-')}.{kind}", rijen)
    exact_downloads(blad, view, selectie, sleutel, rijen=rijen, soorten=soorten)


def exact_downloads(
    blad: Callable[[View], Blad],
    view: View,
    selectie: Selectie,
    sleutel: str,
    *,
    rijen: int | None = None,
    soorten: tuple[str, ...] = TABEL,
) -> None:
    """Only the exact figures, for who may take them along."""
    for eigen in view.leaving[1:]:
        with st.popover("Exact", type="tertiary", icon=":material/lock:", key=f"exact-{sleutel}"):
            st.caption("Exacte aantallen: alleen voor wie met de gegevens mag werken.")
            for kind in soorten:
                _button(blad, eigen, selectie, f"intern-{sleutel.strip('-')}.{kind}", rijen)


def _button(blad: Callable[[View], Blad], view: View, selectie: Selectie, bestand: str, rijen: int | None) -> None:
    naam, kind = bestand.rsplit(".", 1)
    label, soort = _SOORTEN[kind]
    wat = f"{naam} ({label}, {view.weergave.naam})"
    st.download_button(
        label,
        access.meegenomen(lambda: view.export(kind, blad), wat, view, selectie, rijen),
        bestand,
        soort,
        key=f"mee-{bestand}",
        type="tertiary",
        on_click="ignore",
    )
