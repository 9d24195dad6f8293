"""A very small line without axes, for in a table or a card: an image of a few hundred bytes.

A list of a hundred goals needs a hundred of them; a Vega chart each would take the browser seconds.
"""

from urllib.parse import quote

import pandas as pd

from core.charts import theme
from core.charts.vlak import points, value_range
from core.model import opmaak
from core.model.oordeel import Uitkomst

BREEDTE, HOOGTE, RAND = 96, 30, 4


def sparkline(
    reeks: pd.DataFrame, *, label: str, eenheid: str, uitkomst: Uitkomst | None = None, donker: bool = False
) -> str:
    """An `<img>` with the course of `reeks` and, dashed, the path to the target; "" under two figures.

    reeks: as for `series`. The last point is a dot, open when it is voorlopig.
    """
    punten = points(reeks, eenheid) if len(reeks) else reeks
    punten = punten[punten["waarde"].notna()] if len(punten) else punten
    if len(punten) < 2:
        return ""
    palet = theme.palette(donker)
    lijn = [(pd.Timestamp(d), float(w)) for d, w in zip(punten["dag"], punten["waarde"], strict=True)]
    pad = _path(uitkomst, lijn)
    plek = _scale([d for d, _ in lijn + pad], *value_range(punten, eenheid, uitkomst))
    delen = (
        [f"<polyline points='{_coordinates(pad, plek)}' stroke='{palet.zacht}' stroke-dasharray='3 2'/>"]
        if pad
        else []
    )
    delen.append(f"<polyline points='{_coordinates(lijn, plek)}' stroke='{palet.hoofd}' stroke-width='2'/>")
    x, y = plek(*lijn[-1])
    vulling = palet.vlak if punten["voorlopig"].iloc[-1] else palet.hoofd
    delen.append(
        f"<circle cx='{x}' cy='{y}' r='3' fill='{vulling}' stroke='{palet.hoofd}' stroke-width='1.5'/>"
    )
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{BREEDTE}' height='{HOOGTE}' viewBox='0 0 {BREEDTE} "
        f"{HOOGTE}' fill='none'>{''.join(delen)}</svg>"
    )
    van, tot = punten.iloc[0], punten.iloc[-1]
    alt = (
        (
            f"Verloop van {label}: van {opmaak.waarde(van['waarde'], eenheid)} in {van['periode']} naar "
            f"{opmaak.waarde(tot['waarde'], eenheid)} in {tot['periode']}"
        )
        .replace('"', "'")
        .replace("<", "")
    )
    return (
        f'<img class="kd-spark" width="{BREEDTE}" height="{HOOGTE}" alt="{alt}" '
        f'src="data:image/svg+xml,{quote(svg)}">'
    )


def _path(uitkomst: Uitkomst | None, lijn: list) -> list:
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    if uitkomst.basis is not None and uitkomst.basisdag and uitkomst.doeldag:
        return [
            (pd.Timestamp(uitkomst.basisdag), uitkomst.basis),
            (pd.Timestamp(uitkomst.doeldag), uitkomst.doelwaarde),
        ]
    return [(lijn[0][0], uitkomst.doelwaarde), (lijn[-1][0], uitkomst.doelwaarde)]


def _scale(dagen: list, laag: float, hoog: float):
    """Where a moment and a value lie, in pixels; the same range of values as the large chart."""
    begin, duur = min(dagen), (max(dagen) - min(dagen)).days or 1
    breed, hoogte = BREEDTE - 2 * RAND, HOOGTE - 2 * RAND
    return lambda dag, waarde: (
        round(RAND + breed * (dag - begin).days / duur, 1),
        round(RAND + hoogte * (1 - (waarde - laag) / (hoog - laag)), 1),
    )


def _coordinates(punten: list, plek) -> str:
    return " ".join(f"{x},{y}" for x, y in (plek(*p) for p in punten))
