"""What the chart of a scenario is made of: what was measured, what may come and the target. Also as a loose picture."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd

from core.charts.grammar import Grafiek
from core.dashboard import Plaatje
from core.model import wording
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.ui.watals import sentence
from core.ui.watals.levers import levers_in_words

NAAM = {"basis": "als er niets verandert", "scenario": "met deze knoppen"}


def history(view, selectie: Selectie, maat) -> pd.DataFrame:
    """What was measured, up to where the simulation begins."""
    reeks = view.reeks(maat.id, selectie.with_(van=None, tot=None, splits=(), segment=()))
    voorlopig = reeks["voorlopig"].fillna(False).astype(bool)
    return reeks[~voorlopig & reeks["waarde"].notna()] if len(reeks) else reeks


def lines(cijfers: pd.DataFrame, ernaast: pd.DataFrame | None, maat: str, scenario, naam: str):
    """variant -> name, and the rows to draw."""
    eigen = cijfers[cijfers["maat"] == maat]
    namen = {"basis": NAAM["basis"]} | ({"scenario": NAAM["scenario"]} if scenario.hefbomen else {})
    if ernaast is None:
        return namen, eigen
    erbij = ernaast[(ernaast["maat"] == maat) & (ernaast["variant"] == "scenario")].assign(variant="ander")
    return namen | {"ander": naam}, pd.concat([eigen, erbij], ignore_index=True)


def agreed(maat, kans) -> dict:
    """What the chart of a figure is called, and the target of it where there is one."""
    doel = kans is not None and kans.maat == maat.id and not wording.is_empty(kans.waarde)
    woorden = {"label": maat.label, "eenheid": maat.unit}
    return woorden | ({"streef": kans.waarde, "streefdag": kans.peildatum} if doel else {})


def chance(view, beeld):
    try:
        return view.kans_op_doel(beeld)
    except Melding:
        return None


def day_of(beeld) -> date:
    doel = beeld.scenario.doel
    return doel.datum if doel else beeld.perioden[-1].tot


def loose(maak: Callable, selectie: Selectie, beeld, maat, view) -> Plaatje:
    """The chart by itself, as this view tells it: the answer above it, and under it which levers were moved."""

    def draw(_) -> Grafiek:
        cijfers, kans, scenario = view.scenario_cijfers(beeld), chance(view, beeld), beeld.scenario
        zin = sentence.headline(cijfers, maat, day_of(beeld), kans, hefbomen=bool(scenario.hefbomen))
        namen, rijen = lines(cijfers, None, maat.id, scenario, "")
        grafiek = maak(history(view, selectie, maat), rijen, namen=namen, titel=zin, **agreed(maat, kans))
        knoppen = f"Knoppen: {'; '.join(levers_in_words(scenario))}." if scenario.hefbomen else ""
        return replace(grafiek, toelichting=f"{grafiek.toelichting} {knoppen}".strip())

    return Plaatje(draw, view.weergave.naam)
