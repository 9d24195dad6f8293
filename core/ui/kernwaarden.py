"""The agreements as the contract orders them: a matrix of kernwaarden by segment, and every goal in full."""

import re
from collections import Counter
from collections.abc import Iterable
from html import escape

import streamlit as st

from core.model import wording
from core.model.doel import Doel, Regio
from core.model.selectie import Selectie
from core.model.voorrang import VOLGORDE
from core.ui import search
from core.ui.doelen import summary_sentence
from core.ui.goal_words import chip, figure, hidden_chip, href, is_hidden, percent, sentence, verdict_chip
from core.ui.melding import empty
from core.ui.outcome import unit

_SCHARNIER = re.compile(r"\b(segment|hoog|uithuis|jeugd|dag|ervarings|dienst|onderwijs|samen)(?=[a-z]{8})", re.I)
OVERSTIJGEND, OVERIG = "Segmentoverstijgend", "Overige afspraken"
_NIVEAU = {"beleid": "beleid", "inspanning": "inspanning", "prestatie": "prestatie"}
_HERKOMST = {
    "registratie": "berekend uit de registratie",
    "opvraag": "opgevraagd",
    "mijlpaal": "mijlpaal",
    "context": "achtergrond, geen eigen cijfer",
}
_DREMPEL = {"minstens": "ten minste ", "hoogstens": "ten hoogste ", "meer_dan": "meer dan "}


def searched(standen: list, selectie: Selectie) -> list:
    """The goals that the search found, and how many; all when nothing is asked."""
    gevonden = matching(standen, selectie)
    search.told(len(gevonden), len(standen), ("doel", "doelen"))
    if not gevonden:
        empty("Geen doel gevonden", "Zoek met minder woorden, of op het nummer van een artikel of doel.")
    return gevonden


def matching(standen: list, selectie: Selectie) -> list:
    """The goals that the search found; all when nothing is asked."""
    gevonden = search.ids(selectie, "doel")
    return list(standen) if gevonden is None else [s for s in standen if s.doel.id in gevonden]


def grid(standen: Iterable, regio: Regio) -> tuple[list[str], dict[str, dict[str, list]]]:
    """Column names, and per row name its cells. Rows are kernwaarden and columns segments; a region without
    kernwaarden has its themes as rows and the kinds of agreement as columns."""
    segmenten = segment_names(regio)
    rijen: dict[str, dict[str, list]] = {}
    if regio.kernwaarden:
        kolommen = [OVERSTIJGEND, *segmenten.values()]
        rijen = {f"{nr}. {naam}": {} for nr, naam in sorted(regio.kernwaarden.items())} | {OVERIG: {}}
    else:
        kolommen = list(dict.fromkeys(s.doel.soort.capitalize() for s in standen))
        rijen = {naam: {} for naam in segmenten.values()} | {OVERIG: {}}
    for stand in standen:
        eigen = [segmenten.get(d, d) for d in stand.doel.segmenten]
        if regio.kernwaarden:
            namen = [f"{nr}. {regio.kernwaarden[nr]}" for nr in stand.doel.kernwaarden] or [OVERIG]
            vakken = eigen or [OVERSTIJGEND]
        else:
            namen, vakken = eigen or [OVERIG], [stand.doel.soort.capitalize()]
        for naam in namen:
            for vak in vakken:
                rijen.setdefault(naam, {}).setdefault(vak, []).append(stand)
    rijen = {naam: cellen for naam, cellen in rijen.items() if cellen}
    return [k for k in kolommen if any(k in cellen for cellen in rijen.values())], rijen


def segment_names(regio: Regio) -> dict[str, str]:
    """Number -> name to show; a theme without a number has only its name."""
    return {s.nummer: s.titel for s in regio.segmenten}


