"""What the ontwikkeltafel adds to a goal on screen: the percentage a document left open, and notes."""

from datetime import date, datetime
from html import escape

import streamlit as st

from core import dashboard
from core.charts.decided import Stap
from core.dashboard import Besluit, Notitie
from core.model import wording
from core.model.melding import Melding
from core.ui import access, asked
from core.ui.figure import picture
from core.ui.melding import plain
from core.ui.outcome import unit
from core.ui.style import dark
from core.ui.table import show_table

_BESLUIT, _NOTITIE, _RONDE = "besluit_gelukt", "notitie_gelukt", "notitie_ronde"


_OPEN = (
    "De bron noemt geen percentage. Spreekt u er een af, vul het dan hier in. Daarna krijgt dit doel een pad en een "
    "oordeel."
)


def decide(view, regio: str, doel_id: str) -> None:
    """The form for an open goal, and what was decided before. Nothing for a goal whose figure is fixed."""
    doel = next((d for d in dashboard.regios()[regio].doelen if d.id == doel_id), None)
    if doel is None or doel.doel.soort != "open":
        return
    genomen = dashboard.besluiten(view, doel.id)
    nu = genomen[-1] if genomen and genomen[-1].verandering is not None else None
    st.header("Afgesproken percentage" if nu else "Nog af te spreken", anchor=False)
    mag = access.check().may_load and (nu is None or dashboard.may_herzien(nu, access.check()))
    st.markdown(plain(_agreed(nu, mag)) if nu else _OPEN)
    _said(_BESLUIT)
    if mag:  # a decision holds for everybody in the region
        _form(view, regio, doel)
    _history(view, regio, doel.id)


def _agreed(nu: Besluit, mag: bool) -> str:
    """What was decided, by whom and when, and the way to change it."""
    zin = f"Op {wording.datum(nu.op)} legde {nu.wie} vast: {_in_words(nu)}. De bron noemt zelf geen percentage."
    if mag:
        return (
            f"{zin} Wilt u iets anders afspreken, vul dan hieronder een ander percentage in of zet het doel weer open."
        )
    return f"{zin} Veranderen kan alleen {nu.wie}, of de beheerder."


def _form(view, regio: str, doel) -> None:
    """What is agreed; what was typed stays when it is refused."""
    sleutel = f"besluit_{doel.id}"
    with st.form(sleutel, border=True):
        een, twee, drie = st.columns(3, vertical_alignment="bottom")
        omlaag = doel.richting == "omlaag"
        procent = een.number_input(
            "Hoeveel procent " + ("minder" if omlaag else "meer"),
            0.0,
            100.0 if omlaag else 1000.0,
            None,
            step=1.0,
            placeholder="bijvoorbeeld 10",
        )
        datum = twee.date_input(
            "Uiterlijk op",
            max(doel.doel.datum or date.min, date(date.today().year + 1, 12, 31)),
            format="DD-MM-YYYY",
            min_value=date(2020, 1, 1),
            max_value=date(2045, 12, 31),
        )
        basisjaar = _base_year(drie, doel)
        lezer = access.check()
        wie = (
            lezer.naam
            if lezer.gedeeld
            else st.text_input("Wie spreekt dit af?", placeholder="bijvoorbeeld: ontwikkeltafel veiligheid")
        )
        uitleg = st.text_input("Waarom? (mag leeg blijven)")
        if st.form_submit_button("Vastleggen", type="primary"):
            verandering = None if not procent else (-1 if omlaag else 1) * procent / 100
            besluit = Besluit(doel.id, verandering, datum, basisjaar, wie, datetime.now(), uitleg)
            _save(view, regio, besluit, sleutel)


def _base_year(plek, doel) -> int | None:
    if doel.basis is not None:
        moment = wording.datum(doel.basis.peildatum) if doel.basis.peildatum else str(doel.basis.jaar)
        plek.text_input("Vergeleken met", moment, disabled=True)
        return None
    return plek.number_input("Vergeleken met het jaar", 2015, date.today().year, 2022, step=1)


def _save(view, regio: str, besluit: Besluit, sleutel: str) -> None:
    if besluit.verandering is None:
        st.error("Vul een percentage in dat hoger is dan 0.", icon=":material/info:")
        return
    if not asked.confirmed(sleutel, besluit.warnings(asked.no_child(view)), "Vastleggen"):
        return
    _try(
        lambda: dashboard.save_besluit(view, regio, besluit, lezer=access.check()),
        "Vastgelegd. Het doel heeft nu een pad en een oordeel.",
    )


