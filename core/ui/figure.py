"""A chart on the page: its message as a heading, the picture, and under it the table, the explanation and the
downloads. Everything that leaves carries its definition, filters and data date."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from core import dashboard
from core.model import wording
from core.model.doel import Doel
from core.model.maat import Maat
from core.model.selectie import Selectie
from core.ui import access, questions
from core.ui.melding import plain
from core.ui.names import breaks, gemeenten, named
from core.ui.outcome import outcome, unit
from core.ui.style import dark
from core.ui.table import readable, show_table, text_html


def course(maak: Callable, store, selectie: Selectie, maat: Maat, *, naast: int = 1, **extra) -> None:
    """The series of a maat in time, with the path of its goal and the breaks; `maak` is of core.charts.
    `naast`: how many figures stand beside each other in its row."""
    reeks = questions.series(store, maat.id, selectie)
    extra = {"smal": naast > 2, "hoogte": {1: 320, 2: 270}.get(naast, 230)} | extra
    grafiek = maak(
        reeks,
        label=maat.label,
        eenheid=maat.unit,
        uitkomst=outcome(store, selectie, maat.id),
        breuken=breaks(selectie.regio, maat),
        donker=dark(),
        **extra,
    )
    show(grafiek, reeks, store, selectie, maat, naast=naast)


def divided(maak: Callable, store, selectie: Selectie, maat: Maat, kolom: str, *, naast: int = 1, **extra) -> None:
    """A maat by the parts of one column (gemeente, gi, verblijfsvorm). A part that is chosen in the filters
    is shown among the others, and stands out: alone it could not be compared."""
    keuze = selectie.with_(splits=(kolom,), **{kolom: ()})
    reeks = questions.series(store, maat.id, keuze)
    namen = gemeenten() if kolom == "gemeente" else {}
    nadruk = tuple(namen.get(w, w) for w in selectie.filter(kolom))
    woorden = {"label": maat.label, "eenheid": maat.unit} | ({"nadruk": nadruk} if nadruk else {}) | extra
    grafiek = maak(named(reeks), kolom=kolom, donker=dark(), **woorden)
    show(grafiek, reeks, store, keuze, maat, naast=naast)


def goal(maak: Callable, store, selectie: Selectie, stand) -> None:
    """One goal with its path; a figure that was asked for has no maat behind it."""
    grafiek = maak(
        stand.reeks,
        label=stand.doel.label,
        eenheid=unit(stand),
        uitkomst=stand.uitkomst,
        breuken=breaks(selectie.regio, stand.maat) if stand.maat else (),
        donker=dark(),
    )
    show(grafiek, stand.reeks, store, selectie, stand.maat, doelen=(stand.doel,))


def show(
    grafiek,
    tabel: pd.DataFrame,
    store,
    selectie: Selectie,
    maat: Maat | None,
    *,
    doelen: tuple[Doel, ...] = (),
    naast: int = 1,
) -> None:
    """`grafiek`: of core.charts; `tabel`: the rows behind it, as the dashboard gave them."""
    picture(grafiek, naast=naast)
    if not tabel["waarde"].notna().any():
        return
    sleutel = "-".join([maat.id if maat else "opgave", *selectie.splits, *(d.id for d in doelen)])
    _under(tabel, grafiek.titel, store, selectie, maat, doelen, sleutel)


@st.fragment
def _under(
    tabel: pd.DataFrame,
    titel: str,
    store,
    selectie: Selectie,
    maat: Maat | None,
    doelen: tuple[Doel, ...],
    sleutel: str,
) -> None:
    """The row under a chart. Only what is opened is worked out, and opening it runs only this row again."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        keuze = st.pills(
            "Meer over dit cijfer",
            ["Tabel", "Uitleg"] if maat else ["Tabel"],
            key=f"open-{sleutel}",
            label_visibility="collapsed",
        )
        downloads(
            tabel,
            titel,
            store,
            selectie,
            (maat,) if maat else (),
            sleutel,
            doelen,
            opnieuw=_again(selectie, maat, doelen),
        )
    if keuze == "Tabel":
        eenheid = maat.unit if maat else doelen[0].eenheid
        leesbaar, getallen = readable(tabel, eenheid)
        show_table(leesbaar, f"In {eenheid}", getallen=getallen)
    elif keuze == "Uitleg":
        open_number(store, maat, selectie)


