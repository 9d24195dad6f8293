"""The page on the figures of the CBS: which figure, the steps from ours to theirs, and how to get a table."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core import dashboard
from core.dashboard import Blad, View
from core.model import wording
from core.model.aansluiting import (
    AFRONDING,
    CBS,
    EIGEN,
    LAAT,
    OVERDRACHT,
    REST,
    VOTS,
    WOONPLAATS,
    Aansluiting,
)
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.schema import CBS_ONDERWERPEN
from core.model.selectie import Selectie
from core.ui.choice import choose_from
from core.ui.melding import empty
from core.ui.table import show_table

_WAT = {
    EIGEN: "Een VOTS en de OTS die erop volgt zijn samen één keer geteld, ook na een overdracht.",
    VOTS: "Het CBS telt een VOTS en de OTS die erop volgt als twee trajecten. Bij u is dat één keten.",
    OVERDRACHT: (
        "Geteld zoals elke GI het leverde. Een nieuwe GI die een eigen begin levert en geen overdracht, is bij het CBS "
        "een nieuw traject; wat twee GI's laten lopen, telt daar twee keer. Bij u is het één maatregel."
    ),
    LAAT: (
        "Het CBS rekent met wat een GI het eerst over de periode leverde. Wat later kwam of is gecorrigeerd, ontbreekt "
        "daar."
    ),
    WOONPLAATS: (
        "Het verschil als elk kind telt bij de gemeente van nu in plaats van toen. Bij welke van de twee het CBS een "
        "kind telde, is niet bekend."
    ),
    AFRONDING: "Het CBS rondt af op 5 en toont kleine aantallen niet.",
    REST: (
        "Hiervoor is in uw gegevens geen oorzaak te tellen. Het kan gaan om kinderen die een GI wel aan het CBS "
        "leverde en niet aan u, of andersom. Vraag het de GI."
    ),
    CBS: "Zoals het in de geladen tabel staat.",
}
# Where rounding is no step of its own, all figures are rounded.
_AFGEROND = {
    EIGEN: "Elke maatregel is één keer geteld, ook na een overdracht.",
    REST: "Wat er overblijft tussen de cijfers die hier staan.",
}


class Keuze(NamedTuple):
    """A subject (a key of CBS_ONDERWERPEN), and the first and last day of its period."""

    onderwerp: str
    van: date
    tot: date


def choose(view: View, selectie: Selectie) -> Keuze | None:
    """Which figure of the CBS. None when there is none of this area."""
    try:
        alle = view.officieel(selectie)
    except Melding as melding:
        empty("Niet te vergelijken bij deze keuze", str(melding))
        return None
    if alle.empty:
        empty(
            "Er is nog geen cijfer van het CBS over dit gebied",
            "Laad op de pagina Gegevens een tabel van CBS StatLine. Hieronder staat welke, en hoe u die haalt.",
        )
        return None
    links, rechts = st.columns([3, 1], gap="large")
    with links:
        woorden = {c: w[:1].upper() + w[1:] for c, w in CBS_ONDERWERPEN.items() if c in set(alle["onderwerp"])}
        eigen = alle[alle["eigen"]]
        code = choose_from("onderwerp", "Wat telde het CBS?", woorden, eerst=next(iter(eigen["onderwerp"]), None))
    perioden = {f"{r.van}_{r.tot}": (r.van, r.tot) for r in alle[alle["onderwerp"] == code].itertuples()}
    eerst = next((f"{r.van}_{r.tot}" for r in eigen[eigen["onderwerp"] == code].itertuples()), None)
    with rechts:
        welke = choose_from("periode", "Periode", {k: in_words(*d) for k, d in perioden.items()}, eerst=eerst)
    return Keuze(code, *perioden[welke])


def in_words(van: date, tot: date) -> str:
    """`2023`, `eerste helft van 2023`, `31-12-2023`."""
    if van == tot:
        return wording.datum(tot)
    helft = "" if (van.month, tot.month) == (1, 12) else "eerste helft van " if tot.month == 6 else "tweede helft van "
    return f"{helft}{tot.year}"


def show(view: View, selectie: Selectie, keuze: Keuze) -> Callable[[View], Blad] | None:
    """The answer on the page; gives what can be taken along. None when this view has none."""
    try:
        a = view.aansluiting(selectie, *keuze)
    except Melding as melding:
        empty("Niet te vergelijken bij deze keuze", str(melding))
        return None
    st.html(f'<h2 class="kd-kop">{escape(sentence(a))}</h2>')
    if zin := _about(a):
        st.caption(zin)
    show_table(
        [_row(view, a, r) for r in a.cijfers.itertuples()],
        f"Van uw cijfer naar dat van het CBS: {a.onderwerp.label}, {in_words(a.van, a.tot)}, {a.gebied}",
        getallen=["Aantal"],
        breedtes=("16rem", "8rem", ""),
    )

    def blad(view: View) -> Blad:
        a = view.aansluiting(selectie, *keuze)
        eerst = {"gebied": a.gebied, "onderwerp": a.onderwerp.label, "periode": in_words(a.van, a.tot)}
        return Blad(a.cijfers.assign(**eerst)[[*eerst, *a.cijfers.columns]], sentence(a), selectie)

    return blad


def sentence(a: Aansluiting) -> str:
    """The answer in one sentence."""
    own, cbs, rest = a.value(EIGEN), a.value(CBS), a.value(REST)
    if pd.isna(cbs):
        return f"Het CBS toont hier geen cijfer ({a.onderwerp.label}, {in_words(a.van, a.tot)})"
    if pd.isna(own):
        return f"Het CBS telt {wording.getal(cbs)}; uw eigen cijfer staat hier niet"
    zin = f"Het CBS telt {wording.getal(cbs)}, u {wording.getal(own)}"
    if own == cbs:
        return f"{zin}: gelijk{' op de afronding na' if _rounded(a) else ''}"
    verschil = f"een verschil van {wording.getal(abs(cbs - own))}"
    if _rounded(a) and abs(cbs - own) <= dashboard.CBS_AFRONDEN:
        return f"{zin}: {verschil}; dat kan afronding zijn"
    if pd.isna(rest) or _rounded(a):  # what is left is then also rounding and what is too small to show
        return f"{zin}: {verschil}"
    over = f"{wording.getal(abs(rest))} is niet verklaard" if rest else "dat is helemaal te verklaren"
    return f"{zin}: {verschil}; {over}"


def _rounded(a: Aansluiting) -> bool:
    return AFRONDING not in set(a.cijfers["stap"])


def _about(a: Aansluiting) -> str:
    zinnen = []
    if a.cellen > 1 or a.verborgen:
        zinnen.append(f"Het cijfer van het CBS is de som van {a.cellen} gemeenten.")
    if a.verborgen:
        wat = "1 gemeente" if a.verborgen == 1 else f"{a.verborgen} gemeenten"
        zinnen.append(f"Van {wat} is er geen cijfer.")
    if a.voorlopig:
        zinnen.append("Het CBS noemt dit cijfer voorlopig.")
    if a.van.year < 2022:
        zinnen.append(
            "Vóór 2022 gold een ander woonplaatsbeginsel: het verschil per gemeente kan daardoor groter zijn."
        )
    return " ".join(zinnen)


def _row(view: View, a: Aansluiting, rij) -> dict[str, str]:
    heel = rij.stap in (EIGEN, CBS)
    aantal = wording.getal(rij.waarde) if heel else wording.signed(rij.waarde, a.onderwerp.eenheid)
    woorden = _WAT | (_AFGEROND if _rounded(a) else {})
    wat = "Er kwam niets later binnen." if rij.stap == LAAT and a.al_binnen else woorden[rij.stap]
    zonder = bool(rij.reden) and rij.reden != VERBORGEN
    return {
        "Stap": rij.label[:1].upper() + rij.label[1:],
        "Aantal": aantal if pd.notna(rij.waarde) else wording.LEEG if zonder else view.weergave.cel or wording.LEEG,
        "Wat is het?": f"{wat} Hier niet: {rij.reden}." if zonder else wat,
    }


def explain() -> None:
    """Which tables can be loaded, and what this page cannot know."""
    with st.expander("Welke tabel van het CBS, en hoe laad ik die?"):
        st.markdown(
            "Ga naar CBS StatLine en kies een van deze tabellen. Kies uw gemeenten (of uw jeugdregio) en de jaren, "
            "en download csv. Laad het bestand op de pagina Gegevens; het programma herkent het zelf.\n\n"
            "- **82975NED**, jeugdbeschermingstrajecten per regio: wat in een (half)jaar liep, begon en eindigde.\n"
            "- **85094NED**, trajecten op een peildatum per gemeente: wat op 30 juni en 31 december liep.\n"
            "- **85099NED**, kerncijfers: hoeveel jongeren jeugdhulp of jeugdbescherming hadden.\n\n"
            "Kies bij csv de namen in de kop (met statistische labels). Dan staat bij elk cijfer wat er is geteld."
        )
    st.caption(
        "Elke oorzaak is geteld op uw eigen gegevens, en niet geschat; om te delen staan zij samen in één getal. Of "
        "het CBS het ook zo telde, weet alleen het CBS."
    )
