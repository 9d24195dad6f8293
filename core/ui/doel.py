"""One goal in depth: which one, what it says, where it is heading, and what goes together with it."""

from functools import partial
from html import escape

import streamlit as st

from core import dashboard
from core.model import wording
from core.model.oordeel import Oordeel
from core.model.selectie import Selectie
from core.ui import access, doelen, filters, written
from core.ui.figure import picture, show, words
from core.ui.goal_words import figure, sentence, verdict_chip
from core.ui.kernwaarden import entry_html, target_words, value_words
from core.ui.names import breaks
from core.ui.outcome import reads_as_none, unit
from core.ui.style import dark
from core.ui.table import readable, table_html, text_html

_TWEELING = {
    "let op": ("!", "kd-let", "Het ene cijfer wordt beter terwijl het andere slechter wordt."),
    "samen beter": ("✔", "kd-goed", "Beide cijfers worden beter."),
    "samen slechter": ("✖", "kd-slecht", "Beide cijfers worden slechter."),
    "beter, geen nadeel te zien": (
        "✔",
        "kd-goed",
        "Het ene cijfer wordt beter; het andere verandert niet meetbaar.",
    ),
    "één slechter": ("!", "kd-let", "Het ene cijfer wordt slechter; het andere verandert niet meetbaar."),
    "geen verandering te zien": ("≈", "kd-stil", "Geen van beide verandert meer dan door toeval."),
    "niet te zeggen": ("…", "kd-stil", "Er zijn te weinig gemeten jaren om de twee naast elkaar te leggen."),
}
# What stands open, the most urgent first.
_ERNST = {"let op": 0, "samen slechter": 1, "één slechter": 2}
_KANT = {
    "beter": "beter",
    "slechter": "slechter",
    "gelijk": "niet meetbaar anders",
    "onbekend": "te weinig jaren",
}


def choose(view, selectie: Selectie):
    """The goal to look at: chosen here, by a link, or the first of the region. Gives its picture."""
    gegeven = {"doel": st.query_params["doel"]} if "doel" in st.query_params else {}
    volgt = "doel" not in st.session_state or written.is_new(doelen.DOEL_ADRES, gegeven)
    gevraagd = gegeven.get("doel") if volgt else st.session_state["doel"]
    if volgt:
        _follow_link(view, selectie, gevraagd)
    alle = {d.id: d for r in dashboard.doelregios(selectie.regio) for d in r.doelen}
    if volgt and gevraagd not in (None, *alle):
        st.info(
            "Het doel in de link bestaat niet in deze regio; hieronder staat een ander.",
            icon=":material/link_off:",
        )
    st.session_state["doel_keuze"] = gevraagd if gevraagd in alle else next(iter(alle))
    gekozen = st.selectbox(
        "Welk doel?",
        list(alle),
        key="doel_keuze",
        on_change=_chosen,
        format_func=lambda d: f"{alle[d].label} ({d})",
        filter_mode=None,
    )
    st.session_state["doel"] = gekozen
    if written.keep(doelen.DOEL_ADRES, gegeven, {"doel": gekozen}):
        st.query_params["doel"] = gekozen
    return view.doelbeeld(selectie.with_(per="jaar", splits=()), gekozen)


def _chosen() -> None:
    st.session_state["doel"] = st.session_state["doel_keuze"]


def _follow_link(view, selectie: Selectie, gevraagd: str | None) -> None:
    """A link that names only a goal opens the region that agreed it; the rest of it stays where it can."""
    if gevraagd is None or dashboard.doel_van(selectie.regio, gevraagd):
        return
    for regio in view.store.regios:
        if dashboard.doel_van(regio, gevraagd):
            blijft = {k: st.query_params.get_all(k) for k in st.query_params if k not in ("gemeente", "segment")}
            st.query_params.from_dict(blijft | {"regio": regio, "doel": gevraagd})
            st.rerun()


def verdict(beeld, selectie: Selectie) -> None:
    """The sentence, then the figures it rests on, then what to be careful about."""
    stand = beeld.stand
    chips = verdict_chip(stand) + "".join(
        ' <span class="kd-chip kd-let"><span aria-hidden="true">!</span>let op: '
        f"{escape(_lower(p.tweeling.label))}</span>"
        for p in beeld.paren
        if p.weging.status == "let op"
    )
    zin = sentence(stand) or "Er zijn nog geen cijfers voor dit doel."
    st.html(
        f'<div class="kd-oordeel"><h2>{escape(stand.doel.label)} '
        f'<span class="kd-id">{escape(stand.doel.id)}</span></h2>'
        f"<div>{chips}</div><p>{text_html(zin)}</p>{_facts(stand)}{_careful(stand, selectie)}</div>"
    )


