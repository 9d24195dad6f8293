"""Parts beside each other: bars with their interval."""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, fixed, layer, number, tooltip
from core.charts.plane import hidden, latest
from core.charts.series import KOLOMNAMEN
from core.model import wording

RIJHOOGTE = 30


def compare(
    tabel: pd.DataFrame,
    *,
    label: str,
    eenheid: str,
    kolom: str,
    nadruk: tuple[str, ...] = (),
    donker: bool = False,
) -> Grafiek:
    """A bar per part with its 95% interval, for the last period that has figures.

    tabel: periode, tot, `kolom` (names to show), waarde; optional laag, hoog, n. Gecertificeerde instellingen
    stand in the order of the alphabet, never ranked; other parts from large to small. `nadruk`: names that
    stand out.
    """
    palet = theme.palette(donker)
    t = _prepared(latest(tabel).copy(), eenheid, kolom)
    t["kleur"] = [palet.hoofd if not nadruk or n in nadruk else palet.oplopend[1] for n in t["naam"]]
    wat = _title(t, label, kolom)
    return theme.finish(
        _layers(t, palet),
        palet,
        titel=wat,
        beschrijving=_words(t, wat),
        hoogte=RIJHOOGTE * max(len(t), 1) + 12,
        toelichting=" ".join(
            ["Dunne lijn: 95%-interval."] * bool(t["hoog"].notna().any())
            + [f"Donker: {wording.opsomming(nadruk)}."] * bool(nadruk)
        ),
        leeg="" if t["waarde"].notna().any() else theme.why_empty(bool(hidden(t).any())),
    )


def _layers(t: pd.DataFrame, palet: theme.Palet) -> list[dict]:
    """The bars, their intervals, and the figure between the name and the bar: beside an interval it would seem to be
    about its end."""
    ruimte = 16 + 8 * max((len(c) for c in t["cijfer"]), default=1)
    as_naam = {"title": None, "labelLimit": 240, "ticks": False, "domain": False, "grid": False}
    as_naam |= {"labelColor": palet.tekst, "labelPadding": ruimte}
    y = category("naam", sort=list(t["naam"]), axis=as_naam)
    tot = float(t["einde"].max()) * 1.02 if t["einde"].max() > 0 else 1
    as_x = {"axis": None, "scale": {"domain": [0, tot]}}
    balk, kleur = {"height": {"band": 0.55}, "cornerRadiusEnd": 2}, category("kleur", scale=None)
    hint = tooltip(naam="Onderdeel", cijfer="Waarde", tussen="95%-interval", n="Aantal (n)")
    vet = {"align": "right", "dx": -8, "fontSize": 13, "fontWeight": "bold"}
    return [
        layer(t, "bar", balk, naam="staven", y=y, x=number("waarde", **as_x), color=kleur, tooltip=hint),
        *_intervals(t[t["laag"].notna() & t["hoog"].notna()], y, as_x, palet),
        layer(t, "text", vet, naam="labels", y=y, x=fixed(0), text=category("cijfer")),
    ]


def _intervals(met: pd.DataFrame, y: dict, as_x: dict, palet: theme.Palet) -> list[dict]:
    """On an outline of the background, else they are lost on a dark bar."""
    if met.empty:
        return []
    grens = {"x": number("laag", **as_x), "x2": {"field": "hoog"}}
    return [
        layer(met, "rule", {"color": palet.vlak, "strokeWidth": 4}, naam="interval rand", y=y, **grens),
        layer(met, "rule", {"color": palet.zacht, "strokeWidth": 2}, naam="interval", y=y, **grens),
    ]


def _prepared(t: pd.DataFrame, eenheid: str, kolom: str) -> pd.DataFrame:
    t["naam"] = t[kolom].astype(str)
    t = t.sort_values("naam") if kolom == "gi" else t.sort_values(["waarde", "naam"], ascending=[False, True])
    dicht = hidden(t)
    t["cijfer"] = ["te klein" if d else wording.waarde(w, eenheid) for w, d in zip(t["waarde"], dicht, strict=True)]
    for k in ("laag", "hoog"):
        t[k] = pd.to_numeric(t[k]).astype(float) if k in t else float("nan")
    t["tussen"] = [
        f"{wording.waarde(a, eenheid)} tot {wording.waarde(b, eenheid)}"
        for a, b in zip(t["laag"], t["hoog"], strict=True)
    ]
    t["n"] = [wording.getal(n) for n in t["n"]] if "n" in t else wording.LEEG
    t["einde"] = t[["waarde", "hoog"]].max(axis=1)
    return t


def _title(t: pd.DataFrame, label: str, kolom: str) -> str:
    periode = f", {wording.periode(t['periode'].iloc[0])}" if len(t) else ""
    return f"{label} per {KOLOMNAMEN.get(kolom, kolom)}{periode}"


def _words(t: pd.DataFrame, wat: str) -> str:
    delen = "; ".join(f"{a} {b}" for a, b in zip(t["naam"], t["cijfer"], strict=True))
    return f"Staafgrafiek van {wat}: {delen or 'er zijn geen cijfers'}."
