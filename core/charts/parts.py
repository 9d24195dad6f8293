"""Of what a whole consists: stacked shares per period.

What may not be shown is part of the whole too: it stands in the bar in grey, so that the rest is not blown up to 100%.
A period in which one part alone is hidden is not drawn: what is left of the whole would be that part.
"""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, colours, layer, number, tooltip
from core.charts.plane import hidden
from core.charts.sentence import WEINIG, when
from core.model import wording
from core.model.oordeel import VERBORGEN

_MIN_LABEL = 0.07


def parts(
    tabel: pd.DataFrame,
    *,
    label: str,
    kolom: str,
    eenheid: str = "jeugdigen",
    geheel: pd.DataFrame | None = None,
    volgorde: tuple[str, ...] = (),
    donker: bool = False,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """tabel: periode, `kolom` (names to show), waarde. One bar per period, parts as share of the whole.

    `geheel`: the same series without parts (periode, waarde); without it a period with a hidden part is not drawn.
    `volgorde`: the order of the parts, the first at the bottom. Every part of 7% or more has its share in it.
    """
    palet = theme.palette(donker)
    t = _shares(tabel, geheel, kolom, eenheid)
    bekend = set(t["naam"]) - {VERBORGEN}
    namen = [n for n in volgorde if n in bekend] + sorted(bekend - set(volgorde))
    t = _stacked(t, [*namen, VERBORGEN] if (t["naam"] == VERBORGEN).any() else namen)
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


def _shares(tabel: pd.DataFrame, geheel: pd.DataFrame | None, kolom: str, eenheid: str) -> pd.DataFrame:
    """Each part as share of its period, and what is hidden there as one part more, with Dutch texts."""
    t = tabel.assign(naam=tabel[kolom].astype(str), dicht=hidden(tabel))
    t["som"] = t.groupby("periode")["waarde"].transform("sum").astype(float)
    t["hoeveel_dicht"] = t.groupby("periode")["dicht"].transform("sum")
    alles = {} if geheel is None else dict(zip(geheel["periode"], geheel["waarde"], strict=True))
    heel = t["periode"].map(alles).astype(float)
    # Parts are rounded each by itself, and can come out above the whole.
    t["heel"] = t["som"].where(t["hoeveel_dicht"] == 0, heel.where(heel >= t["som"], t["som"].where(heel.notna())))
    t = t[(t["hoeveel_dicht"] != 1) & (t["heel"] > 0)]
    over = t[(t["hoeveel_dicht"] > 0) & (t["heel"] > t["som"])].drop_duplicates("periode")
    over = over.assign(naam=VERBORGEN, waarde=over["heel"] - over["som"])
    t = pd.concat([t[t["waarde"].notna()], over], ignore_index=True).astype({"waarde": float})
    if not (t["naam"] != VERBORGEN).any():
        t = t.iloc[:0]
    t["aandeel"] = t["waarde"] / t["heel"]
    t["kort"] = [wording.periode_kort(p) for p in t["periode"]]
    t["cijfer"] = [wording.procent(a, 0) for a in t["aandeel"]]
    t["aantal"] = [
        VERBORGEN if n == VERBORGEN else wording.with_eenheid(w, eenheid)
        for n, w in zip(t["naam"], t["waarde"], strict=True)
    ]
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
    """The bars; `namen`: the parts that have a name of their own, what is hidden comes on top in grey."""
    perioden = list(dict.fromkeys(t["kort"]))
    kleuren = [*(palet.delen * (1 + len(namen) // len(palet.delen)))[: len(namen)], palet.rand]
    namen = [*namen, VERBORGEN] if (t["naam"] == VERBORGEN).any() else namen
    t["tekstkleur"] = [theme.readable(kleuren[n]) for n in t["nummer"]]
    as_x = {
        "sort": perioden,
        "axis": {
            "title": None,
            "labelAngle": 0,
            "ticks": False,
            "domain": False,
            "labelOverlap": True,
            "labelSeparation": 6,
        },
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
            t[(t["aandeel"] >= _MIN_LABEL) & (len(perioden) <= 12) & ((t["naam"] != VERBORGEN) | (t["aandeel"] < 1))],
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
    staaf = t[t["periode"] == t["periode"].max()].sort_values("aandeel", kind="stable")
    wanneer = when(staaf["periode"].iloc[-1])
    if "voorlopig" in staaf and staaf["voorlopig"].fillna(False).astype(bool).any():
        wanneer += ", voorlopig"
    bekend, dicht = staaf[staaf["naam"] != VERBORGEN], staaf[staaf["naam"] == VERBORGEN]
    if bekend.empty:
        return f"{label}: {wanneer} {VERBORGEN}"
    grootste = bekend.iloc[-1]
    cijfer = grootste["cijfer"]
    if grootste["waarde"] < WEINIG:  # a percentage of so few says more than there is
        cijfer = f"{wording.getal(grootste['waarde'])} van de {wording.getal(grootste['heel'])}"
    if len(dicht) and dicht["aandeel"].iloc[0] > grootste["aandeel"]:
        return f"{label}: {grootste['naam']} is {cijfer} {wanneer}; {dicht['cijfer'].iloc[0]} is {VERBORGEN}"
    return f"{label}: het grootste deel is {grootste['naam']} ({cijfer} {wanneer})"


def _words(label: str, t: pd.DataFrame) -> str:
    if t.empty:
        return f"Gestapelde staafgrafiek van {label}: er zijn geen cijfers."
    laatste = t[t["periode"] == t["periode"].max()]
    delen = ", ".join(f"{n} {c}" for n, c in zip(laatste["naam"], laatste["cijfer"], strict=True))
    return f"Gestapelde staafgrafiek van {label}. {laatste['kort'].iloc[0]}: {delen}."