def matrix(standen: list, regio: Regio) -> None:
    """The matrix; every goal in it leads to its full text below."""
    kolommen, rijen = grid(standen, regio)
    kop = "".join(f'<th scope="col">{_hinged(k)}</th>' for k in kolommen)
    romp = "".join(
        f'<tr><th scope="row">{escape(naam)}</th>'
        + "".join(f"<td>{''.join(_in_cell(s) for s in cellen.get(k, ()))}</td>" for k in kolommen)
        + "</tr>"
        for naam, cellen in rijen.items()
    )
    eerste = "Kernwaarde" if regio.kernwaarden else "Thema"
    st.caption(
        "Een doel kan bij meer kernwaarden of segmenten horen en staat dan vaker in de tabel. Klik op een "
        "doel voor de hele tekst."
    )
    st.html(
        f'<div class="kd-kader kd-matrix" tabindex="0" role="region" aria-label="Matrix van doelen">'
        f'<table class="kd-tabel" style="min-width:{8.2 * (1 + len(kolommen)):.0f}rem">'
        f"<caption>{len(standen)} doelen van {escape(regio.naam)}</caption>"
        f'<thead><tr><th scope="col">{eerste}</th>{kop}</tr></thead>'
        f"<tbody>{romp}</tbody></table></div>"
    )


def _in_cell(stand) -> str:
    nr = escape(stand.doel.id)
    return (
        f'<a class="kd-doel" href="#doel-{nr}"><span class="kd-id">{nr}</span> '
        f"{_hinged(stand.doel.label)}<br>{verdict_chip(stand)}</a>"
    )


def _hinged(tekst: str) -> str:
    """Escaped, and a long word may be broken where its parts meet: a column of the matrix is narrow."""
    return _SCHARNIER.sub(r"\1&shy;", escape(tekst))


def entries(standen: list, regio: Regio, *, open_: bool = False) -> None:
    """Every goal once, under its first kernwaarde or theme, closed until it is asked for."""
    _, rijen = grid(standen, regio)
    gehad: set[str] = set()
    for naam, cellen in rijen.items():
        eigen = [s for groep in cellen.values() for s in groep if not (s.doel.id in gehad or gehad.add(s.doel.id))]
        if eigen:
            st.header(naam, anchor=False)
            st.html("".join(entry_html(s, open_) for s in eigen))


def entry_html(stand, open_: bool = False, link: bool = True) -> str:
    """One goal as the documents say it and as it is read, with its figure, verdict and sources. `link`: to the
    page of the goal."""
    doel, u = stand.doel, stand.uitkomst
    eenheid = unit(stand)
    delen = [
        ("Soort afspraak", f"{doel.soort}, niveau {_NIVEAU[doel.niveau]}, prioriteit {doel.prioriteit}"),
        ("Cijfer nu", value_words(u, eenheid)),
        ("Basis", _base(u, eenheid)),
        ("Doel", target_words(doel, u, eenheid)),
        ("Pad nu", figure(u.padwaarde, eenheid) if u.padwaarde is not None else ""),
        ("Oordeel", sentence(stand)),
        ("Herkomst", _origin(doel)),
        ("Gelezen als", doel.gelezen_als or ""),
    ]
    regels = "".join(f"<dt>{k}</dt><dd>{escape(v)}</dd>" for k, v in delen if v)
    for let_op in doel.let_op:
        regels += f"<dt>Let op</dt><dd>{escape(let_op)}</dd>"
    for bron in doel.bronnen:
        regels += f"<dt>Bron</dt><dd>{escape(bron.title)}{', ' + escape(bron.article) if bron.article else ''}</dd>"
    if doel.ook_doel_in:
        ook = ", ".join(
            f'<a class="kd-link" href="{f"#doel-{escape(i)}" if link else href(i)}">{escape(i)}</a>'
            for i in doel.ook_doel_in
        )
        regels += f"<dt>Ook doel in</dt><dd>{ook} (zelfde onderwerp: niet optellen)</dd>"
    nr = escape(doel.id)
    return (
        f'<details class="kd-afspraak"{" open" if open_ else ""}><summary><span class="kd-id">{nr}</span> '
        f"<b>{escape(doel.label)}</b> {verdict_chip(stand)}</summary>"
        f'<div id="doel-{nr}"><p>{escape(doel.definitie)}</p><dl>{regels}</dl>'
        + (f'<p><a class="kd-link" href="{href(doel.id)}">Bekijk dit doel van dichtbij</a></p>' if link else "")
        + "</div></details>"
    )


