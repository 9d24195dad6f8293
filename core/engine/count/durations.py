"""Durations behind the medians: classes of what ended, and survival curves of what began."""

import pandas as pd

from core.engine.count import figures, survival
from core.engine.count.perioden import Periode
from core.engine.count.query import NIET_BEKEND
from core.engine.count.series import Rekenaar
from core.model.selectie import Selectie

# Classes as national statistics publish them: up to and including so many days.
KLASSEN = (
    (91, "0-3 mnd"),
    (182, "3-6 mnd"),
    (365, "6-12 mnd"),
    (730, "1-2 jaar"),
    (1095, "2-3 jaar"),
    (10**9, "3 jaar of langer"),
)


def verdeling(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """periode, klasse, aantal, totaal (of all classes of that period) of a maat that is a distribution of days; every
    class in every period."""
    perioden = _perioden(rekenaar, maat_id, selectie)
    if not perioden:
        return pd.DataFrame(columns=["periode", "klasse", "aantal", "totaal"])
    rijen = rekenaar.rijen(maat_id, selectie)
    grenzen = [-1, *(g for g, _ in KLASSEN)]
    rijen["klasse"] = pd.cut(rijen["_waarde"], grenzen, labels=[k for _, k in KLASSEN]).astype(object)
    geteld = rijen.groupby(["_periode", "klasse"])["aantal"].sum()
    uit = pd.DataFrame(
        [(p.naam, k, int(geteld.get((p.nr, k), 0))) for p in perioden for _, k in KLASSEN],
        columns=["periode", "klasse", "aantal"],
    )
    return uit.assign(totaal=uit.groupby("periode")["aantal"].transform("sum"))


def overlevingscurven(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> pd.DataFrame:
    """cohort, dag, overleving, laag, hoog, in_risico, gebeurtenissen, mediaan: one curve per period of inflow."""
    kolommen = ["cohort", "dag", "overleving", "laag", "hoog", "in_risico", "gebeurtenissen", "mediaan"]
    perioden = _perioden(rekenaar, maat_id, selectie)
    if not perioden:
        return pd.DataFrame(columns=kolommen)
    tm = rekenaar.tm(rekenaar.catalogus.maten[maat_id])
    curven = []
    for nr, groep in rekenaar.rijen(maat_id, selectie).groupby("_periode"):
        if nr not in {p.nr for p in perioden}:
            continue
        dagen, af = figures.duren(groep, tm)
        curve = survival.kaplan_meier(dagen, af)
        curven.append(curve.assign(cohort=Periode(int(nr), selectie.per).naam, mediaan=survival.mediaan(dagen, af)[0]))
    return pd.concat(curven, ignore_index=True)[kolommen] if curven else pd.DataFrame(columns=kolommen)


def per_deel(rekenaar: Rekenaar, maat_id: str, selectie: Selectie, kolom: str) -> dict[str, tuple]:
    """What began in the chosen periods together, by the values of a column: durations in days and which ended (as
    `survival.kaplan_meier` takes them). What has no value there is left out."""
    perioden = {p.nr for p in _perioden(rekenaar, maat_id, selectie)}
    if not perioden:
        return {}
    tm = rekenaar.tm(rekenaar.catalogus.maten[maat_id])
    rijen = rekenaar.rijen(maat_id, selectie, (kolom,))
    rijen = rijen[rijen["_periode"].isin(perioden) & (rijen[kolom] != NIET_BEKEND)]
    return {str(naam): figures.duren(groep, tm) for naam, groep in rijen.groupby(kolom)}


def _perioden(rekenaar: Rekenaar, maat_id: str, selectie: Selectie) -> list[Periode]:
    maat = rekenaar.catalogus.maten[maat_id]
    return [] if rekenaar.impossible(maat, selectie) else rekenaar.perioden(maat, selectie)
