"""Gemeenten beside each other: per 1.000 children who live there, because a large one has more of everything."""

from collections.abc import Callable
from html import escape

import streamlit as st

from core import dashboard
from core.dashboard import View
from core.model.maat import Maat
from core.model.selectie import Selectie
from core.ui.choice import choose_one
from core.ui.figure import divided

_KEUZES = {"per_1000": "Per 1.000 jeugdigen", "aantal": "Aantallen"}
_GROOTTE = (
    "Dit zijn aantallen: een grote gemeente heeft er vanzelf meer. Ze zeggen niet waar het beter of slechter gaat."
)


def per_gemeente(maak: Callable, view: View, selectie: Selectie, maat: Maat, *, naast: int = 1) -> None:
    """A maat by gemeente, per 1.000 young inhabitants or as counts; only counts where the inhabitants are not known.
    `maak` is of core.charts."""
    per = dashboard.maten().get(f"{maat.id}_per_1000")
    soort = "aantal"
    if per and _known(view, selectie, per):
        soort = choose_one("vergelijk", "Vergelijk gemeenten", _KEUZES)
    divided(maak, view, selectie, per if soort == "per_1000" else maat, "gemeente", naast=naast)
    if soort == "aantal":
        st.html(f'<p class="kd-klein">{escape(_GROOTTE)}</p>')


def _known(view: View, selectie: Selectie, per: Maat) -> bool:
    keuze = per.fit(selectie.with_(splits=("gemeente",), gemeente=()))
    return bool(view.reeks(per.id, keuze)["waarde"].notna().any())
