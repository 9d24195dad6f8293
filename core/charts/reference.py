"""Figures that a document prints itself: reference only, drawn dashed and never with counted figures."""

import pandas as pd

from core.charts import theme
from core.charts.grammar import Grafiek, category, colours, layer, number, tooltip
from core.model import wording

GEBIEDEN = {"ZOU": "Zuidoost Utrecht", "NL": "Nederland"}


def reference(tabel: pd.DataFrame, *, label: str, eenheid: str, donker: bool = False, hoogte: int = 270) -> Grafiek:
    """tabel: periode, gebied, waarde of one series.

    A share is drawn as it is; numbers of two areas as an index (first period = 100), because a region and the
    country do not fit one axis."""
    palet = theme.palette(donker)
    index = eenheid != "aandeel" and tabel["gebied"].nunique() > 1
    t = _points(tabel, eenheid, index)
    delen = "; ".join(f"{r.naam} {r.periode}: {r.cijfer}" for r in t.itertuples())
    return theme.finish(
        _layers(t, eenheid, index, palet),
        palet,
        titel=f"Uit het document: {label}",
        hoogte=hoogte,
        beschrijving=f"Lijngrafiek van cijfers die het document zelf noemt, {label}. {delen}.",
        toelichting="Cijfers uit de Norm voor Opdrachtgeverschap (2021), niet uit uw gegevens. De telling is "
        "anders: vergelijk alleen de richting.",
    )


def _points(tabel: pd.DataFrame, eenheid: str, index: bool) -> pd.DataFrame:
    """The height of each figure, and its Dutch texts."""
    t = tabel.copy()
    t["naam"] = [GEBIEDEN.get(g, g) for g in t["gebied"]]
    t["cijfer"] = [wording.with_eenheid(w, eenheid) for w in t["waarde"]]
    t["hoogte"] = 100 * t["waarde"] / t.groupby("gebied")["waarde"].transform("first") if index else t["waarde"]
    # Of two figures in one period the higher one has its label above, so that they never cross.
    t["boven"] = t.groupby("periode")["hoogte"].rank(method="first", ascending=False) == 1
    t["kort"] = [wording.waarde(w, eenheid) for w in t["waarde"]]
    return t


def _layers(t: pd.DataFrame, eenheid: str, index: bool, palet: theme.Palet) -> list[dict]:
    namen = [n for n in GEBIEDEN.values() if n in set(t["naam"])]
    as_x = {"axis": {"title": None, "labelAngle": 0}, "sort": sorted(set(t["periode"])), "scale": {"padding": 0.3}}
    as_y = {
        "axis": theme.y_axis("aantal" if index else eenheid, "index (eerste jaar = 100)" if index else None),
        "scale": {"domain": [0, float(t["hoogte"].max()) * 1.15]},
    }
    kleur = colours("naam", namen, [palet.zacht, palet.accent], legend={"symbolType": "stroke", "orient": "bottom"})
    plek = {"x": category("periode", **as_x), "y": number("hoogte", **as_y), "color": kleur}
    hint = tooltip(naam="Gebied", periode="Periode", cijfer="Cijfer in het document")
    return [
        layer(t, "line", {"strokeDash": [6, 4], "strokeWidth": 2}, naam="document", **plek),
        layer(t, "point", {"filled": True, "size": 60, "opacity": 1}, naam="punten", **plek, tooltip=hint),
        *(
            layer(
                t[t["boven"] == boven],
                "text",
                {"dy": -12 if boven else 18},
                naam="labels boven" if boven else "labels onder",
                **plek,
                text=category("kort"),
            )
            for boven in (True, False)
        ),
    ]
