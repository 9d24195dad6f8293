"""Milestones on the page: one sentence, a choice of standings, and the list with days and evidence."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from core.dashboard import Blad, View
from core.model import wording
from core.model.selectie import Selectie
from core.ui.melding import empty, plain
from core.ui.table import Html, show_table

_STAND = {
    "behaald": ("✔", "kd-goed"),
    "te laat behaald": ("◔", "kd-let"),
    "niet behaald": ("✖", "kd-slecht"),
    "bewijs ontbreekt": ("?", "kd-let"),
    "nog te gaan": ("…", "kd-stil"),
    "geen gegevens": ("–", "kd-stil"),
}
_REGIO, _GENOEMD = "de regio", 4  # who, when nobody is named; and how many are named in a sentence


def with_who(rijen: pd.DataFrame) -> pd.DataFrame:
    """The same rows with `wie`: the GI and the toegang that reached it."""
    wie = [
        " · ".join(w for w in (gi, toegang) if w) or _REGIO
        for gi, toegang in zip(rijen["gi"], rijen["toegang"], strict=True)
    ]
    return rijen.assign(wie=wie)


def sheet(gekozen: pd.DataFrame, selectie: Selectie) -> Callable[[View], Blad]:
    """The same rows, asked of the view by which they leave."""

    def blad(view: View) -> Blad:
        alle = view.mijlpalen(selectie)
        return Blad(alle[alle.index.isin(gekozen.index)], "Mijlpalen", selectie)

    return blad


def summary(rijen: pd.DataFrame, selectie: Selectie) -> None:
    """ "Van de 24 mijlpalen zijn er 13 behaald, 4 te laat behaald, 2 niet behaald." """
    if rijen.empty:
        empty(
            "Geen mijlpalen voor deze keuze",
            "Deze regio sprak met de gekozen GI geen mijlpalen af. Kies links alle GI's."
            if selectie.filter("gi")
            else "Deze regio sprak geen mijlpalen af.",
        )
        return
    telling = rijen["stand"].value_counts()
    delen = [f"{telling[s]} {s}" for s in _STAND if s in telling]
    doelen = rijen["doel"].nunique()
    wat = "1 mijlpaal" if len(rijen) == 1 else f"{len(rijen)} mijlpalen"
    st.markdown(f"{wat} bij {'1 doel' if doelen == 1 else f'{doelen} doelen'}: {wording.opsomming(delen)}.")
    open_ = rijen[rijen["stand"] == "niet behaald"]
    if len(open_):
        namen = [f"{r.label} ({r.doel}{'' if r.wie == _REGIO else f', {r.wie}'})" for r in open_.itertuples()]
        meer = f" en nog {len(namen) - _GENOEMD}" if len(namen) > _GENOEMD else ""
        st.markdown(plain(f"Niet behaald: {wording.opsomming(namen[:_GENOEMD])}{meer}."))


def choose(rijen: pd.DataFrame) -> pd.DataFrame:
    """Pills with counts; nothing chosen means all."""
    telling = rijen["stand"].value_counts()
    opties = [s for s in _STAND if s in telling]
    if not opties:
        return rijen
    gekozen = st.pills(
        "Toon alleen",
        opties,
        selection_mode="multi",
        key="mijlpaalstand",
        format_func=lambda s: f"{_STAND[s][0]} {s} ({telling[s]})",
    )
    return rijen[rijen["stand"].isin(gekozen)] if gekozen else rijen


def chip(stand: str) -> Html:
    symbool, klasse = _STAND[stand]
    return Html(f'<span class="kd-chip {klasse}"><span aria-hidden="true">{symbool}</span>{escape(stand)}</span>')


def listing(rijen: pd.DataFrame) -> None:
    """A row per milestone."""
    regels = [
        {
            "Mijlpaal": Html(f'{escape(r.label)} <span class="kd-id">{escape(r.doel)}</span>'),
            "Wie": r.wie,
            "Afgesproken": wording.datum(r.afgesproken) if r.afgesproken else "geen datum",
            "Behaald op": wording.datum(r.behaald_op),
            "Stand": chip(r.stand),
            "Bewijs": "; ".join(filter(None, (r.bewijs, r.toelichting))) or wording.LEEG,
        }
        for r in rijen.itertuples()
    ]
    if regels:
        show_table(regels, "1 mijlpaal" if len(regels) == 1 else f"{len(regels)} mijlpalen")