def value_words(u, eenheid: str) -> str:
    if u.waarde is None:
        return "geen cijfer"
    moment = wording.periode(u.periode) if u.periode and u.periode[:4].isdigit() else wording.datum(u.dag)
    tussen = (
        f", 95%-interval {wording.waarde(u.laag, eenheid)} tot {wording.waarde(u.hoog, eenheid)}"
        if u.laag is not None and u.hoog is not None
        else ""
    )
    return f"{wording.with_eenheid(u.waarde, eenheid, kort=True)} ({moment}{tussen})"


def _base(u, eenheid: str) -> str:
    if u.basis is None:
        return ""
    dag = f" ({wording.datum(u.basisdag)})" if u.basisdag else ""
    return f"{wording.with_eenheid(u.basis, eenheid, kort=True)}{dag}"


def target_words(doel: Doel, u, eenheid: str) -> str:
    d = doel.doel
    tegen = f", uiterlijk {wording.datum(d.datum)}" if d.datum else ""
    vast = {
        "open": "nog af te spreken",
        "richting": f"alleen een richting: {doel.richting}",
        "geen": "",
        "nul": "geen enkele",
        "stabiel": f"gelijk blijven, binnen {percent(d.waarde or 0)}",
    }
    if d.soort in vast:
        return vast[d.soort] + (tegen if vast[d.soort] else "")
    if d.soort == "mijlpaal":
        return (f"{wording.getal(d.waarde)} keer behaald" if d.waarde else "behaald") + tegen
    if d.soort == "relatief":
        tekst = f"{percent(abs(d.waarde))} {'lager' if d.waarde < 0 else 'hoger'} dan de basis"
    elif d.soort == "per_jaar":
        tekst = f"elk jaar {percent(abs(d.waarde))} {'lager' if d.waarde < 0 else 'hoger'}"
    elif d.soort == "bereik":
        vorm = percent if d.relatief_bereik else lambda w: wording.waarde(w, eenheid)
        tekst = f"tussen {vorm(d.laag)} en {vorm(d.hoog)}"
    else:
        return f"{_DREMPEL[d.soort]}{wording.with_eenheid(d.waarde, eenheid)}{tegen}"
    getal = ""
    if u.doelwaarde is not None:
        nodig = wording.reached(u.doelwaarde, u.basis, eenheid)
        woord = wording.ACHTERVOEGSEL.get(eenheid, eenheid)
        woord = wording.ENKELVOUD.get(eenheid, woord) if nodig == 1 else woord
        getal = f", dat is {figure(nodig, eenheid)} {woord}".rstrip()
    return tekst + getal + tegen


def _origin(doel: Doel) -> str:
    if doel.databron == "opvraag":
        return f"opgevraagd bij {doel.leverancier or 'de leverancier'}, per {doel.frequentie}"
    return _HERKOMST[doel.databron] + (f" (maat {doel.maat})" if doel.maat else "")


def legend(standen: list) -> None:
    """How many goals have each verdict that occurs, what needs attention first."""
    dicht = sum(is_hidden(s) for s in standen)
    telling = Counter(s.uitkomst.oordeel for s in standen if not is_hidden(s))
    st.markdown(summary_sentence(standen))
    chips = [chip(o, telling[o]) for o in VOLGORDE if telling[o]] + [hidden_chip(dicht)] * bool(dicht)
    st.html('<div class="kd-legenda">' + "".join(chips) + "</div>")
