"""Goals on the page: what needs attention first, cards, one table per kernwaarde, and one goal seen close by.

A `stand` is a DoelStand of the dashboard: doel, maat, reeks, uitkomst. A sparkline is HTML of core.charts.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape

import streamlit as st

from core.charts import sentence as sentences
from core.model import wording
from core.model.oordeel import SYMBOOL, Oordeel
from core.model.voorrang import AANDACHT, GOED, VOLGORDE, weight
from core.ui import filters
from core.ui.figure import now_of
from core.ui.goal_words import (
    is_background,
    is_hidden,
    moment,
    needs,
    path,
    path_now,
    sentence,
    size,
    target,
    verdict_chip,
    with_id,
)
from core.ui.melding import empty
from core.ui.outcome import unit
from core.ui.table import Html, show_table, text_html

DOEL_ADRES = "doel_adres"  # of the session: what the page Doelen wrote in the address
_BREEDTES = ("", "8.5rem", "5.5rem", "11.5rem", "7.5rem", "11.5rem")  # of the columns of goals
_GEEN_GETAL = (Oordeel.ALLEEN_RICHTING, Oordeel.DOEL_OPEN)


def with_figures(standen: Iterable) -> list:
    """The goals that have a figure, what needs attention first."""
    gemeten = [s for s in standen if s.uitkomst.waarde is not None]
    return sorted(
        gemeten,
        key=lambda s: (
            VOLGORDE.index(s.uitkomst.oordeel),
            weight(s.doel),
            s.doel.prioriteit,
            s.uitkomst.voortgang if s.uitkomst.voortgang is not None else 0,
        ),
    )


def attention(standen: list) -> list:
    """What lies behind, got worse or was missed; the main agreements first, in the order of the region."""
    zaken = [s for s in standen if s.uitkomst.oordeel in AANDACHT]
    return sorted(zaken, key=lambda s: (weight(s.doel), s.doel.prioriteit, s.doel.kernwaarden[:1] or (99,)))


def summary(standen: list, selectie) -> None:
    """One sentence about all goals of the region."""
    st.markdown(summary_sentence(standen))
    if with_figures(standen):
        return
    if any(is_hidden(s) for s in standen):
        empty(
            "Geen cijfer is groot genoeg om te delen",
            filters.way_on(selectie, hidden=True),
        )
    else:
        empty(
            "Nog geen cijfers voor deze keuze",
            f"{filters.way_on(selectie, hidden=False)} Laden doet u op de pagina Gegevens.",
        )


def summary_sentence(standen: list) -> str:
    """ "Van de 112 doelen zijn er 25 gemeten: 6 op koers of behaald, 4 vragen aandacht, bij 15 is geen getal
    afgesproken." The parts add up."""
    gemeten = with_figures(standen)
    dicht = sum(is_hidden(s) for s in standen)
    achtergrond = sum(is_background(s) for s in standen)
    leeg = len(standen) - len(gemeten) - dicht - achtergrond
    slot = (
        (f" Bij {_goals(dicht)} is het cijfer te klein om te delen." if dicht else "")
        + (f" Voor {_goals(leeg)} zijn er bij deze keuze geen cijfers." if leeg else "")
        + (f" Bij {_goals(achtergrond)} hoort geen cijfer." if achtergrond else "")
    )
    if not gemeten:
        wat = "is het cijfer groot genoeg om te delen" if dicht else "zijn al cijfers geladen"
        return f"Voor geen van de {_goals(len(standen))} {wat}.{slot if dicht and leeg else ''}"
    telling = Counter(s.uitkomst.oordeel for s in gemeten)
    goed, slecht = sum(telling[o] for o in GOED), sum(telling[o] for o in AANDACHT)
    delen = [f"{goed} op koers of behaald", f"{slecht} {'vraagt' if slecht == 1 else 'vragen'} aandacht"]
    if klein := telling[Oordeel.TE_KLEIN]:
        delen.append(f"bij {klein} is het verschil te klein om iets te zeggen")
    if gelijk := telling[Oordeel.GEEN_VERANDERING]:
        delen.append(f"bij {gelijk} is er geen duidelijke verandering")
    if zonder := sum(telling[o] for o in _GEEN_GETAL):
        delen.append(f"bij {zonder} is geen getal afgesproken")
    if later := len(gemeten) - goed - slecht - klein - gelijk - zonder:
        delen.append(f"{later} {'is' if later == 1 else 'zijn'} nog niet te beoordelen")
    zijn = "is er 1" if len(gemeten) == 1 else f"zijn er {len(gemeten)}"
    return f"Van de {_goals(len(standen))} {zijn} gemeten: {', '.join(delen)}.{slot}"


