"""A very small line without axes, for in a table or a card: an image of a few hundred bytes.

A list of a hundred goals needs a hundred of them; a Vega chart each would take the browser seconds.
"""

from datetime import date
from html import escape
from urllib.parse import quote

import pandas as pd

from core.charts import theme
from core.charts.plane import value_range
from core.model import wording
from core.model.oordeel import Uitkomst

BREEDTE, HOOGTE, RAND = 96, 30, 4


def sparkline(
    reeks: pd.DataFrame, *, label: str, eenheid: str, uitkomst: Uitkomst | None = None, donker: bool = False
) -> str:
    """An `<img>` with the course of `reeks` and, dashed, the path to the target; "" under two figures.

    reeks: as for `series`. The last point is a dot, open when it is voorlopig.
    """
    bekend = _known(reeks)
    if len(bekend) < 2:
        return ""
    lijn = [(dag, waarde) for dag, waarde, _, _ in bekend]
    palet = theme.palette(donker)
    pad = _path(uitkomst, lijn)
    plek = _scale([d for d, _ in lijn + pad], *value_range([w for _, w in lijn], eenheid, uitkomst))
    delen = []
    if pad:
        punten = _coordinates(pad, plek)
        delen.append(f"<polyline points='{punten}' stroke='{palet.zacht}' stroke-dasharray='3 2'/>")
    delen.append(f"<polyline points='{_coordinates(lijn, plek)}' stroke='{palet.hoofd}' stroke-width='2'/>")
    x, y = plek(*lijn[-1])
    _, _, laatste, voorlopig = bekend[-1]
    vulling = palet.vlak if voorlopig else palet.hoofd
    delen.append(f"<circle cx='{x}' cy='{y}' r='3' fill='{vulling}' stroke='{palet.hoofd}' stroke-width='1.5'/>")
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{BREEDTE}' height='{HOOGTE}' viewBox='0 0 {BREEDTE} "
        f"{HOOGTE}' fill='none'>{''.join(delen)}</svg>"
    )
    perioden = [wording.periode(p) for p in (bekend[0][2], laatste)]
    van, tot = (
        f"{wording.waarde(w, eenheid)} in {p}" for w, p in zip((lijn[0][1], lijn[-1][1]), perioden, strict=True)
    )
    alt = escape(f"Verloop van {label}: van {van} naar {tot}", quote=True)
    return (
        f'<img class="kd-spark" width="{BREEDTE}" height="{HOOGTE}" alt="{alt}" src="data:image/svg+xml,{quote(svg)}">'
    )


def _known(reeks: pd.DataFrame) -> list[tuple[date, float, str, bool]]:
    """Day, value, name of the period and whether it is voorlopig, of what is known. Plain lists: a page draws a hundred
    of these, and picking rows of a frame takes longer than drawing them."""
    if reeks.empty:
        return []
    rijen = zip(*(reeks[k].tolist() for k in ("peildatum", "tot", "waarde", "periode", "voorlopig")), strict=True)
    return [
        (_day(t if wording.is_empty(p) else p), float(w), periode, bool(voorlopig))
        for p, t, w, periode, voorlopig in rijen
        if not wording.is_empty(w)
    ]


def _day(moment) -> date:
    return moment.date() if hasattr(moment, "date") else moment


def _path(uitkomst: Uitkomst | None, lijn: list) -> list:
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    if uitkomst.basis is not None and uitkomst.basisdag and uitkomst.doeldag:
        return [
            (uitkomst.basisdag, uitkomst.basis),
            (uitkomst.doeldag, uitkomst.doelwaarde),
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
