"""Milestones in time: the agreed day, and the day it was done."""

import pandas as pd

from core.charts import theme
from core.charts.grammatica import Grafiek, category, colours, day, layer, moment, tooltip
from core.model import opmaak

RIJHOOGTE = 34
# Word -> shape; the colour comes with it, so that neither carries the meaning alone.
VORMEN = {
    "behaald": "circle",
    "te laat behaald": "triangle-down",
    "bewijs ontbreekt": "square",
    "niet behaald": "cross",
    "nog te gaan": "diamond",
}


def timeline(tabel: pd.DataFrame, *, vandaag, donker: bool = False) -> Grafiek:
    """tabel: doel, label, wie (who reached it), behaald_op, afgesproken, stand.

    A line of marks per goal: a tick on the agreed day, a mark on the day it was done; what is not done stands
    on its agreed day."""
    palet = theme.palette(donker)
    t = tabel.copy()
    t["naam"] = [f"{label} ({doel})" for label, doel in zip(t["label"], t["doel"], strict=True)]
    t["dag"] = [b or a for b, a in zip(t["behaald_op"], t["afgesproken"], strict=True)]
    t = t[t["dag"].notna()]
    t["op"] = [opmaak.datum(d) for d in t["behaald_op"]]
    t["voor"] = [opmaak.datum(d) for d in t["afgesproken"]]
    eerste = t.groupby("naam")["dag"].min().sort_values()
    namen = list(eerste.index)
    dagen = [*t["dag"], *(a for a in t["afgesproken"] if a), vandaag]
    as_y = {
        "sort": namen,
        "axis": {
            "title": None,
            "labelLimit": 320,
            "ticks": False,
            "domain": False,
            "grid": True,
            "labelColor": palet.tekst,
        },
    }
    as_x = {
        "title": None,
        "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True},
        "scale": {"domain": [day(min(dagen)), day(max(dagen))], "nice": "year"},
    }
    kleuren = {
        "behaald": palet.hoofd,
        "te laat behaald": palet.accent,
        "bewijs ontbreekt": palet.zacht,
        "niet behaald": palet.accent,
        "nog te gaan": palet.zacht,
    }
    gebruikt = [s for s in VORMEN if s in set(t["stand"])]
    afspraak = t[t["afgesproken"].notna()].drop_duplicates(["naam", "afgesproken"])
    te_laat = t[t["stand"] == "te laat behaald"]
    y = category("naam", **as_y)
    lagen = [
        layer(
            pd.DataFrame({"dag": [vandaag]}),
            "rule",
            {"color": palet.zacht, "strokeDash": [2, 3]},
            naam="vandaag",
            x=moment("dag", **as_x),
        ),
        layer(
            te_laat,
            "rule",
            {"color": palet.accent, "opacity": 0.5, "strokeWidth": 2},
            naam="te laat",
            y=y,
            x=moment("afgesproken", **as_x),
            x2={"field": "dag"},
        ),
        layer(
            afspraak,
            "tick",
            {"color": palet.tekst, "thickness": 2, "height": 18},
            naam="afgesproken",
            y=y,
            x=moment("afgesproken", **as_x),
            tooltip=tooltip(naam="Mijlpaal", voor="Afgesproken"),
        ),
        layer(
            t,
            "point",
            {"size": 110, "filled": True, "opacity": 0.9},
            naam="mijlpalen",
            y=y,
            x=moment("dag", **as_x),
            color=colours("stand", gebruikt, [kleuren[s] for s in gebruikt], legend={"symbolType": None}),
            shape=category(
                "stand", scale={"domain": gebruikt, "range": [VORMEN[s] for s in gebruikt]}, legend={}
            ),
            tooltip=tooltip(naam="Mijlpaal", wie="Wie", stand="Stand", op="Behaald op", voor="Afgesproken"),
        ),
    ]
    lagen[-1]["encoding"]["color"].pop("legend")
    klaar = int(t["stand"].isin(["behaald", "te laat behaald"]).sum())
    return theme.finish(
        [laag for laag in lagen if laag["data"]["values"]],
        palet,
        titel=f"Mijlpalen in de tijd: {klaar} van de {len(tabel)} aantoonbaar behaald",
        beschrijving=_describe(tabel),
        hoogte=60 + RIJHOOGTE * max(len(namen), 1),
        toelichting="Streepje: de afgesproken dag. De gestippelde lijn is vandaag. Wat niet is behaald, "
        "staat op zijn afgesproken dag.",
    )


def _describe(tabel: pd.DataFrame) -> str:
    telling = tabel["stand"].value_counts()
    delen = [f"{telling[s]} {s}" for s in VORMEN if s in telling]
    return f"Tijdlijn van {len(tabel)} mijlpalen: {opmaak.opsomming(delen)}."
