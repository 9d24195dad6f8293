"""A fair comparison: a funnel with the limits of chance, where bars would make an unfair ranking."""

import math

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, layer, number, tooltip
from core.charts.pad import with_halo
from core.charts.plane import hidden, latest
from core.charts.series import KOLOMNAMEN
from core.model import wording
from core.model.oordeel import VERBORGEN

# Two lines: one in 20, and one in 500 by chance alone (Spiegelhalter 2005, funnel plots).
GRENZEN = {"95%": 1.96, "99,8%": 3.09}
# Under this denominator a part is not drawn: whether it falls outside the limits would mean nothing.
MINSTE = 10


def funnel(
    tabel: pd.DataFrame,
    *,
    label: str,
    eenheid: str = "aandeel",
    kolom: str = "gi",
    nadruk: tuple[str, ...] = (),
    donker: bool = False,
    hoogte: int = theme.HOOGTE,
) -> Grafiek:
    """The share of each part against its size, with the limits in which chance alone would put it.

    tabel: periode, tot, `kolom`, waarde, teller, noemer; the last period counts. The limits are those of the
    score test around the share of all parts together, the test that the Wilson interval of a share inverts.
    `nadruk`: names that stand out.
    """
    palet = theme.palette(donker)
    alle = latest(tabel)
    dicht = bool(hidden(alle).any())
    alle = alle[alle["noemer"].fillna(0) > 0]
    samen = float(alle["teller"].sum() / alle["noemer"].sum()) if len(alle) else 0.0
    t = _drawn(alle, kolom, samen)
    t["kleur"] = [palet.accent if n in nadruk else palet.hoofd for n in t["tekst"]]
    tot = float(t["noemer"].max()) * 1.15 if len(t) else 1.0
    x, y = _axes(t, tot, samen)
    return theme.finish(
        [*_limits(samen, tot, x, y, palet), *_points(t, samen, x, y, palet)],
        palet,
        hoogte=hoogte,
        titel=_message(label, alle, t, kolom, dicht),
        beschrijving=_words(label, t, samen),
        toelichting=_note(alle, t, kolom),
        leeg=_why_empty(alle, t, kolom, dicht),
    )


def _axes(t: pd.DataFrame, tot: float, samen: float) -> tuple[dict, dict]:
    hoog = min(1.0, max([*t["waarde"], samen * 2, 0.05]) * 1.15)
    as_x = {"title": "aantal in de noemer", "format": ",d", "tickMinStep": 1, "grid": False, "tickCount": 6}
    return (
        {"scale": {"domain": [0, tot], "nice": False}, "axis": as_x},
        {"scale": {"domain": [0, hoog], "nice": False, "clamp": True}, "axis": theme.y_axis("aandeel")},
    )


def _points(t: pd.DataFrame, samen: float, x: dict, y: dict, palet: theme.Palet) -> list[dict]:
    """The share of all together as a line, and each part with its name."""
    plek = {"x": number("noemer", **x), "y": number("waarde", **y)}
    vormen = {"domain": ["binnen", "buiten"], "range": ["circle", "diamond"]}
    links = {"align": "right", "dx": -9, "dy": -9}
    dun = {"color": palet.zacht, "strokeWidth": 1}
    return [
        layer(pd.DataFrame({"waarde": [samen]}), "rule", dun, naam="samen", y=number("waarde", **y)),
        *with_halo(t, links, palet, palet.tekst, "namen", **plek),
        layer(
            t,
            "point",
            {"filled": True, "size": 90, "opacity": 1},
            naam="punten",
            **plek,
            shape=category("buiten", legend=None, scale=vormen),
            color=category("kleur", scale=None),
            tooltip=tooltip(tekst="Onderdeel", cijfer="Aandeel", aantal="Noemer", buiten="De grenzen"),
        ),
    ]


