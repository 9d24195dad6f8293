"""Asking for figures: the goals of a region, of a choice that nobody made before, and what if."""

import itertools
import statistics
from collections.abc import Callable, Iterator

import pandas as pd

from core import dashboard
from core.benchmark.by_hand import by_hand, by_pandas, tables
from core.benchmark.commands import Kosten, Regel
from core.benchmark.timing import processor
from core.model.selectie import Selectie

KEUZES = 5


def whole(view: dashboard.View) -> Selectie:
    """The region that the export is about."""
    return Selectie(regio=view.store.regios[0])


def overzicht(view: dashboard.View) -> Regel:
    """All goals of a region, of which the series were worked out when the data were loaded; beside it some thirty
    figures of the page, that others count from the rows."""
    selectie = whole(view)
    view.doelen(selectie)
    dashboard.MEMORY.clear()
    ons = processor(lambda: view.doelen(selectie))
    frames = tables(view.store)
    hand = processor(lambda: by_hand(view.store, selectie.regio))
    ander = processor(lambda: by_pandas(frames, selectie.regio))
    return Regel("Overzicht, hele regio", Kosten(ons), pandas=Kosten(ander), sql=Kosten(hand))


def new_choices(intern: dashboard.View, delen: dashboard.View) -> list[Regel]:
    """The goals of two gemeenten together that nobody chose before: the part of the server, the median of some."""
    regels = []
    for naam, view, eerste in (("intern", intern, 0), ("delen", delen, 1)):
        keuzes = itertools.islice(_pairs(view), eerste, 2 * KEUZES, 2)  # each its own, or it was counted already
        tijden = [processor(_asked(view, keuze)) for keuze in keuzes]
        if tijden:
            ons = Kosten(statistics.median(tijden))
            regels.append(Regel(f"Overzicht, een nieuwe keuze ({naam})", ons))
    return regels


def _pairs(view: dashboard.View) -> Iterator[Selectie]:
    hele = whole(view)
    hier = [g for g in view.store.gemeenten if g in dashboard.regios()[hele.regio].codes]
    return (hele.with_(gemeente=paar) for paar in itertools.combinations(hier, 2))


def _asked(view: dashboard.View, keuze: Selectie) -> Callable[[], object]:
    return lambda: view.doelen(keuze)


def watals(view: dashboard.View) -> list[Regel]:
    """A scenario with a target in 2030: the first picture, and all runs."""
    scenario = dashboard.scenarios_vooraf()["minder-uithuisplaatsingen"]
    hier = scenario.selectie.model_copy(update={"regio": view.store.regios[0]})
    scenario = scenario.model_copy(update={"selectie": hier})
    beelden = view.simulate(scenario)
    eerst = processor(lambda: next(beelden))
    heel = eerst + processor(lambda: list(beelden))
    keer = f"{scenario.replicaties} keer {scenario.jaren} jaar"
    return [Regel("Wat-als, het eerste beeld", Kosten(eerst)), Regel(f"Wat-als, {keer}", Kosten(heel))]


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
