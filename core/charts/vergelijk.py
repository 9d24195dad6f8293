"""Parts beside each other: bars with their interval, and a funnel where bars would make an unfair ranking."""

import math

import pandas as pd

from core.charts import theme
from core.charts.grammatica import Grafiek, category, fixed, layer, number, tooltip
from core.charts.reeks import KOLOMNAMEN
from core.charts.vlak import latest
from core.model import opmaak

RIJHOOGTE = 30
# Under this number of cases no part can fall outside the limits in a way that means something.
MINSTE = 10
# Two lines: one in 20, and one in 500 by chance alone (Spiegelhalter 2005, funnel plots).
GRENZEN = {"95%": 1.96, "99,8%": 3.09}


def compare(
    tabel: pd.DataFrame, *, label: str, eenheid: str, kolom: str, donker: bool = False
) -> Grafiek:
    """A bar per part with its 95% interval, for the last period that has figures.

    tabel: periode, tot, `kolom` (names to show), waarde; optional laag, hoog, n. Gecertificeerde instellingen stand in the
    order of the alphabet, never ranked; other parts from large to small.
    """
    palet = theme.palette(donker)
    t = latest(tabel).copy()
    periode = opmaak.periode(t["periode"].iloc[0]) if len(t) else ""
    t["naam"] = t[kolom].astype(str)
    t = t.sort_values("naam") if kolom == "gi" else t.sort_values(["waarde", "naam"], ascending=[False, True])
    t["cijfer"] = [opmaak.waarde(w, eenheid) for w in t["waarde"]]
    for k in ("laag", "hoog"):
        t[k] = pd.to_numeric(t[k]).astype(float) if k in t else float("nan")
    t["tussen"] = [
        f"{opmaak.waarde(a, eenheid)} tot {opmaak.waarde(b, eenheid)}"
        for a, b in zip(t["laag"], t["hoog"], strict=True)
    ]
    t["n"] = [opmaak.getal(n) for n in t["n"]] if "n" in t else opmaak.LEEG
    t["einde"] = t[["waarde", "hoog"]].max(axis=1)
    # The figure stands between the name and the bar: beside an interval it would seem to belong to its end.
    ruimte = 16 + 8 * max((len(c) for c in t["cijfer"]), default=1)
    as_y = {
        "sort": list(t["naam"]),
        "axis": {"title": None, "labelLimit": 240, "ticks": False, "domain": False, "grid": False,
                 "labelColor": palet.tekst, "labelPadding": ruimte},
    }
    as_x = {"axis": None, "scale": {"domain": [0, float(t["einde"].max() or 1) * 1.02 if len(t) else 1]}}
    hint = tooltip(naam="Onderdeel", cijfer="Waarde", tussen="95%-interval", n="Aantal (n)")
    lagen = [layer(t, "bar", {"color": palet.hoofd, "height": {"band": 0.55}, "cornerRadiusEnd": 2}, naam="staven",
                   y=category("naam", **as_y), x=number("waarde", **as_x), tooltip=hint)]
    met = t[t["laag"].notna() & t["hoog"].notna()]
    if len(met):
        lagen.append(layer(met, "rule", {"color": palet.zacht, "strokeWidth": 2}, naam="interval",
                           y=category("naam", **as_y), x=number("laag", **as_x), x2={"field": "hoog"}))
    lagen.append(layer(t, "text", {"align": "right", "dx": -8, "fontSize": 13, "fontWeight": "bold"}, naam="labels",
                       y=category("naam", **as_y), x=fixed(0), text=category("cijfer")))
    delen = (
        "; ".join(f"{a} {b}" for a, b in zip(t["naam"], t["cijfer"], strict=True)) or "er zijn geen cijfers"
    )
    wat = f"{label} per {KOLOMNAMEN.get(kolom, kolom)}" + (f", {periode}" if periode else "")
    return theme.finish(
        lagen,
        palet,
        titel=wat,
        beschrijving=f"Staafgrafiek van {wat}: {delen}.",
        hoogte=RIJHOOGTE * max(len(t), 1) + 12,
        toelichting="Dunne lijn: 95%-interval." if len(met) else "",
    )