def _try(doe, gelukt: str, waar: str = _BESLUIT) -> None:
    """Saves and draws the page again with what was saved, or says in one sentence why not. `waar`: beside what it is
    said that it was saved."""
    try:
        doe()
    except Melding as fout:
        st.error(plain(str(fout)), icon=":material/info:")
        return
    st.session_state[waar] = gelukt
    st.rerun()


def _said(waar: str) -> None:
    if gelukt := st.session_state.pop(waar, ""):
        st.success(gelukt, icon=":material/check:")


def _history(view, regio: str, doel_id: str) -> None:
    genomen = dashboard.besluiten(view, doel_id)
    if not genomen:
        return
    rijen = [
        {"Wanneer": wording.moment(b.op), "Wie": b.wie, "Wat": _in_words(b), "Waarom": b.toelichting}
        for b in reversed(genomen)
    ]
    show_table(rijen, "Wat er over dit doel is afgesproken, het nieuwste eerst")
    lezer = access.check()
    if genomen[-1].verandering is None or not dashboard.may_herzien(genomen[-1], lezer):
        return
    if st.button("Weer openzetten", key=f"open_{doel_id}"):
        leeg = Besluit(doel_id, None, None, None, genomen[-1].wie, datetime.now())
        _try(lambda: dashboard.save_besluit(view, regio, leeg, lezer=lezer), "Het doel staat weer open.")


def _in_words(b: Besluit) -> str:
    if b.verandering is None:
        return "weer opengezet"
    richting = "meer" if b.verandering > 0 else "minder"
    basis = f", vergeleken met {b.basisjaar}" if b.basisjaar else ""
    return f"{wording.getal(round(100 * abs(b.verandering), 1))}% {richting}, uiterlijk {wording.datum(b.datum)}{basis}"


def targets(maak, beeld, view) -> None:
    """The target of each day beside the course of an open goal; `maak` is `decided` of core.charts."""
    stand = beeld.stand
    stappen = [Stap(b.op.date(), _target(b, stand), b.wie) for b in dashboard.besluiten(view, stand.doel.id)]
    if not stappen or not stand.reeks["waarde"].notna().any():
        return
    picture(
        maak(stand.reeks, stappen, label=stand.doel.label, eenheid=unit(stand), vandaag=date.today(), donker=dark())
    )


def _target(b: Besluit, stand) -> float | None:
    """The figure that a decision asks for, from the baseline as this view shows it; None when the goal was opened
    again, or the baseline is not shown."""
    if b.verandering is None:
        return None
    if b.basisjaar:
        waarden = stand.reeks.loc[stand.reeks["periode"] == str(b.basisjaar), "waarde"].dropna()
        basis = waarden.iloc[-1] if len(waarden) else None
    else:
        basis = stand.uitkomst.basis
    return None if basis is None else float(basis) * (1 + b.verandering)


def notes(view, doel_id: str) -> None:
    """What the table said about a goal, and a place to add to it. Not on a screen that is shared, and not for who sees
    only what may be shared: a note may name an exact figure."""
    lezer = access.check()
    if not lezer.may_see_exact:
        return
    st.header("Notities van de ontwikkeltafel", anchor=False)
    if (gevonden := view.notities(doel_id)) is None:
        st.caption("In een notitie kan een exact aantal staan. Kies links Intern om te lezen en te schrijven.")
        return
    _said(_NOTITIE)
    for notitie in gevonden[:20]:
        st.html(f"<p><b>{escape(notitie.wie)}</b>, {wording.moment(notitie.op)}<br>{escape(notitie.tekst)}</p>")
    sleutel = f"notitie_{doel_id}_{st.session_state.get(_RONDE, 0)}"
    with st.form(sleutel, border=True):
        # Without max_chars: the browser would leave out a longer text that is pasted, without a word.
        tekst = st.text_area(
            "Wat valt op, en wat spreekt u af?",
            height=90,
            placeholder="Schrijf hier niets over een kind of gezin.",
            key=f"{sleutel}_tekst",
        )
        wie = lezer.naam if lezer.gedeeld else st.text_input("Wie schrijft dit?", key=f"{sleutel}_wie")
        if st.form_submit_button("Notitie bewaren"):
            _keep_note(view, Notitie(doel_id, tekst, wie, datetime.now()), sleutel)


def _keep_note(view, notitie: Notitie, sleutel: str) -> None:
    """Keeps it and begins the next one empty, or says why not with the text where it was."""

    def save() -> None:
        dashboard.save_notitie(view, notitie, lezer=access.check())
        st.session_state[_RONDE] = st.session_state.get(_RONDE, 0) + 1

    if asked.confirmed(sleutel, notitie.warnings(asked.no_child(view)), "Notitie bewaren"):
        _try(save, "De notitie is bewaard.", _NOTITIE)
