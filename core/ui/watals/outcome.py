"""What a scenario leads to: the sentence, the chart, the figures. Drawn again for each better picture (`running`).

Every figure shown comes from `dashboard.scenario_cijfers` and `kans_op_doel` with the view, that protect it in Delen.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from core import dashboard
from core.charts.future import between, rounded
from core.charts.sentence import when
from core.model import wording
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN
from core.model.selectie import Selectie
from core.ui.figure import picture
from core.ui.melding import plain
from core.ui.style import dark
from core.ui.table import Html, show_table, table_html, text_html
from core.ui.watals import choice, drawing, sentence
from core.ui.watals.expectation import other_way
from core.ui.watals.running import Places, work_out
from core.ui.watals.sentence import in_words, with_sign
from core.ui.watals.take_along import take_along

_BEELD = "watals_beeld"
_KOSTEN = "kosten"


def show(maak: Callable, view, selectie: Selectie, scenario, boven) -> None:
    """Draws everything that follows from the scenario; `maak` is `future` of core.charts, `boven` the container for the
    answer in words."""
    voortgang = st.empty()
    een, twee = st.columns(2)
    with een:
        maat = _choose_figure(scenario)
    with twee:
        ander = _choose_other(view, scenario)
    plekken = Places(kop=boven, grafiek=st.container(), tabel=st.container(), alles=st.container())
    anders = st.empty()
    historie = drawing.history(view, selectie, maat)
    maten = dashboard.scenario_maten(scenario, (maat.id,))

    def draw(beeld, naast=None) -> None:
        cijfers = view.scenario_cijfers(beeld)
        ernaast = view.scenario_cijfers(naast[1]) if naast else None
        kans = drawing.chance(view, beeld)
        dag = drawing.day_of(beeld)
        zin = sentence.headline(cijfers, maat, dag, kans, hefbomen=bool(scenario.hefbomen))
        with plekken.fill("kop"):
            st.html(f'<p class="kd-antwoord">{text_html(zin)}</p>{_goal_html(view, beeld, kans, maat)}')
            if naast:
                ander_zin = sentence.other(naast[0], ernaast, maat, dag)
                st.html(f'<p class="kd-klein">{text_html(ander_zin)}</p>')
        namen, rijen = drawing.lines(cijfers, ernaast, maat.id, scenario, naast[0] if naast else "")
        with plekken.fill("grafiek"):
            picture(maak(historie, rijen, namen=namen, donker=dark(), **drawing.agreed(maat, kans)))
        with plekken.fill("tabel"):
            _table(rijen, maat, namen, bool(scenario.hefbomen))
        with plekken.fill("alles"):
            _overview(view, cijfers, beeld, dag, (naast[0], ernaast) if naast else None)

    beeld = work_out(view, scenario, maten, _BEELD, voortgang, draw)
    if beeld is None:
        return
    if selectie.per == "jaar" or historie["peildatum"].notna().all():  # Doelen speaks of years, or of a day
        other_way(anders, view, selectie, maat, drawing.day_of(beeld))
    if ander is not None:
        naam, velden = ander
        tweede = work_out(
            view,
            choice.with_selection(velden, selectie),
            maten,
            f"{_BEELD}_ander",
            voortgang,
            lambda b: draw(beeld, (naam, b)),
            basis=beeld,
        )
        if tweede is not None:
            draw(beeld, (naam, tweede))
    _warnings(view.scenario_rijen(beeld)[1])
    take_along(view, selectie, beeld, maten, partial(drawing.loose, maak, selectie, beeld, maat))


def _choose_figure(scenario):
    """Which figure is drawn; the target's to begin with."""
    maten = dashboard.maten()
    opties = list(dict.fromkeys([*dashboard.scenario_maten(scenario), *dashboard.SIMULEERBARE_MATEN]))
    eerst = scenario.doel.maat if scenario.doel else "jb_stand"
    sleutel = f"watals_cijfer_{choice.generation()}_{eerst}"
    gekozen = st.selectbox(
        "Welk cijfer?",
        opties,
        index=opties.index(eerst),
        key=sleutel,
        format_func=lambda m: maten[m].label,
        filter_mode=None,
    )
    return maten[gekozen]