def picture(grafiek, *, naast: int = 1) -> None:
    """Only the chart: its message above it, what the marks mean below it. Beside other figures the messages
    take as many lines as each other, so that the charts stand level. A chart without figures is a sentence."""
    regels = 1 if grafiek.leeg else {1: 1, 2: 2}.get(naast, 4)
    st.html(f'<h3 class="kd-kop" style="min-height:{regels}lh">{escape(grafiek.titel)}</h3>')
    if grafiek.leeg:
        st.html(f'<p class="kd-klein kd-waarom">{escape(grafiek.leeg)}</p>')
        return
    st.vega_lite_chart(spec=grafiek.spec, theme=None, width="stretch")
    if grafiek.toelichting:
        hoog = ' style="min-height:3lh"' if naast > 2 else ""
        st.html(f'<p class="kd-klein kd-voet"{hoog}>{escape(grafiek.toelichting)}</p>')


def open_number(store, maat: Maat, selectie: Selectie) -> None:
    """What is behind the figure: definition, n, what was left out, the query."""
    uitleg = questions.explanation(store, maat.id, selectie.with_(splits=()))
    st.markdown(f"**{plain(maat.question)}**")
    st.markdown(plain(uitleg["definitie"]))
    for let_op in maat.warnings:
        st.caption(plain(let_op))
    aantal = "te weinig waarnemingen om te tonen"
    if uitleg["n"] is not None:
        aantal = f"{wording.getal(uitleg['n'])} {'waarneming' if uitleg['n'] == 1 else 'waarnemingen'}"
    regel = (
        f"Gebaseerd op {aantal} in de laatste periode. Gegevens t/m "
        f"{wording.datum(uitleg['gegevens_tm'])}. De definitie wordt herzien voor "
        f"{wording.datum(uitleg['herzien_voor'])}."
    )
    st.html(f"<p>{text_html(regel)}</p>")
    if uitleg["uitgesloten"]:
        show_table(
            [
                {"Niet apart meegeteld": reden, "Aantal": "te klein" if n is None else wording.getal(n)}
                for reden, n in uitleg["uitgesloten"]
            ],
            "Wat er bij het lezen gebeurde",
            getallen=["Aantal"],
        )
    with st.expander("De vraag aan de database"):
        st.code(uitleg["sql"], language="sql", wrap_lines=True, height=260)


def downloads(
    tabel: pd.DataFrame,
    titel: str,
    store,
    selectie: Selectie,
    maten: tuple[Maat, ...],
    sleutel: str,
    doelen: tuple[Doel, ...] = (),
    *,
    opnieuw: Callable | None = None,
) -> None:
    """CSV and Excel; made when the button is pressed. What is taken along is protected unless somebody asks for the
    exact figures: `opnieuw` asks the table again for a store that shows what may be shared."""
    extra = dict(titel=titel, selectie=selectie, maten=list(maten), doelen=list(doelen))

    def neem_mee(maak: Callable, soort: str) -> Callable:
        return access.meegenomen(maak, f"{titel} ({soort})", store, selectie, len(tabel))

    def te_delen(schrijf: Callable) -> bytes:
        deelbaar = store if store.beschermd else dashboard.to_share(store)
        return schrijf(tabel if store.beschermd or not opnieuw else opnieuw(deelbaar), store=deelbaar, **extra)

    _buttons(f"kernwaarden-{sleutel.strip('-')}", sleutel, te_delen, neem_mee)
    if not store.beschermd:
        with st.popover("Exact", type="tertiary", icon=":material/lock:", key=f"exact-{sleutel}"):
            st.caption("Exacte aantallen: alleen voor wie met de gegevens mag werken.")
            _buttons(
                f"intern-{sleutel.strip('-')}",
                f"intern-{sleutel}",
                lambda schrijf: schrijf(tabel, store=store, **extra),
                lambda maak, soort: neem_mee(maak, f"{soort}, exact"),
            )


def _buttons(naam: str, sleutel: str, maak: Callable, neem_mee: Callable) -> None:
    """`maak` gets the writer (csv or excel) and gives the bytes; `neem_mee` writes down that they were taken along."""
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for label, achtervoegsel, soort, schrijf in (
        ("CSV", "csv", "text/csv", dashboard.csv),
        ("Excel", "xlsx", excel, dashboard.excel),
    ):
        st.download_button(
            label,
            neem_mee(lambda schrijf=schrijf: maak(schrijf), label),
            f"{naam}.{achtervoegsel}",
            soort,
            key=f"{achtervoegsel}-{sleutel}",
            type="tertiary",
            on_click="ignore",
        )


def _again(selectie: Selectie, maat: Maat | None, doelen: tuple[Doel, ...]) -> Callable:
    """Asks the table under a chart again for another view of the store."""
    if doelen:
        return lambda store: questions.goal_view(store, selectie, doelen[0].id).stand.reeks
    return lambda store: questions.series(store, maat.id, selectie)