def choose_verdicts(standen: list) -> list[Oordeel]:
    """Pills with counts; nothing chosen means all."""
    telling = Counter(s.uitkomst.oordeel for s in standen)
    opties = [o for o in VOLGORDE if telling[o]]
    gekozen = st.pills(
        "Toon alleen doelen met oordeel",
        opties,
        selection_mode="multi",
        key="oordelen",
        format_func=lambda o: f"{SYMBOOL[o]} {o.value} ({telling[o]})",
    )
    return list(gekozen or opties)


def now(view, selectie, standen: list, *, heel: bool = False) -> dict[str, str]:
    """How each goal is now and was a year ago, in one sentence; unless `heel`, of a goal that is judged on its newest
    figure only how it was, for that figure stands there already."""
    uit = {}
    for s in standen:
        momenten, eenheid = now_of(view, s, selectie), unit(s)
        zin = sentences.now(momenten, eenheid)
        if heel:
            uit[s.doel.id] = zin
        elif momenten is not None and momenten.nu["tot"] == s.uitkomst.dag:
            uit[s.doel.id] = zin.partition("; ")[2].capitalize()
        else:
            uit[s.doel.id] = f"Nu {zin[:1].lower()}{zin[1:]}" if zin else ""
    return uit


def cards(standen: list, lijnen: dict[str, str], nu: dict[str, str], kolommen: int = 3) -> None:
    """A card per goal, in a grid; its name opens the page of the goal."""
    for begin in range(0, len(standen), kolommen):
        rij = st.columns(kolommen)
        for plek, stand in zip(rij, standen[begin : begin + kolommen], strict=False):
            with plek.container(border=True, height="stretch", gap="xsmall"):
                st.page_link(
                    "pages/doelen.py",
                    label=f"**{stand.doel.label}**",
                    query_params=filters.address() | {"doel": stand.doel.id},
                )
                st.html(card_html(stand, lijnen.get(stand.doel.id, ""), nu.get(stand.doel.id, "")))


def card_html(stand, lijn: str, nu: str = "") -> str:
    u, eenheid = stand.uitkomst, unit(stand)
    woord = wording.ACHTERVOEGSEL.get(eenheid, eenheid)
    cijfer = wording.waarde(u.waarde, eenheid, kort=True)
    regels = [f"{escape(moment(u))}{size(stand)}", escape(path(stand)), text_html(nu) if nu else ""]
    return (
        f'<div class="kd-kaart"><div class="kd-regel"><span class="kd-waarde">{escape(cijfer)} '
        f"<small>{escape(woord)}</small></span>{lijn}</div>"
        f'<div class="kd-regel">{verdict_chip(stand)}</div>'
        f'<div class="kd-klein">{"<br>".join(r for r in regels if r)}</div></div>'
    )


def goal_table(standen: list, lijnen: dict[str, str]) -> None:
    """A row per goal: value, path, target, verdict, course."""
    rijen = []
    for s in standen:
        u, eenheid = s.uitkomst, unit(s)
        rijen.append(
            {
                "Doel": with_id(s.doel),
                "Nu": Html(
                    f"{escape(wording.with_eenheid(u.waarde, eenheid, kort=True))}<br>"
                    f'<span class="kd-klein">{escape(moment(u))}{size(s)}</span>'
                ),
                "Pad nu": path_now(s),
                "Afgesproken": target(s),
                "Verloop": Html(lijnen.get(s.doel.id, "")),
                "Oordeel": verdict_chip(s),
            }
        )
    show_table(rijen, _counted(standen), getallen=["Nu", "Pad nu", "Afgesproken"], breedtes=_BREEDTES)


def _goals(aantal: int) -> str:
    return "1 doel" if aantal == 1 else f"{aantal} doelen"


def _counted(standen: list) -> str:
    goed = sum(s.uitkomst.oordeel in GOED for s in standen)
    return f"{_goals(len(standen))}, waarvan {goed} op koers of behaald"


def by_kernwaarde(standen: list, regio) -> dict[str, list]:
    """Goals under the name of their first kernwaarde; the rest under "Overige afspraken"."""
    groepen: dict[str, list] = {}
    for nummer, naam in sorted(regio.kernwaarden.items()):
        groepen[f"{nummer}. {naam}"] = [s for s in standen if s.doel.kernwaarden[:1] == (nummer,)]
    groepen["Overige afspraken"] = [s for s in standen if not s.doel.kernwaarden]
    return {naam: groep for naam, groep in groepen.items() if groep}


