"""Milestones in time: the agreed day, and the day it was done."""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, day, layer, moment, tooltip
from core.model import wording

RIJHOOGTE = 34
# Word -> shape; the colour comes with it, so that neither carries the meaning alone.
VORMEN = {
    "behaald": "circle",
    "te laat behaald": "triangle-down",
    "bewijs ontbreekt": "square",
    "niet behaald": "cross",
    "nog te gaan": "diamond",
    "geen gegevens": "triangle-right",
}


def timeline(tabel: pd.DataFrame, *, vandaag, donker: bool = False) -> Grafiek:
    """tabel: doel, label, wie (who reached it), behaald_op, afgesproken, stand.

    A line of marks per goal: a tick on the agreed day, a mark on the day it was done; what is not done stands
    on its agreed day."""
    palet = theme.palette(donker)
    t = _points(tabel)
    namen = list(t.groupby("naam")["dag"].min().sort_values(kind="stable").index)
    as_x = _time_axis([*t["dag"], *(a for a in t["afgesproken"] if a), vandaag])
    as_y = {"title": None, "labelLimit": 400, "ticks": False, "domain": False, "grid": True, "labelColor": palet.tekst}
    lagen = _marks(t, vandaag, as_x, category("naam", sort=namen, axis=as_y), palet)
    return theme.finish(
        [laag for laag in lagen if laag["data"]["values"]],
        palet,
        titel=f"Mijlpalen in de tijd: {_reached(tabel)}",
        beschrijving=_describe(tabel),
        hoogte=60 + RIJHOOGTE * max(len(namen), 1),
        toelichting="Streepje: de afgesproken dag. De gestippelde lijn is vandaag. Wat niet is behaald, "
        "staat op zijn afgesproken dag.",
        leeg="" if len(t) else "Bij deze mijlpalen is geen dag bekend.",
    )


def _reached(tabel: pd.DataFrame) -> str:
    """ "5 van de 18 op tijd en aantoonbaar behaald, 4 te laat, 2 zonder afgesproken dag": late is late, and in time is
    what had a day to be in time for."""
    behaald, te_laat = (tabel["stand"] == s for s in ("behaald", "te laat behaald"))
    zonder_dag = int((behaald & tabel["afgesproken"].isna()).sum())
    zin = f"{int(behaald.sum()) - zonder_dag} van de {len(tabel)} op tijd en aantoonbaar behaald"
    if te_laat.any():
        zin += f", {int(te_laat.sum())} te laat"
    return zin + (f", {zonder_dag} behaald zonder afgesproken dag" if zonder_dag else "")


def _points(tabel: pd.DataFrame) -> pd.DataFrame:
    """What has a day, with its Dutch texts."""
    t = tabel.copy()
    t["naam"] = [f"{label} ({doel})" for label, doel in zip(t["label"], t["doel"], strict=True)]
    t["dag"] = [b or a for b, a in zip(t["behaald_op"], t["afgesproken"], strict=True)]
    t = t[t["dag"].notna()]
    t["op"] = [wording.datum(d) for d in t["behaald_op"]]
    t["voor"] = [wording.datum(d) for d in t["afgesproken"]]
    return t


def _time_axis(dagen: list) -> dict:
    return {
        "title": None,
        "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True},
        "scale": {"domain": [day(min(dagen)), day(max(dagen))], "nice": "year"},
    }


def _marks(t: pd.DataFrame, vandaag, as_x: dict, y: dict, palet: theme.Palet) -> list[dict]:
    """Today, the delays, the agreed days and the milestones themselves."""
    kleuren = {
        "behaald": palet.hoofd,
        "te laat behaald": palet.accent,
        "bewijs ontbreekt": palet.zacht,
        "niet behaald": palet.accent,
        "nog te gaan": palet.zacht,
        "geen gegevens": palet.zacht,
    }
    gebruikt = [s for s in VORMEN if s in set(t["stand"])]
    vormen = {"domain": gebruikt, "range": [VORMEN[s] for s in gebruikt]}
    kleur = {"domain": gebruikt, "range": [kleuren[s] for s in gebruikt]}
    afspraak = t[t["afgesproken"].notna()].drop_duplicates(["naam", "afgesproken"])
    stippel, streep = {"color": palet.zacht, "strokeDash": [2, 3]}, {"color": palet.tekst, "thickness": 2, "height": 18}
    te_laat = {"color": palet.accent, "opacity": 0.5, "strokeWidth": 2}
    return [
        layer(pd.DataFrame({"dag": [vandaag]}), "rule", stippel, naam="vandaag", x=moment("dag", **as_x)),
        layer(
            t[t["stand"] == "te laat behaald"],
            "rule",
            te_laat,
            naam="te laat",
            y=y,
            x=moment("afgesproken", **as_x),
            x2={"field": "dag"},
        ),
        layer(
            afspraak,
            "tick",
            streep,
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
            color=category("stand", scale=kleur, sort=gebruikt),
            shape=category("stand", scale=vormen, legend={}),
            tooltip=tooltip(naam="Mijlpaal", wie="Wie", stand="Stand", op="Behaald op", voor="Afgesproken"),
        ),
    ]


def _describe(tabel: pd.DataFrame) -> str:
    telling = tabel["stand"].value_counts()
    delen = [f"{telling[s]} {s}" for s in VORMEN if s in telling]
    wat = "1 mijlpaal" if len(tabel) == 1 else f"{len(tabel)} mijlpalen"
    return f"Tijdlijn van {wat}: {wording.opsomming(delen)}."
