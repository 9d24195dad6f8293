"""Of what a whole consists: stacked shares per period."""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, colours, layer, number, tooltip
from core.charts.plane import hidden
from core.charts.sentence import when
from core.model import wording
from core.model.oordeel import VERBORGEN

_MIN_LABEL = 0.07


def parts(
    tabel: pd.DataFrame,
    *,
    label: str,
    kolom: str,
    eenheid: str = "jeugdigen",
    volgorde: tuple[str, ...] = (),
    donker: bool = False,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """tabel: periode, `kolom` (names to show), waarde. One bar per period, parts as share of their sum.

    `volgorde`: the order of the parts, the first at the bottom. Every part of 7% or more has its share in it.
    """
    palet = theme.palette(donker)
    t = _shares(tabel, kolom, eenheid)
    namen = [n for n in volgorde if n in set(t["naam"])] + sorted(set(t["naam"]) - set(volgorde))
    t = _stacked(t, namen)
    lagen = _layers(t, namen, palet)
    return theme.finish(
        lagen,
        palet,
        titel=_message(label, t, tabel),
        beschrijving=_words(label, t),
        hoogte=hoogte,
        toelichting="Aandeel in het totaal per periode.",
        leeg="" if len(t) else theme.why_empty(bool(hidden(tabel).any())),
    )


def _shares(tabel: pd.DataFrame, kolom: str, eenheid: str) -> pd.DataFrame:
    """Each part as share of its period, with Dutch texts."""
    t = tabel[tabel["waarde"].notna()].astype({"waarde": float})
    t["som"] = t.groupby("periode")["waarde"].transform("sum")
    t = t[t["som"] > 0].copy()
    t["aandeel"] = t["waarde"] / t["som"]
    t["naam"] = t[kolom].astype(str)
    t["kort"] = [wording.periode_kort(p) for p in t["periode"]]
    t["cijfer"] = [wording.procent(a, 0) for a in t["aandeel"]]
    t["aantal"] = [wording.with_eenheid(w, eenheid) for w in t["waarde"]]
    return t


def _stacked(t: pd.DataFrame, namen: list[str]) -> pd.DataFrame:
    """Where each part begins and ends, in the order of `namen`."""
    t["nummer"] = [namen.index(n) for n in t["naam"]]
    t = t.sort_values(["periode", "nummer"])
    t["tot"] = t.groupby("periode")["aandeel"].cumsum()
    t["van"] = t["tot"] - t["aandeel"]
    t["midden"] = t["van"] + t["aandeel"] / 2
    return t


def _layers(t: pd.DataFrame, namen: list[str], palet: theme.Palet) -> list[dict]:
    perioden = list(dict.fromkeys(t["kort"]))
    kleuren = (list(palet.delen) * (1 + len(namen) // len(palet.delen)))[: len(namen)]
    t["tekstkleur"] = [theme.readable(kleuren[n]) for n in t["nummer"]]
    as_x = {
        "sort": perioden,
        "axis": {"title": None, "labelAngle": 0, "ticks": False, "domain": False, "labelOverlap": True},
    }
    as_y = {"scale": {"domain": [0, 1]}, "axis": theme.y_axis("aandeel", tickCount=4)}
    return [
        layer(
            t,
            "bar",
            {"width": {"band": 0.72}, "stroke": palet.vlak, "strokeWidth": 1},
            naam="staven",
            x=category("kort", **as_x),
            y=number("van", **as_y),
            y2={"field": "tot"},
            color=colours("naam", namen, kleuren, legend={"columns": 2} if len(namen) > 3 else {}),
            tooltip=tooltip(kort="Periode", naam="Onderdeel", cijfer="Aandeel", aantal="Aantal"),
        ),
        layer(
            t[(t["aandeel"] >= _MIN_LABEL) & (len(perioden) <= 12)],
            "text",
            {"fontWeight": "bold"},
            naam="labels",
            x=category("kort", **as_x),
            y=number("midden", **as_y),
            text=category("cijfer"),
            color=category("tekstkleur", scale=None),
        ),
    ]


def _message(label: str, t: pd.DataFrame, tabel: pd.DataFrame) -> str:
    if t.empty:
        return f"{label}: {VERBORGEN if hidden(tabel).any() else 'geen gegevens'}"
    laatste = t[t["periode"] == t["periode"].max()].sort_values("aandeel", kind="stable").iloc[-1]
    wanneer = when(laatste["periode"])
    return f"{label}: het grootste deel is {laatste['naam']} ({laatste['cijfer']} {wanneer})"


def _words(label: str, t: pd.DataFrame) -> str:
    if t.empty:
        return f"Gestapelde staafgrafiek van {label}: er zijn geen cijfers."
    laatste = t[t["periode"] == t["periode"].max()]
    delen = ", ".join(f"{n} {c}" for n, c in zip(laatste["naam"], laatste["cijfer"], strict=True))
    return f"Gestapelde staafgrafiek van {label}. {laatste['kort'].iloc[0]}: {delen}."