def _choose_other(view, scenario) -> tuple[str, dict] | None:
    """A second scenario beside it: its levers, on the same years, target and prices."""
    vooraf, bewaard = choice.presets(), dashboard.scenarios(view)
    namen = {f"vooraf:{n}": s.naam for n, s in vooraf.items()} | {f"bewaard:{b.naam}": b.naam for b in bewaard}
    gekozen = st.selectbox(
        "Vergelijk met",
        ["", *namen],
        key="watals_tweede",
        format_func=lambda o: namen.get(o, "Geen tweede scenario"),
        filter_mode=None,
    )
    if not gekozen:
        return None
    try:
        ander = dashboard.scenario_velden(choice.get(view, gekozen))
    except Melding as melding:
        st.info(plain(str(melding)))
        return None
    hier = dashboard.scenario_velden(scenario)
    vast = {k: w for k, w in hier.items() if k in ("doel", "jaren", "seed", "replicaties", "kosten")}
    return namen[gekozen], {"naam": namen[gekozen], "hefbomen": ander.get("hefbomen", [])} | vast


def _goal_html(view, beeld, kans, maat) -> str:
    """The chance and the first day, without and with; or why there is no target."""
    if beeld.scenario.doel is None:
        return ""
    if kans is None:
        return f'<p class="kd-klein">{text_html(beeld.geen_streef)}</p>'
    varianten = ("scenario", "basis") if beeld.scenario.hefbomen else ("basis",)
    regels = []
    if kans.maat != maat.id:  # the sentence is about another figure than the target
        doelmaat = dashboard.maten()[kans.maat]
        waarde = VERBORGEN if wording.is_empty(kans.waarde) else sentence.target(kans.waarde, doelmaat.unit)
        woord = "hoogstens" if beeld.scenario.doel.richting == "omlaag" else "minstens"
        kansen = wording.opsomming(f"{sentence.chance(kans.kans[v], kans.stap)} {drawing.NAAM[v]}" for v in varianten)
        wat = f"{doelmaat.label} {woord} {waarde} op {wording.datum(kans.peildatum)}"
        regels.append(f"Kans op het doel ({wat}): {kansen}.")
    if kans.eerste:
        eerste = {v: sentence.first_day(kans, v) for v in varianten}
        if len(set(eerste.values())) == 1:
            eerste = {"": next(iter(eerste.values()))}
        regels += [f"Doel voor het eerst gehaald{f' {drawing.NAAM[v]}' if v else ''}: {w}." for v, w in eerste.items()]
    return f'<p class="kd-klein">{"<br>".join(text_html(r) for r in regels)}</p>'


def _table(rijen: pd.DataFrame, maat, namen: dict[str, str], hefbomen: bool) -> None:
    """A row per period: the middle of each line with its 80%, and the difference."""
    per = {v: rijen[rijen["variant"] == v].set_index("periode") for v in (*namen, "verschil")}
    uit = []
    for periode in per["basis"].index:
        rij = {"Periode": wording.periode(periode)}
        for variant, naam in namen.items():
            rij[naam.capitalize()] = _with_band(per[variant].loc[periode], maat.unit)
        if hefbomen:
            rij["Verschil"] = _difference(*(per[v].loc[periode] for v in ("basis", "scenario", "verschil")), maat.unit)
        uit.append(rij)
    onderschrift = f"{maat.label}, in {maat.unit}: verwacht, en met 80% kans tussen"
    tabel = table_html(uit, onderschrift, getallen=list(uit[0])[1:])
    st.html(f'<details class="kd-afspraak"><summary>Tabel van {escape(maat.label)}</summary>{tabel}</details>')


def _with_band(r: pd.Series, eenheid: str) -> str:
    if wording.is_empty(r["p50"]):
        return wording.LEEG
    tussen = between(r["p10"], r["p90"], eenheid)
    return Html(f'{in_words(r["p50"], eenheid)}<br><span class="kd-klein kd-breekt">{tussen}</span>')


