"""Milestones: which are reached, when, against which day, and whether something shows it."""

import datetime as dt
from collections import Counter

import pandas as pd

from core.engine.judge.dates import month_end
from core.model.doel import Doel

BEHAALD, TE_LAAT, NIET_BEHAALD = "behaald", "te laat behaald", "niet behaald"
ZONDER_BEWIJS, NOG_TE_GAAN, GEEN_GEGEVENS = "bewijs ontbreekt", "nog te gaan", "geen gegevens"
STANDEN = (BEHAALD, TE_LAAT, NIET_BEHAALD, ZONDER_BEWIJS, NOG_TE_GAAN, GEEN_GEGEVENS)
KOLOMMEN = [
    "doel",
    "label",
    "gi",
    "toegang",
    "behaald_op",
    "afgesproken",
    "stand",
    "bewijs",
    "toelichting",
    "nodig",
]


def mijlpaalstand(rijen: pd.DataFrame, doelen: tuple[Doel, ...], vandaag: dt.date) -> pd.DataFrame:
    """A row per milestone, in the order of the goals: KOLOMMEN. rijen: the table mijlpalen.

    A goal that is a milestone and has no row has one row here, without day: nothing is known of it, and that is no
    failure. Of a milestone that comes back (more days for the same GI and toegang) each is held against its own
    agreed day where the goal says after how many years (`elke`), else only the first; `nodig`: how many the goal
    asks for. A day after `vandaag` is not reached.
    """
    uit = []
    for doel in doelen:
        eigen = rijen[rijen["doel"] == doel.id]
        if len(eigen):
            uit += _from_doel(eigen, doel, vandaag)
        elif doel.databron == "mijlpaal":
            uit.append(_rij(doel, {}, GEEN_GEGEVENS, doel.doel.datum))
    frame = pd.DataFrame(uit, columns=KOLOMMEN)
    return frame.astype(object).where(frame.notna(), None)


def _from_doel(eigen: pd.DataFrame, doel: Doel, vandaag: dt.date) -> list[dict]:
    uit, gezien = [], Counter()
    for rij in eigen.sort_values(["gi", "toegang", "behaald_op"]).to_dict("records"):
        rij = {k: None if pd.isna(v) else v for k, v in rij.items()}
        dag = pd.Timestamp(rij["behaald_op"]).date() if rij["behaald_op"] is not None else None
        wie = (rij["gi"], rij["toegang"])
        grens = _agreed_day(doel, dag, gezien[wie])
        if dag and (grens or not doel.doel.elke):
            gezien[wie] += 1
        uit.append(_rij(doel, rij | {"behaald_op": dag}, _stand(dag, rij["bewijs"], grens, vandaag), grens))
    return uit


def _agreed_day(doel: Doel, dag: dt.date | None, keer: int) -> dt.date | None:
    """The day the next time was agreed for, after `keer` times; None for a time nothing was agreed for (before the
    first term, or again without a term)."""
    datum, elke = doel.doel.datum, doel.doel.elke
    if datum is None or not elke:
        return datum if not keer else None
    if dag and not keer and dag <= _years_on(datum, -elke):
        return None
    return _years_on(datum, keer * elke)


def _years_on(dag: dt.date, jaren: int) -> dt.date:
    maand_einde = month_end(dag.year + jaren, dag.month)
    return (
        maand_einde
        if dag == month_end(dag.year, dag.month)
        else dag.replace(year=dag.year + jaren, day=min(dag.day, maand_einde.day))
    )


def _stand(dag: dt.date | None, bewijs: str | None, grens: dt.date | None, vandaag: dt.date) -> str:
    if dag is None or dag > vandaag:
        return NIET_BEHAALD if grens and grens < vandaag else NOG_TE_GAAN
    if not bewijs:
        return ZONDER_BEWIJS
    return TE_LAAT if grens and dag > grens else BEHAALD


def _rij(doel: Doel, rij: dict, stand: str, afgesproken: dt.date | None) -> dict:
    return {
        "doel": doel.id,
        "label": doel.label,
        "afgesproken": afgesproken,
        "stand": stand,
        "nodig": doel.doel.waarde,
    } | {k: rij.get(k) for k in ("gi", "toegang", "behaald_op", "bewijs", "toelichting")}