def _why_empty(alle: pd.DataFrame, t: pd.DataFrame, kolom: str, dicht: bool) -> str:
    """One dot cannot be compared with anything."""
    if alle.empty:
        return theme.why_empty(dicht)
    if len(t) > 1:
        return ""
    wie = f"{KOLOMNAMEN.get(kolom, kolom)}'s"
    return (
        f"Minder dan twee {wie} hebben een noemer van {MINSTE} of meer. Onder die grens zegt een verschil niets. "
        "De cijfers staan in de tabel."
    )


def _drawn(alle: pd.DataFrame, kolom: str, samen: float) -> pd.DataFrame:
    t = alle[alle["noemer"] >= MINSTE].copy()
    t["waarde"] = t["teller"] / t["noemer"]
    t["tekst"] = t[kolom].astype(str)
    t["buiten"] = [_outside(w, n, samen) for w, n in zip(t["waarde"], t["noemer"], strict=True)]
    t["cijfer"] = [wording.procent(w) for w in t["waarde"]]
    t["aantal"] = [wording.getal(n) for n in t["noemer"]]
    return t


def _limits(samen: float, tot: float, x: dict, y: dict, palet: theme.Palet) -> list[dict]:
    lagen = []
    for (naam, z), streep in zip(GRENZEN.items(), ([4, 3], [1, 0]), strict=True):
        # Close together where the curve bends: at small sizes.
        lijn = pd.DataFrame(
            [
                {
                    "n": n,
                    "laag": max(0.0, samen - z * _se(samen, n)),
                    "hoog": min(1.0, samen + z * _se(samen, n)),
                }
                for n in (1 + (tot - 1) * (i / 60) ** 2 for i in range(61))
            ]
        )
        stijl = {"color": palet.zacht, "strokeWidth": 1.2, "strokeDash": streep, "clip": True}
        lagen += [
            layer(lijn, "line", stijl, naam=f"grens {naam} {k}", x=number("n", **x), y=number(k, **y))
            for k in ("laag", "hoog")
        ]
    return lagen


def _se(p: float, n: float) -> float:
    return math.sqrt(p * (1 - p) / n)


def _outside(waarde: float, n: float, samen: float) -> str:
    return "buiten" if abs(waarde - samen) > GRENZEN["99,8%"] * _se(samen, n) else "binnen"


def _message(label: str, alle: pd.DataFrame, t: pd.DataFrame, kolom: str, dicht: bool) -> str:
    if alle.empty:
        return f"{label}: {VERBORGEN if dicht else 'geen gegevens'}"
    if len(t) < 2:
        return f"{label}: te kleine aantallen om {KOLOMNAMEN.get(kolom, kolom)}'s eerlijk te vergelijken"
    buiten = t.loc[t["buiten"] == "buiten", "tekst"]
    if buiten.empty:
        return f"{label}: de verschillen tussen {KOLOMNAMEN.get(kolom, kolom)}'s kunnen toeval zijn"
    meer = "wijkt" if len(buiten) == 1 else "wijken"
    return f"{label}: {wording.opsomming(buiten)} {meer} meer af dan door toeval te verwachten is"


def _note(alle: pd.DataFrame, t: pd.DataFrame, kolom: str) -> str:
    if alle.empty:
        return ""
    delen = [
        f"{wording.periode(alle['periode'].iloc[0])}. Tussen de streeplijnen (95%) en de lijnen (99,8%) kan "
        "een verschil toeval zijn."
    ]
    if klein := len(alle) - len(t):
        delen.append(f"Niet getekend: {klein} met een noemer onder {MINSTE}; zie de tabel.")
    return " ".join(delen)


def _words(label: str, t: pd.DataFrame, samen: float) -> str:
    delen = "; ".join(
        f"{naam} {c} van {n}, {b} de grenzen"
        for naam, c, n, b in zip(t["tekst"], t["cijfer"], t["aantal"], t["buiten"], strict=True)
    )
    return f"Trechtergrafiek van {label}: samen {wording.procent(samen)}; {delen or 'er zijn geen cijfers'}."
