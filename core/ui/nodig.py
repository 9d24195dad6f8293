"""Wat is er nodig? One sentence with the number of children, by the day and the lever of choice, and divided
over gemeenten, GI's and segments."""

from html import escape

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.selectie import Selectie
from core.model.shown import shown
from core.ui.names import gemeenten
from core.ui.outcome import unit
from core.ui.table import show_table, text_html

# What is asked, and what is filled in of another lever: whole children per year, easier to talk about.
_VRAAG = {
    "instroom": "minder instroom",
    "eerder_einde": "eerder eindigen",
    "naar_huis": "eerder naar huis",
    "anders": "anders",
    "korter": "kortere zaken",
    "jaar_eerder": "een jaar eerder eindigen",
}
_AL = {
    "instroom": "Al gevonden: minder instroom, per jaar",
    "eerder_einde": "Al gevonden: eerder eindigen, per jaar",
    "naar_huis": "Al gevonden: eerder naar huis, per jaar",
    "afgesproken": "Al afgesproken of gevonden, per jaar",
    "jaar_eerder": "Al gevonden: zaken die een jaar eerder eindigen, per jaar",
    "korter": "Al gevonden: dagen korter, per zaak",
}
_KOLOM = {"gemeente": "Gemeente", "gi": "GI", "segment": "Segment"}
_PER = {"gemeente": "Per gemeente", "gi": "Per GI", "segment": "Per segment"}


@st.fragment
def needed(beeld, view, selectie: Selectie) -> None:
    """The answer first; what can be chosen stands above it. Only this part runs again on a choice."""
    st.header("Wat is er nodig?", anchor=False)
    van, doel = beeld.van, beeld.stand.doel
    if van.reden or not beeld.dagen:
        st.html(f"<p>{text_html(van.reden or 'Er is geen dag meer om naartoe te rekenen.')}</p>")
        return
    eigen_doel, datum, hefboom, al_gezet = _choices(beeld)
    antwoord = dashboard.wat_is_nodig(beeld, datum, hefboom=hefboom, al_gezet=al_gezet, eigen_doel=eigen_doel)
    st.html(f'<p class="kd-antwoord">{text_html(antwoord.zin)}</p>')
    if antwoord.opgave is None:
        return
    st.html(f'<ul class="kd-klein">{"".join(f"<li>{text_html(r)}</li>" for r in antwoord.regels)}</ul>')
    if doel.doel.datum and doel.doel.datum < datum and not van.eigen:
        st.caption(
            f"De afgesproken datum {wording.datum(doel.doel.datum)} is voorbij; gerekend wordt met hetzelfde doel "
            "op een latere dag."
        )
    if antwoord.opgave.rest > 0:
        _divided(antwoord, beeld, view, selectie)


def _choices(beeld) -> tuple[float | None, object, str | None, dict[str, float]]:
    """The target to try, the day, the lever, and what the others do already."""
    van, doel = beeld.van, beeld.stand.doel
    levers = [h for h in van.hefbomen if h != "afgesproken"]
    breed = [1.0] * van.eigen + [1.0] + [1.3] * (len(levers) > 1) + [1.4] * (len(van.hefbomen) > 1)
    plekken = iter(st.columns([*breed, 0.4], vertical_alignment="top"))
    eigen_doel = _own_target(beeld, next(plekken)) if van.eigen else None
    datum = next(plekken).selectbox(
        "Op welke dag gehaald?",
        list(beeld.dagen),
        key=f"nodig_dag_{doel.id}",
        format_func=wording.datum,
        filter_mode=None,
    )
    hefboom, al_gezet = levers[0], {}
    if len(levers) > 1:
        hefboom = next(plekken).segmented_control(
            "Reken uit",
            levers,
            default=dashboard.wat_is_nodig_knop(beeld, datum, eigen_doel),
            key=f"nodig_knop_{doel.id}",
            required=True,
            format_func=_VRAAG.get,
        )
    for knop in (h for h in van.hefbomen if h != hefboom):
        per_jaar = next(plekken).number_input(
            _AL[knop],
            min_value=0,
            step=1,
            key=f"nodig_al_{knop}_{doel.id}",
            help=_help(knop, unit(beeld.stand)),
        )
        al_gezet[knop] = per_jaar if knop == "korter" else per_jaar / 4
    return eigen_doel, datum, hefboom, {k: w for k, w in al_gezet.items() if w}