def _difference(basis: pd.Series, met: pd.Series, r: pd.Series, eenheid: str) -> str:
    """What the two figures beside it differ, so that a reader can add it up; the spread is taken run by run."""
    if wording.is_empty(r["p50"]):
        return wording.LEEG
    midden = with_sign(rounded(met["p50"], eenheid) - rounded(basis["p50"], eenheid), eenheid)
    laag, hoog = with_sign(r["p10"], eenheid), with_sign(r["p90"], eenheid)
    return (
        midden
        if laag == hoog == midden
        else Html(f'{midden}<br><span class="kd-klein kd-breekt">{laag} tot {hoog}</span>')
    )


def _overview(view, cijfers: pd.DataFrame, beeld, dag: date, naast: tuple[str, pd.DataFrame] | None) -> None:
    """Every figure that was counted, on the day of the target, with that of the scenario beside it (its name and
    figures); and the costs."""
    maten = dashboard.maten()
    rijen = []
    posten = [m for m in dict.fromkeys(cijfers["maat"]) if m.startswith(f"{_KOSTEN}:")]
    hier, daar = sentence.rows(cijfers, dag), sentence.rows(naast[1], dag) if naast else {}
    for naam in (m for m in dict.fromkeys(cijfers["maat"]) if m not in posten or len(posten) > 1):
        basis, met, verschil = (hier.get((naam, v)) for v in ("basis", "scenario", "verschil"))
        if basis is None or met is None or verschil is None:
            continue
        maat = maten.get(naam)
        label = (
            maat.label
            if maat
            else "Nieuwe uithuisplaatsingen in het netwerk"
            if naam == "uhp_nieuw_netwerk"
            else ("Kosten in die periode" if naam == _KOSTEN else naam.capitalize())
        )
        rij = {"Cijfer": label, "Als er niets verandert": in_words(basis["p50"], basis["eenheid"])}
        if beeld.scenario.hefbomen or naam.startswith(_KOSTEN):
            rij |= {
                "Met deze knoppen": in_words(met["p50"], met["eenheid"]),
                "Verschil (80% kans tussen)": _difference(basis, met, verschil, met["eenheid"]),
            }
        if naast and (ander := daar.get((naam, "scenario"))) is not None:
            rij[naast[0]] = in_words(ander["p50"], ander["eenheid"])
        rijen.append(rij)
    if rijen:
        volledig = {k: wording.LEEG for r in rijen for k in r}
        wat = "verandert" if beeld.scenario.hefbomen else "gebeurt"
        bij = f"Wat er {wat} {when(_told(beeld, dag).naam)}"
        show_table([volledig | r for r in rijen], bij, getallen=list(volledig)[1:])
    if totaal := view.scenario_kosten(beeld):
        laag, midden, hoog = totaal["verschil"]
        st.html(f"<p>{text_html(_money(laag, midden, hoog, beeld))}</p>")


def _told(beeld, dag: date):
    """The period that the overview is about: the one of the target (per quarter that is no year), else the last."""
    laatste = beeld.perioden[-1]
    return next((p for p in beeld.perioden if p.van <= dag <= p.tot), laatste) if beeld.scenario.doel else laatste


def _money(laag: float, midden: float, hoog: float, beeld) -> str:
    eerste, laatste = beeld.perioden[0].van.year, beeld.perioden[-1].tot.year
    if round(laag) == round(hoog) == 0:
        return f"Over {eerste} t/m {laatste} kost dit scenario evenveel."
    woord = "minder" if midden < 0 else "meer"
    bedrag = wording.euro(rounded(abs(midden), "euro"), kort=True)
    return (
        f"Over {eerste} t/m {laatste} kost dit scenario naar verwachting {bedrag} {woord} "
        f"(80% kans tussen {with_sign(laag, 'euro')} en {with_sign(hoog, 'euro')})."
    )


def _warnings(zinnen: tuple[str, ...]) -> None:
    for zin in zinnen:
        st.warning(plain(zin), icon=":material/warning:")
