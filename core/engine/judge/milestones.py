"""Milestones: which are reached, when, against which day, and whether something shows it."""

import datetime as dt

import pandas as pd

from core.model.doel import Doel

BEHAALD, TE_LAAT, NIET_BEHAALD = "behaald", "te laat behaald", "niet behaald"
ZONDER_BEWIJS, NOG_TE_GAAN = "bewijs ontbreekt", "nog te gaan"
STANDEN = (BEHAALD, TE_LAAT, NIET_BEHAALD, ZONDER_BEWIJS, NOG_TE_GAAN)
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

    A goal that is a milestone and has no row has one row here, without day. Of a milestone that comes back
    (more days for the same GI and toegang) only the first is held against the agreed day; `nodig`: how many
    the goal asks for. A day after `vandaag` is not reached.
    """
    uit = []
    for doel in doelen:
        eigen = rijen[rijen["doel"] == doel.id]
        if len(eigen):
            uit += _from_doel(eigen, doel, vandaag)
        elif doel.databron == "mijlpaal":
            uit.append(_rij(doel, {}, _stand(None, None, doel.doel.datum, vandaag)))
    frame = pd.DataFrame(uit, columns=KOLOMMEN)
    return frame.astype(object).where(frame.notna(), None)


def _from_doel(eigen: pd.DataFrame, doel: Doel, vandaag: dt.date) -> list[dict]:
    uit, gezien = [], set()
    for rij in eigen.sort_values(["gi", "toegang", "behaald_op"]).to_dict("records"):
        rij = {k: None if pd.isna(v) else v for k, v in rij.items()}
        dag = pd.Timestamp(rij["behaald_op"]).date() if rij["behaald_op"] is not None else None
        wie = (rij["gi"], rij["toegang"])
        grens = None if wie in gezien else doel.doel.datum
        if dag:
            gezien.add(wie)
        uit.append(_rij(doel, rij | {"behaald_op": dag}, _stand(dag, rij["bewijs"], grens, vandaag)))
    return uit


def _stand(dag: dt.date | None, bewijs: str | None, grens: dt.date | None, vandaag: dt.date) -> str:
    if dag is None or dag > vandaag:
        return NIET_BEHAALD if grens and grens < vandaag else NOG_TE_GAAN
    if not bewijs:
        return ZONDER_BEWIJS
    return TE_LAAT if grens and dag > grens else BEHAALD


def _rij(doel: Doel, rij: dict, stand: str) -> dict:
    return {
        "doel": doel.id,
        "label": doel.label,
        "afgesproken": doel.doel.datum,
        "stand": stand,
        "nodig": doel.doel.waarde,
    } | {k: rij.get(k) for k in ("gi", "toegang", "behaald_op", "bewijs", "toelichting")}