def funnel(
    tabel: pd.DataFrame,
    *,
    label: str,
    eenheid: str = "aandeel",
    kolom: str = "gi",
    donker: bool = False,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """The share of each part against its size, with the limits in which chance alone would put it.

    tabel: periode, tot, `kolom`, waarde, teller, noemer; the last period counts. The limits are those of the score test around the share of all parts
    together, the test that the Wilson interval of a share inverts.
    """
    palet = theme.palette(donker)
    t = latest(tabel)
    t = t[t["noemer"].fillna(0) > 0].copy()
    periode = opmaak.periode(t["periode"].iloc[0]) if len(t) else ""
    t["waarde"] = t["teller"] / t["noemer"]
    samen = t["teller"].sum() / t["noemer"].sum() if len(t) else 0.0
    tot = float(t["noemer"].max()) * 1.15 if len(t) else 1.0
    t["buiten"] = [_outside(w, n, samen) for w, n in zip(t["waarde"], t["noemer"], strict=True)]
    t["cijfer"], t["aantal"] = (
        [opmaak.procent(w) for w in t["waarde"]],
        [opmaak.getal(n) for n in t["noemer"]],
    )
    lijnen = pd.DataFrame(
        [
            {
                "n": n,
                "grens": naam,
                "laag": max(0.0, samen - z * _se(samen, n)),
                "hoog": min(1.0, samen + z * _se(samen, n)),
            }
            for naam, z in GRENZEN.items()
            for n in _sizes(tot)
        ]
    )
    hoog = min(1.0, max([*t["waarde"], samen * 2, 0.05]) * 1.15)
    x = {
        "scale": {"domain": [0, tot], "nice": False},
        "axis": {"title": "aantal in de noemer", "format": ",d",
            "tickMinStep": 1, "grid": False, "tickCount": 6},
    }
    y = {"scale": {"domain": [0, hoog], "nice": False, "clamp": True}, "axis": theme.y_axis("aandeel")}
    lagen = []
    for naam, streep in (("95%", [4, 3]), ("99,8%", [1, 0])):
        deel = lijnen[lijnen["grens"] == naam]
        lagen += [
            layer(
                deel,
                "line",
                {"color": palet.zacht, "strokeWidth": 1.2, "strokeDash": streep, "clip": True},
                naam=f"grens {naam} {k}",
                x=number("n", **x),
                y=number(k, **y),
            )
            for k in ("laag", "hoog")
        ]
    lagen += [
        layer(
            pd.DataFrame({"waarde": [samen]}),
            "rule",
            {"color": palet.zacht, "strokeWidth": 1},
            naam="samen",
            y=number("waarde", **y),
        ),
        layer(
            t,
            "point",
            {"filled": True, "size": 90, "opacity": 1, "color": palet.hoofd},
            naam="punten",
            x=number("noemer", **x),
            y=number("waarde", **y),
            shape=category(
                "buiten", legend=None, scale={"domain": ["binnen", "buiten"], "range": ["circle", "diamond"]}
            ),
            tooltip=tooltip(**{kolom: "Onderdeel"}, cijfer="Aandeel", aantal="Noemer", buiten="De grenzen"),
        ),
        layer(
            t,
            "text",
            {"align": "right", "dx": -9, "dy": -9, "fontSize": 12},
            naam="namen",
            x=number("noemer", **x),
            y=number("waarde", **y),
            text=category(kolom),
            color=fixed(palet.tekst),
        ),
    ]
    return theme.finish(
        lagen,
        palet,
        titel=_funnel_message(label, t, kolom),
        hoogte=hoogte,
        beschrijving=_funnel_words(label, t, kolom, samen),
        toelichting=f"{periode}. Tussen de streeplijnen (95%) en de lijnen (99,8%) kan een verschil toeval zijn.".lstrip(". "),
    )


def _se(p: float, n: float) -> float:
    return math.sqrt(p * (1 - p) / n)


def _sizes(tot: float) -> list[float]:
    return [1 + (tot - 1) * (i / 60) ** 2 for i in range(61)]


def _outside(waarde: float, n: float, samen: float) -> str:
    return "buiten" if abs(waarde - samen) > GRENZEN["99,8%"] * _se(samen, n) else "binnen"


def _funnel_message(label: str, t: pd.DataFrame, kolom: str) -> str:
    buiten = t.loc[t["buiten"] == "buiten", kolom]
    if t.empty:
        return f"{label}: geen gegevens"
    if t["noemer"].max() < MINSTE:
        return f"{label}: te weinig kinderen om {KOLOMNAMEN.get(kolom, kolom)}'s te vergelijken"
    if buiten.empty:
        return f"{label}: de verschillen tussen {KOLOMNAMEN.get(kolom, kolom)}'s kunnen toeval zijn"
    meer = "wijkt" if len(buiten) == 1 else "wijken"
    return f"{label}: {opmaak.opsomming(buiten)} {meer} meer af dan door toeval te verwachten is"


def _funnel_words(label: str, t: pd.DataFrame, kolom: str, samen: float) -> str:
    delen = "; ".join(
        f"{naam} {c} van {n}, {b} de grenzen"
        for naam, c, n, b in zip(t[kolom], t["cijfer"], t["aantal"], t["buiten"], strict=True)
    )
    return f"Trechtergrafiek van {label}: samen {opmaak.procent(samen)}; {delen or 'er zijn geen cijfers'}."