def _facts(stand) -> str:
    """The figures beside each other; only what is known."""
    u, eenheid = stand.uitkomst, unit(stand)
    delen = []
    if u.waarde is not None:
        delen.append(("Cijfer nu", value_words(u, eenheid)))
    if u.padwaarde is not None and u.padwaarde != u.doelwaarde and u.dag:
        delen.append((f"Pad op {wording.datum(u.dag)}", figure(u.padwaarde, eenheid)))
    if doel := target_words(stand.doel, u, eenheid):
        delen.append(("Doel", doel))
    if u.voortgang is not None:
        delen.append(("Op weg", _progress(u)))
    if u.helling is not None and u.zekerheid and stand.doel.doel.soort != "mijlpaal":
        delen.append(("Trend", _trend(u, eenheid)))
    bron = stand.doel.bronnen[0]
    delen.append(("Afgesproken in", f"{bron.title}{', ' + bron.article if bron.article else ''} ({stand.doel.soort})"))
    return f"<dl>{''.join(f'<dt>{k}</dt><dd>{text_html(v)}</dd>' for k, v in delen)}</dl>"


def _progress(u) -> str:
    zeker = " (de aantallen zijn klein: dat kan toeval zijn)" if u.oordeel is Oordeel.TE_KLEIN else ""
    if u.voortgang < 0:
        return f"nog niets bereikt: het cijfer ging de andere kant op{zeker}"
    if u.voortgang >= 1:
        return f"de gevraagde verandering is bereikt{zeker}"
    return f"{wording.procent(u.voortgang, 0)} van de gevraagde verandering is bereikt{zeker}"


def _trend(u, eenheid: str) -> str:
    if reads_as_none(u.helling, eenheid):
        return "het cijfer blijft vrijwel gelijk" if round(u.helling, 9) else "het cijfer blijft gelijk"
    kant = "stijgt" if u.helling > 0 else "daalt"
    hoog = "zekerheid hoog: minder dan 15% kans dat het toeval is"
    zeker = hoog if u.zekerheid == "hoog" else "zekerheid laag: dat kan toeval zijn"
    tussen = ""
    if u.helling_laag is not None:
        tussen = (
            f" (95%-interval {wording.signed(u.helling_laag, eenheid)} tot {wording.signed(u.helling_hoog, eenheid)})"
        )
    return f"{kant} met {wording.step(abs(u.helling), eenheid)} per jaar{tussen}; {zeker}"


def _careful(stand, selectie: Selectie) -> str:
    """A contradiction in the source, warnings, and breaks between the baseline and now."""
    doel, u = stand.doel, stand.uitkomst
    regels = [f"In de bron: {doel.gelezen_als}"] if doel.gelezen_als else []
    if stand.maat and u.basisdag and u.dag:
        regels += [
            f"Breuk in de reeks op {wording.datum(b.datum)}: {b.label}. {b.uitleg}"
            for b in breaks(selectie.regio, stand.maat)
            if u.basisdag < b.datum <= u.dag
        ]
    regels += list(doel.let_op)
    if not regels:
        return ""
    rest = f"<ul>{''.join(f'<li>{text_html(r)}</li>' for r in regels)}</ul>"
    return f'<details class="kd-afspraak"><summary>Let op bij dit doel ({len(regels)})</summary>{rest}</details>'


def course(maak, beeld, view, selectie: Selectie) -> None:
    """The series with its path and where it is heading; `maak` is `series` of core.charts."""
    stand, doel_id = beeld.stand, beeld.stand.doel.id
    if stand.doel.doel.soort == "mijlpaal":
        st.page_link("pages/mijlpalen.py", label="Alle mijlpalen, met dag en bewijs", icon=":material/flag:")
        return
    if not stand.reeks["waarde"].notna().any():
        return

    def draw(van):
        eigen = beeld if van is view else van.doelbeeld(selectie.with_(per="jaar", splits=()), doel_id)
        vooruit = dashboard.vooruitzicht(eigen, eigen.dagen[0]) if eigen.dagen else None
        return partial(maak, **words(van, eigen.stand, selectie), vooruit=vooruit, hoogte=320), eigen.stand.reeks

    show(draw, view, selectie, stand.maat, doelen=(stand.doel,))


