"""What was asked for: which periods of which goal are in, in part in, or still missing."""

import datetime as dt

import pandas as pd

from core.engine.count.perioden import whole_perioden
from core.engine.judge.asked import periodenaam
from core.model.doel import Doel

BINNEN, DEELS, ONTBREEKT = "binnen", "deels binnen", "ontbreekt"
KOLOMMEN = [
    "doel",
    "label",
    "leverancier",
    "frequentie",
    "periode",
    "van",
    "tot",
    "stand",
    "ontbreken",
    "regels",
]
VERDELING = ("gemeente", "gi", "aanbieder", "segment")
PER = {"maand": "maand", "kwartaal": "kwartaal", "halfjaar": "halfjaar", "jaar": "jaar"}


def opvraagstand(
    rijen: pd.DataFrame, doelen: tuple[Doel, ...], codes: tuple[str, ...], van: dt.date, tm: dt.date
) -> pd.DataFrame:
    """A row per goal that is asked for and per period from `van` to `tm`: KOLOMMEN.

    rijen: the table opvragen. A period is in when its days are covered; when a goal is delivered in parts
    (per GI, gemeente, provider), by each part that ever delivered. `ontbreken`: the parts that are not in;
    `regels`: how many rows touch the period. A goal that is asked once has one period, without days.
    """
    if codes:
        rijen = rijen[rijen["gemeente"].isna() | rijen["gemeente"].isin(codes)]
    met_cijfer = rijen[["teller", "waarde"]].notna().any(axis=1)
    uit = []
    for doel in doelen:
        if doel.databron == "opvraag":
            uit += _from_doel(rijen[met_cijfer & (rijen["doel"] == doel.id)], doel, van, tm)
    return pd.DataFrame(uit, columns=KOLOMMEN)


def _from_doel(rijen: pd.DataFrame, doel: Doel, van: dt.date, tm: dt.date) -> list[dict]:
    basis = {
        "doel": doel.id,
        "label": doel.label,
        "leverancier": doel.leverancier or "niet vermeld",
        "frequentie": doel.frequentie,
    }
    if doel.frequentie == "eenmalig":
        stand = BINNEN if len(rijen) else ONTBREEKT
        return [
            basis
            | {
                "periode": "eenmalig",
                "van": None,
                "tot": None,
                "stand": stand,
                "ontbreken": (),
                "regels": len(rijen),
            }
        ]
    delen = _delen(rijen)
    uit = []
    for periode in whole_perioden(van, tm, PER[doel.frequentie]):
        raakt = [(naam, deel) for naam, deel in delen if _gedekt(deel, periode.van, periode.tot)]
        mist = tuple(sorted(naam for naam, _ in delen if naam not in {n for n, _ in raakt}))
        stand = ONTBREEKT if not raakt else DEELS if mist else BINNEN
        uit.append(
            basis
            | {
                "periode": periodenaam(periode.van, periode.tot),
                "van": periode.van,
                "tot": periode.tot,
                "stand": stand,
                "ontbreken": mist if stand == DEELS else (),
                "regels": int(
                    (
                        (rijen["periode_begin"].map(_dag) <= periode.tot)
                        & (rijen["periode_einde"].map(_dag) >= periode.van)
                    ).sum()
                )
                if len(rijen)
                else 0,
            }
        )
    return uit


def _delen(rijen: pd.DataFrame) -> list[tuple[str, list[tuple[dt.date, dt.date]]]]:
    """The parts in which a goal is delivered, each with its periods in order."""
    if rijen.empty:
        return []
    namen = rijen[list(VERDELING)].astype(object).fillna("").agg(lambda r: ", ".join(filter(None, r)), axis=1)
    uit = []
    for naam, deel in rijen.groupby(namen):
        uit.append(
            (
                str(naam),
                sorted((_dag(b), _dag(e)) for b, e in zip(deel["periode_begin"], deel["periode_einde"], strict=True)),
            )
        )
    return uit


def _gedekt(perioden: list[tuple[dt.date, dt.date]], van: dt.date, tot: dt.date) -> bool:
    """Whether every day from `van` to `tot` lies in one of the periods."""
    volgende = van
    for begin, einde in perioden:
        if begin <= volgende <= einde:
            volgende = einde + dt.timedelta(days=1)
    return volgende > tot


def _dag(moment) -> dt.date:
    return pd.Timestamp(moment).date()
