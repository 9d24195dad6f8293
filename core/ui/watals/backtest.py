"""How good earlier predictions would have been, and what a simulation does not know. Folded at the bottom."""

import streamlit as st

from core import dashboard
from core.charts.future import between
from core.model import wording
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.ui.melding import plain
from core.ui.table import show_table, text_html
from core.ui.watals.sentence import in_words

ONBEKEND = (
    "Wat er nog nooit is gebeurd: een nieuwe wet, een wachtlijststop of een andere werkwijze van de rechter. In 2022 "
    "viel de instroom een vijfde terug; wie toen een jaar eerder voorspelde, zat er vaker naast.",
    "Of een knop haalbaar is, en wat hij verder losmaakt. Een kortere OTS laat kinderen hier niet vaker terugkomen: "
    "zet de knop 'Kans op opnieuw een maatregel' er zelf bij.",
    "Een andere GI of gemeente na vandaag, wachttijd, trajecten en jeugdreclassering.",
    "Een kind dat al uit huis woont, wisselt niet van soort verblijf; netwerk geldt voor nieuwe plaatsingen.",
    "Een segment staat alleen bij een verblijf. Andere knoppen kunnen daarom niet per segment.",
)
_GELIJK = 0.01  # a difference in error that is no difference


def backtest(view, selectie: Selectie) -> None:
    """Worked out on demand: it takes a while."""
    with st.expander("Hoe goed zijn eerdere voorspellingen?", icon=":material/fact_check:"):
        st.markdown(
            "De simulatie krijgt alleen wat op 31 december van een eerder jaar bekend was, en voorspelt een en "
            "twee jaar vooruit. Daarna is te zien wat er echt kwam."
        )
        _run(view, selectie)


@st.fragment
def _run(view, selectie: Selectie) -> None:
    keuze = Selectie(regio=selectie.regio).with_(gemeente=selectie.filter("gemeente"), gi=selectie.filter("gi"))
    sleutel = (view.store.versie, repr(keuze))
    if st.button("Reken dit uit", key="watals_toets", icon=":material/play_arrow:"):
        st.session_state["watals_getoetst"] = sleutel
    if st.session_state.get("watals_getoetst") != sleutel:
        return
    try:
        with st.spinner("De eerdere jaren worden voorspeld; dit duurt even"):
            toets = view.terugtoets(keuze)
    except Melding as melding:
        st.info(plain(str(melding)), icon=":material/info:")
        return
    st.html(f'<p class="kd-antwoord">{text_html(verdict(toets.fouten, len(toets.voorspellingen)))}</p>')
    _errors(toets.fouten, stap=view.weergave.fijn)
    if toets.voorspellingen.empty:
        st.caption("De voorspelde en werkelijke aantallen zelf staan hier alleen bij intern gebruik.")
    else:
        _predictions(toets.voorspellingen)


def verdict(fouten, aantal: int) -> str:
    """The coverage, and whether the simulation beats the two simple guesses, per horizon."""
    alles = fouten[fouten["maat"] == "alles"]
    dekking = float((alles["dekking"]).mean())
    zinnen = [
        f"Van {wording.getal(aantal)} voorspelde cijfers lag {wording.procent(dekking, 0)} in de band die 80% "
        f"beloofde{_band(dekking)}"
    ]
    for r in alles.itertuples():
        ver = "Een jaar" if r.jaren == 1 else f"{'Twee' if r.jaren == 2 else r.jaren} jaar"
        beste = min(r.fout_vorig_jaar, r.fout_lineair)
        naam = "'gelijk aan vorig jaar'" if r.fout_vorig_jaar <= r.fout_lineair else "een rechte lijn door de jaren"
        if r.fout_simulatie > beste + _GELIJK:
            zinnen.append(f"{ver} vooruit doet de simulatie het slechter dan {naam}: gebruik de band, niet het midden")
        elif r.fout_simulatie < beste - _GELIJK:
            zinnen.append(f"{ver} vooruit is de simulatie beter dan de eenvoudige schattingen")
        else:
            zinnen.append(f"{ver} vooruit is de simulatie ongeveer even goed als {naam}")
    return ". ".join(zinnen) + "."


def _band(dekking: float) -> str:
    if dekking < 0.7:
        return "; dat is te weinig: de banden zijn hier te smal"
    return "; dat is ruim: de banden zijn hier breder dan nodig" if dekking > 0.9 else ""


def _errors(fouten, stap: float) -> None:
    maten = dashboard.maten()

    def share(x: float) -> str:
        return wording.procent(round(x / stap) * stap, 0)

    rijen = [
        {
            "Cijfer": "Alles samen" if r.maat == "alles" else maten[r.maat].label,
            "Jaren vooruit": str(r.jaren),
            "Fout simulatie": share(r.fout_simulatie),
            "Fout 'als vorig jaar'": share(r.fout_vorig_jaar),
            "Fout rechte lijn": share(r.fout_lineair),
            "In de band van 80%": share(r.dekking),
        }
        for r in fouten.sort_values(
            ["maat", "jaren"], key=lambda k: k if k.name == "jaren" else k != "alles"
        ).itertuples()
    ]
    show_table(rijen, "Gemiddelde fout, als deel van het werkelijke cijfer", getallen=list(rijen[0])[1:])


def _predictions(voorspeld) -> None:
    maten = dashboard.maten()
    rijen = [
        {
            "Voorspeld op": wording.datum(r.snede),
            "Cijfer": maten[r.maat].label,
            "Voor": r.periode,
            "Verwacht": in_words(r.p50, maten[r.maat].unit),
            "80% kans tussen": between(r.p10, r.p90, maten[r.maat].unit),
            "Werkelijk": in_words(r.werkelijk, maten[r.maat].unit),
            "In de band": wording.ja_nee(bool(r.binnen)),
        }
        for r in voorspeld.itertuples()
    ]
    with st.expander("Elke voorspelling"):
        show_table(rijen, "Voorspeld en werkelijk", getallen=["Verwacht", "80% kans tussen", "Werkelijk"])


def limits() -> None:
    """What it does not know, from the decision page."""
    with st.expander("Wat deze simulatie niet weet", icon=":material/help:"):
        st.html(f"<ul>{''.join(f'<li>{text_html(r)}</li>' for r in ONBEKEND)}</ul>")
