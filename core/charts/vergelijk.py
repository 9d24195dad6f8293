"""Parts beside each other: bars with their interval."""

import pandas as pd

from core.charts import theme
from core.charts.grammatica import Grafiek, category, fixed, layer, number, tooltip
from core.charts.reeks import KOLOMNAMEN
from core.charts.vlak import latest
from core.model import opmaak

RIJHOOGTE = 30


def compare(tabel: pd.DataFrame, *, label: str, eenheid: str, kolom: str, donker: bool = False) -> Grafiek:
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
        "axis": {
            "title": None,
            "labelLimit": 240,
            "ticks": False,
            "domain": False,
            "grid": False,
            "labelColor": palet.tekst,
            "labelPadding": ruimte,
        },
    }
    as_x = {"axis": None, "scale": {"domain": [0, float(t["einde"].max() or 1) * 1.02 if len(t) else 1]}}
    hint = tooltip(naam="Onderdeel", cijfer="Waarde", tussen="95%-interval", n="Aantal (n)")
    lagen = [
        layer(
            t,
            "bar",
            {"color": palet.hoofd, "height": {"band": 0.55}, "cornerRadiusEnd": 2},
            naam="staven",
            y=category("naam", **as_y),
            x=number("waarde", **as_x),
            tooltip=hint,
        )
    ]
    met = t[t["laag"].notna() & t["hoog"].notna()]
    if len(met):
        lagen.append(
            layer(
                met,
                "rule",
                {"color": palet.zacht, "strokeWidth": 2},
                naam="interval",
                y=category("naam", **as_y),
                x=number("laag", **as_x),
                x2={"field": "hoog"},
            )
        )
    lagen.append(
        layer(
            t,
            "text",
            {"align": "right", "dx": -8, "fontSize": 13, "fontWeight": "bold"},
            naam="labels",
            y=category("naam", **as_y),
            x=fixed(0),
            text=category("cijfer"),
        )
    )
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
