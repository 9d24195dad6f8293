"""How long it lasts per GI, on the page Duur."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from core import dashboard
from core.dashboard import Blad, Plaatje, View
from core.model import wording
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.ui.figure import TABEL, downloads, picture
from core.ui.melding import empty
from core.ui.style import dark
from core.ui.table import show_table

MAAT, LABEL = "ots_duur_km", "OTS"


def per_gi(maak: Callable, view: View, selectie: Selectie) -> None:
    """The curves of all GI's with in one sentence whether they differ more than by chance; `maak` is of core.charts."""
    maat, selectie = dashboard.maten()[MAAT], selectie.with_(gi=(), splits=())
    keuze = maat.fit(selectie)

    def draw(view: View):
        v = view.duur_per_gi(keuze, MAAT)
        woorden = {"label": LABEL, "verschilt": v.verschilt, "langst": v.longest, "weergave": view.weergave}
        return lambda _, donker: maak(v.groepen, v.curven, donker=donker, **woorden), v

    def blad(view: View) -> Blad:
        teken, v = draw(view)
        tabel = v.groepen.rename(columns={"naam": "gi", "mediaan": "waarde"}).assign(eenheid="dagen")
        plaatje = Plaatje(partial(teken, donker=False), view.weergave.naam)
        return Blad(tabel, plaatje.teken(tabel).titel, v.over, (maat,), plaatje=plaatje)

    try:
        teken, v = draw(view)
    except Melding as melding:
        empty("Niet te vergelijken bij deze keuze", str(melding))
        return
    picture(teken(v.groepen, donker=dark()), selectie, maat)
    if v.groepen.empty:
        return
    for regel in _notes(v, view.weergave.bij_duur):
        st.caption(regel)
    rijen = _rows(v.groepen, v.verschilt)
    show_table(rijen, "Begonnen OTS per GI, op alfabet", getallen=["Begonnen", "De helft geëindigd na"])
    with st.container(horizontal=True):
        downloads(blad, view, keuze, "duur-per-gi", rijen=len(v.groepen), soorten=(*TABEL, "png"))


def _rows(groepen: pd.DataFrame, verschilt: bool | None) -> list[dict]:
    gelijk = "niet te zeggen" if verschilt is None else "kan toeval zijn"
    return [
        {
            "GI": r.naam,
            "Begonnen": wording.getal(r.n),
            "De helft geëindigd na": "nog niet bereikt"
            if wording.is_empty(r.mediaan)
            else wording.with_eenheid(round(r.mediaan), "dagen"),
            "Anders dan de andere GI's samen": r.afwijking or gelijk,
        }
        for r in groepen.itertuples()
    ]


def _notes(v, erbij: str) -> list[str]:
    regels = []
    if v.verschilt is not None:
        kans = (
            "; op afgeronde aantallen, dus intern kan het anders zijn"
            if v.p is None
            else f", p = {wording.getal(v.p, 3) if v.p >= 0.0005 else 'kleiner dan 0,001'}"
        )
        regels.append(
            f"Getoetst over alle GI's samen, lopende zaken meegeteld (log-rank-toets{kans}; meer dan toeval onder "
            "0,05). Een verschil zegt niet waardoor het komt: GI's hebben andere kinderen in andere gemeenten."
        )
    if v.klein:
        wie = wording.opsomming(v.klein)
        regels.append(f"Niet getoond omdat er te weinig zaken zijn: {wie}.")
    return [*regels, erbij] if erbij else regels