def missing(standen: list, selectie) -> None:
    """Goals without a figure, and why; folded, because there can be many. What is too small to share, or was agreed by
    another segment than the chosen one, need not be loaded."""
    elders = [s for s in standen if s.doel.is_elsewhere(selectie)]
    hier = [s for s in standen if s.uitkomst.waarde is None and not s.doel.is_elsewhere(selectie)]
    dicht = [s for s in hier if is_hidden(s)]
    achtergrond = [s for s in hier if is_background(s)]
    leeg = [s for s in hier if not (is_hidden(s) or is_background(s))]
    if elders:
        with st.expander(f"Van een ander segment ({len(elders)})"):
            rijen = [{"Doel": with_id(s.doel), "Waarom": s.uitkomst.uitleg} for s in elders]
            show_table(rijen, "Deze doelen horen niet bij het gekozen segment")
    if dicht:
        with st.expander(f"Te klein om te delen ({len(dicht)})"):
            rijen = [{"Doel": with_id(s.doel), "Waarom": s.uitkomst.uitleg} for s in dicht]
            show_table(rijen, "Deze cijfers zijn er wel: kies links alle gemeenten en alle GI's, of kijk intern")
    if leeg:
        rijen = [
            {
                "Doel": with_id(s.doel),
                "Oordeel": verdict_chip(s),
                "Wat is nodig": s.uitkomst.uitleg or needs(s.doel),
            }
            for s in leeg
        ]
        with st.expander(f"Nog zonder cijfers ({len(leeg)})"):
            show_table(rijen, "Laad deze gegevens op de pagina Gegevens")
    if achtergrond:
        with st.expander(f"Achtergrond ({len(achtergrond)})"):
            rijen = [{"Doel": with_id(s.doel), "Waarom": s.uitkomst.uitleg} for s in achtergrond]
            show_table(rijen, "Bij deze doelen hoort geen cijfer")


def pick_goal(standen: list, eerst: Iterable = ()):
    """The goal seen close by: chosen here, on its page or by `doel=` in the address, else the first of `eerst`; None
    without goals."""
    keuze = {s.doel.id: s for s in (*eerst, *standen)}
    if not keuze:
        return None
    gevraagd = st.session_state.get("doel") or st.query_params.get("doel")
    if "doel" in st.query_params and st.query_params["doel"] not in keuze and gevraagd == st.query_params["doel"]:
        st.info(
            "Het doel in de link bestaat niet in deze regio of heeft hier geen cijfer; hieronder staat een ander.",
            icon=":material/link_off:",
        )
    st.session_state["kies_doel"] = gevraagd if gevraagd in keuze else next(iter(keuze))
    gekozen = st.selectbox(
        "Welk doel?",
        list(keuze),
        key="kies_doel",
        on_change=_chosen,
        format_func=lambda d: f"{keuze[d].doel.label} ({d})",
        filter_mode=None,
    )
    if st.query_params.get("doel") != gekozen and (gevraagd in keuze or "doel" in st.query_params):
        st.query_params["doel"] = gekozen
    return keuze[gekozen]


def _chosen() -> None:
    st.session_state["doel"] = st.session_state["kies_doel"]
    st.session_state.pop(DOEL_ADRES, None)  # a link to what the page Doelen showed before is a link again


def about(stand) -> None:
    """What was agreed: the verdict in a sentence, how it is read, warnings and sources."""
    st.html(
        f'<div class="kd-regel" style="justify-content:flex-start">{verdict_chip(stand)}'
        f"<span>{escape(sentence(stand))}</span></div>"
    )
    with st.expander("Wat is er afgesproken?"):
        st.write(stand.doel.definitie)
        for regel in (*stand.doel.let_op, *([stand.doel.gelezen_als] if stand.doel.gelezen_als else [])):
            st.caption(regel)
        st.markdown("\n".join(f"- {b.title}{', ' + b.article if b.article else ''}" for b in stand.doel.bronnen))


def has_course(stand) -> bool:
    """Whether it has figures in time; a milestone has only a day."""
    return stand.doel.doel.soort != "mijlpaal" and bool(stand.reeks["waarde"].notna().any())


def sparklines(standen: list, maak: Callable, donker: bool) -> dict[str, str]:
    """A sparkline per goal that has a series; `maak` is that of core.charts."""
    return {
        s.doel.id: maak(s.reeks, label=s.doel.label, eenheid=unit(s), uitkomst=s.uitkomst, donker=donker)
        for s in standen
        if len(s.reeks)
    }