def _own_target(beeld, plek) -> float | None:
    """A target to try, for a goal without a figure; a share in percent."""
    aandeel = unit(beeld.stand) == "aandeel"
    gekozen = plek.number_input(
        f"Doel om mee te rekenen{' (in %)' if aandeel else ''}",
        min_value=0,
        max_value=100 if aandeel else None,
        value=None,
        step=1,
        placeholder="geen",
        key=f"nodig_doel_{beeld.stand.doel.id}",
    )
    return None if gekozen is None else gekozen / 100 if aandeel else float(gekozen)


def _help(knop: str, eenheid: str) -> str:
    if knop == "afgesproken":
        soort = "euro" if eenheid == "euro" else "aantallen"
        return f"Wat al is afgesproken en nog niet in de cijfers zit, in {soort}."
    return "Wat dit al oplevert; het antwoord is wat er dan nog over is."


def _divided(antwoord, beeld, view, selectie: Selectie) -> None:
    """The task per part, in proportion to what is there now; the parts add up to the total in the
    sentence."""
    doel = beeld.stand.doel
    if beeld.stand.maat is None:
        st.caption("Dit cijfer is opgevraagd voor de regio als geheel; de opgave is niet te verdelen.")
        return
    kolom = st.segmented_control(
        "Verdeel de opgave",
        list(_PER),
        default="gemeente",
        key=f"nodig_delen_{doel.id}",
        required=True,
        format_func=_PER.get,
    )
    delen = view.gewichten(selectie, doel.id, kolom, beeld.van, antwoord.opgave.richting)
    if isinstance(delen, str):
        st.html(f"<p>{escape(delen)}</p>")
        return
    namen = gemeenten() if kolom == "gemeente" else {}
    delen = dashboard.divide_up(antwoord, delen)
    delen = delen[delen["gewicht"] > 0].sort_values(["gewicht", "naam"], ascending=[False, True])
    eenheid, dec = antwoord.eenheid, antwoord.decimalen
    kop, nu = f"{antwoord.per.capitalize()}, {eenheid or 'aantal'}", _now(antwoord.opgave)
    rijen = [
        {
            _KOLOM[kolom]: namen.get(r.naam, r.naam),
            nu: shown(r.nu, "euro" if eenheid == "euro" else ""),
            kop: shown(r.opgave, "euro" if eenheid == "euro" else "", dec),
        }
        for r in delen.itertuples()
    ]
    rijen.append(
        {
            _KOLOM[kolom]: "Totaal",
            nu: shown(delen["nu"].sum(), "euro" if eenheid == "euro" else ""),
            kop: shown(delen["opgave"].sum(), "euro" if eenheid == "euro" else "", dec),
        }
    )
    show_table(rijen, "De opgave, verdeeld naar wat er nu is", getallen=[nu, kop])
    st.caption(
        "Verdeeld naar verhouding en zo afgerond dat de delen optellen tot het totaal: een beginpunt voor een "
        "gesprek, geen taakstelling. De marge van een deel is naar verhouding groter dan die van het totaal."
        + _twice(antwoord, beeld)
    )


def _twice(antwoord, beeld) -> str:
    maat = beeld.stand.maat
    if maat is None or maat.additive or antwoord.eenheid not in ("jeugdigen", "kinderen"):
        return ""
    return " Een kind dat bij twee onderdelen hoort, telt in de kolom ervoor twee keer."


def _now(opgave) -> str:
    """What the column of today's numbers holds."""
    if opgave.soort in ("gemiddelde", "mediaan"):
        return "Zaken in het laatste jaar"
    if "aandeel" in opgave.soort:
        return "Nu niet volgens het doel"
    return "Nu" if opgave.soort == "stand" else "Laatste jaar"
