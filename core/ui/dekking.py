"""Coverage on the page: how many goals have a figure, where it comes from, and why the others have none."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from core import dashboard
from core.dashboard import Blad, View
from core.model import wording
from core.model.selectie import Selectie
from core.ui import search
from core.ui.melding import empty
from core.ui.table import Html, show_table

_HERKOMST = ("berekend", "opvraag", "mijlpaal", "achtergrond")
_ALLES = "alles"


def gather(view) -> pd.DataFrame:
    """A row per goal of every region; one question per region, so that a known answer is used again."""
    with st.spinner("Alle doelen doorrekenen"):
        return pd.concat([view.dekking(r) for r in dashboard.regios()], ignore_index=True)


def sheet(gekozen: pd.DataFrame, selectie: Selectie) -> Callable[[View], Blad]:
    """The same rows, asked of the view by which they leave."""

    def blad(view: View) -> Blad:
        alle = gather(view)
        rijen = alle[alle["doel"].isin(gekozen["doel"])].reset_index(drop=True)
        return Blad(rijen, "Dekking van de doelen", selectie)

    return blad


def counts(alle: pd.DataFrame) -> None:
    """A row per region: goals, by origin, and with how many a figure is known."""
    namen = {r.id: r.naam for r in dashboard.regios().values()}
    eigen = alle[alle["herkomst"] != "achtergrond"]
    st.markdown(
        f"De documenten noemen {len(alle)} doelen en cijfers. Bij {len(eigen)} hoort een eigen cijfer; "
        f"{int(eigen['cijfer'].sum())} daarvan {'heeft' if eigen['cijfer'].sum() == 1 else 'hebben'} er een."
    )
    rijen = [
        {"Regio": namen.get(r, r), "Doelen": str(len(g))}
        | {h.capitalize(): _part(g[g["herkomst"] == h]) for h in _HERKOMST[:3]}
        | {
            "Achtergrond": str(int((g["herkomst"] == "achtergrond").sum())),
            "Zonder cijfer": str(int((~g["cijfer"] & (g["herkomst"] != "achtergrond")).sum())),
        }
        for r, g in alle.groupby("regio", sort=False)
    ]
    show_table(rijen, "Doelen met een cijfer, van het aantal doelen", getallen=list(rijen[0])[1:])


def _part(groep: pd.DataFrame) -> str:
    return f"{int(groep['cijfer'].sum())} van {len(groep)}" if len(groep) else wording.LEEG


def choose(alle: pd.DataFrame, regio: str) -> pd.DataFrame:
    """By region, origin, with or without a figure, and words."""
    namen = {r.id: r.naam for r in dashboard.regios().values()}
    een, twee = st.columns(2)
    opties = [regio, _ALLES, *(r for r in namen if r != regio)]
    waar = een.selectbox(
        "Welke regio",
        opties,
        key=f"dekking_regio_{regio}",
        format_func=lambda r: namen.get(r, "alle regio's"),
        filter_mode=None,
    )
    welk = twee.segmented_control(
        "Welke doelen", ["alle", "met cijfer", "zonder cijfer"], default="alle", key="dekking_cijfer"
    )
    herkomst = st.pills(
        "Herkomst",
        _HERKOMST,
        selection_mode="multi",
        key="dekking_herkomst",
        format_func=lambda h: f"{h} ({(alle['herkomst'] == h).sum()})",
    )
    deel = alle if waar == _ALLES else alle[alle["regio"] == waar]
    if welk and welk != "alle":
        deel = deel[deel["cijfer"] == (welk == "met cijfer")]
    if herkomst:
        deel = deel[deel["herkomst"].isin(herkomst)]
    gezocht = [search.ids(Selectie(regio=r), "doel") for r in namen]
    if None not in gezocht:
        getoond = deel[deel["doel"].isin(set().union(*gezocht))]
        search.told(len(getoond), len(deel), ("doel", "doelen"))
        return getoond
    return deel


def listing(deel: pd.DataFrame) -> None:
    """A row per goal: where its figure comes from, and the figure or why there is none."""
    if deel.empty:
        empty("Geen doel gevonden", "Kies een andere regio of herkomst, of zoek met minder woorden.")
        return
    rijen = [
        {
            "Id": Html(f'<span class="kd-id">{escape(r.doel)}</span>'),
            "Doel": r.label,
            "Herkomst": f"{r.herkomst}: {r.uit}",
            "Cijfer": _figure(r),
            "Oordeel": r.oordeel,
            "Bron": r.bron,
        }
        for r in deel.itertuples()
    ]
    show_table(rijen, "1 doel" if len(rijen) == 1 else f"{len(rijen)} doelen")


def _figure(r) -> str | Html:
    if r.cijfer:
        moment = wording.periode(r.periode) if isinstance(r.periode, str) and r.periode[:4].isdigit() else r.periode
        return f"{wording.with_eenheid(r.waarde, r.eenheid, kort=True)} ({moment})"
    return r.reden