def further(beeld) -> None:
    """The way to Wat-als with this goal, for a goal that can be simulated."""
    doel, maat = beeld.stand.doel, beeld.stand.maat
    kan = maat and maat.id in dashboard.SIMULEERBARE_MATEN and not doel.filter and access.may_see_exact()
    if kan and beeld.stand.uitkomst.doelwaarde is not None:
        st.page_link(
            "pages/watals.py",
            label="Reken dit doel door op de pagina Wat-als",
            icon=":material/tune:",
            query_params=filters.address() | {"doel": doel.id},
        )
        st.caption(
            "Een andere manier van rekenen: Wat-als speelt elke maatregel na, met de trend die de cijfers laten zien. "
            "De verwachting van deze pagina staat daar ernaast."
        )


def process(maak, beeld) -> None:
    """The XmR chart, or the plain line that says why there is none."""
    p, stand = beeld.proces, beeld.stand
    if p.reeks.empty or stand.doel.doel.soort == "mijlpaal":
        return
    st.header("Toeval of verandering?", anchor=False)
    if not p.gedrag.genoeg:
        st.html(f"<p>{escape(p.gedrag.uitleg)}</p>")
        return
    per = "" if p.per == "jaar" else f" per {p.per}"
    grafiek = maak(p.reeks, p.gedrag, label=f"{stand.doel.label}{per}", eenheid=unit(stand), doel=p.doel, donker=dark())
    picture(grafiek)
    regels = []
    if p.uit_jaar:
        regels.append(
            f"Het doel voor een jaar is hier gelijk verdeeld over elk{'e' if p.per == 'maand' else ''} {p.per}. De zin "
            f"hierboven gaat over een {'losse' if p.per == 'maand' else 'los'} {p.per}; over het hele jaar gaan het "
            "oordeel en de kans."
        )
    elif p.doel is None and stand.uitkomst.doelwaarde is not None:
        regels.append(
            f"Het doel geldt voor een jaar en is niet te verdelen over elk{'e' if p.per == 'maand' else ''} "
            f"{p.per}: een kind telt in elke periode mee."
        )
    if beeld.van.soort == "stand":
        regels.append(
            "Een stand verandert langzaam: twee cijfers na elkaar lijken op elkaar. De grenzen zijn daardoor "
            "smal en er is sneller een signaal."
        )
    for regel in regels:
        st.caption(regel)


def twins(maak, beeld, view, selectie: Selectie) -> None:
    """Each pair: a word, a sentence, and two small charts beside each other."""
    if not beeld.paren:
        return
    st.header("Gaat het niet ten koste van iets anders?", anchor=False)
    for nr, paar in enumerate(sorted(beeld.paren, key=lambda p: _ERNST.get(p.weging.status, 9))):
        symbool, _, zin = _TWEELING[paar.weging.status]
        kop = f"{symbool} {paar.tweeling.label}: {paar.weging.status}"
        with st.expander(kop, expanded=not nr or paar.weging.status in _ERNST):
            st.html(f"<p>{escape(zin)} {escape(paar.tweeling.reden)}</p>")
            for plek, lid in zip(st.columns(2, gap="large"), _members(paar), strict=True):
                with plek:
                    _member(maak, view, selectie, *lid)
            st.caption(f"Bron van dit paar: {paar.tweeling.bron}.")


def _members(paar) -> list[tuple]:
    """Of both: its measure and the rows it is about, name, series and side."""
    t, w = paar.tweeling, paar.weging
    maten = dashboard.maten()
    return [
        (maten[lid.maat], lid.filter, lid.label or maten[lid.maat].label, reeks, kant)
        for lid, reeks, kant in ((t.een, paar.een, w.kant_een), (t.ander, paar.ander, w.kant_ander))
    ]


def _member(maak, view, selectie: Selectie, maat, filter_: dict, naam: str, reeks, kant: str) -> None:
    """A small chart with its side in words, and its table folded."""
    breuken = breaks(selectie.regio, maat)
    keuze = maat.fit(selectie.with_(per="jaar", van=None, **filter_))
    grafiek = maak(
        reeks,
        label=naam,
        eenheid=maat.unit,
        breuken=breuken,
        momenten=dashboard.moments(view, maat.id, keuze, breuken),
        donker=dark(),
        hoogte=190,
        smal=True,
    )
    picture(grafiek, keuze, naast=2)
    tabel, getallen = readable(reeks, maat.unit)
    st.html(
        f'<p class="kd-klein">Over de jaren: <b>{_KANT[kant]}</b>.</p><details class="kd-afspraak"><summary>Tabel'
        f"</summary>{table_html(tabel, f'{naam}, in {maat.unit}', getallen=getallen)}</details>"
    )


def agreement(beeld) -> None:
    """The goal as the documents say it and as it is read, in full."""
    st.header("Wat is er afgesproken?", anchor=False)
    st.html(entry_html(beeld.stand, open_=True, link=False))


def _lower(tekst: str) -> str:
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]
