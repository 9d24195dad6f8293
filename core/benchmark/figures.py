"""Asking for figures: the goals of a region, and what if."""

import time
from collections.abc import Callable

import pandas as pd

from core import dashboard
from core.benchmark.by_hand import by_hand
from core.benchmark.timing import clock
from core.model.selectie import Selectie


def _asked_anew(ask: Callable[[], object]) -> Callable[[], object]:
    """A question as if nobody asked it before."""

    def again() -> object:
        dashboard.MEMORY.clear()
        return ask()

    return again


def whole(view: dashboard.View) -> Selectie:
    """The region that the export is about."""
    return Selectie(regio=view.store.regios[0])


def overzicht(view: dashboard.View) -> tuple:
    selectie = whole(view)
    view.doelen(selectie)
    ons = clock(_asked_anew(lambda: view.doelen(selectie)))
    hand = clock(lambda: by_hand(view.store, selectie.regio))
    return "Overzicht, alle doelen van een regio", ons, hand, ons / hand, "een deel ervan in SQL met de hand"


def other_gemeente(view: dashboard.View) -> tuple:
    selectie = whole(view)
    gemeenten = [g for g in view.store.gemeenten if g in dashboard.regios()[selectie.regio].codes][:3]
    ons = clock(lambda: [view.doelen(selectie.with_(gemeente=(g,))) for g in gemeenten], 1)
    hand = clock(lambda: by_hand(view.store, selectie.regio))
    ons /= len(gemeenten)
    return "Overzicht na een andere gemeente", ons, hand, ons / hand, "een deel ervan in SQL met de hand"


def watals(view: dashboard.View) -> list[tuple]:
    """A scenario with a target in 2030, first and whole, against working it out once for every run."""
    scenario = dashboard.scenarios_vooraf()["minder-uithuisplaatsingen"]
    scenario = scenario.model_copy(
        update={"selectie": scenario.selectie.model_copy(update={"regio": view.store.regios[0]})}
    )
    los = clock(lambda: list(view.simulate(scenario, replicaties=1)), 5)
    tijden, begin = {}, time.perf_counter()
    for beeld in view.simulate(scenario):
        tijden[beeld.replicaties] = time.perf_counter() - begin
    return [
        (
            f"Wat-als, {keer} keer {scenario.jaren} jaar",
            tijden[keer],
            keer * los,
            keer * los / tijden[keer],
            "elke keer apart (keer sneller)",
        )
        for keer in (min(tijden), max(tijden))
    ]


def terugtoets(view: dashboard.View) -> pd.DataFrame:
    fouten = view.terugtoets(whole(view)).fouten
    return pd.DataFrame(
        {
            "maat": fouten["maat"],
            "jaren vooruit": fouten["jaren"],
            "t.o.v. vorig jaar": fouten["fout_simulatie"] / fouten["fout_vorig_jaar"],
            "t.o.v. rechte lijn": fouten["fout_simulatie"] / fouten["fout_lineair"],
            "in het interval": fouten["dekking"],
        }
    )
