"""Small multiples: a very small chart per part, all on one axis, with all together in grey behind each.

Images, as the sparkline: twenty Vega charts would take the browser seconds, and these flow on any width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import pandas as pd

from core.charts import theme
from core.charts.plane import value_range
from core.model import wording

BREEDTE, HOOGTE, RAND = 180, 84, 6


@dataclass(frozen=True)
class Veelvoud:
    """`html`: the small charts, each with its name and its first and last figure; `as_`: what the one axis runs over;
    `niet`: names of parts with fewer than two figures to draw."""

    html: str
    as_: str
    niet: tuple[str, ...] = ()


def multiples(
    delen: pd.DataFrame,
    achter: pd.DataFrame,
    *,
    eenheid: str,
    nadruk: Sequence[str] = (),
    donker: bool = False,
    hoogstens: int | None = None,
) -> Veelvoud:
    """delen: naam, periode, tot, waarde (empty where nothing is drawn), voorlopig; in the order of the names. achter:
    periode, tot, waarde. `nadruk`: only these, when given, have a coloured line; they come first. `hoogstens`: how many
    are drawn."""
    groepen = {naam: g for naam, g in delen.groupby("naam", sort=False)}
    groot = [naam for naam, g in groepen.items() if g["waarde"].notna().sum() > 1]
    groot = [n for n in groot if n in nadruk] + [n for n in groot if n not in nadruk]
    niet = tuple(sorted(set(groepen) - set(groot)))
    getoond = delen[delen["naam"].isin(groot) & delen["waarde"].notna()]
    if getoond.empty:
        return Veelvoud("", "", niet)
    dagen = sorted({_day(d) for d in getoond["tot"]})
    achter = achter[[dagen[0] <= _day(d) <= dagen[-1] for d in achter["tot"]]]
    achter = achter[achter["waarde"].notna()]
    laag, hoog = value_range([*getoond["waarde"], *achter["waarde"]], eenheid, None)
    veld = _Veld(dagen[0].toordinal(), dagen[-1].toordinal(), laag, hoog)
    palet = theme.palette(donker)
    delen_html = [
        _figure(naam, groepen[naam], achter, veld, eenheid, palet, grijs=bool(nadruk) and naam not in nadruk)
        for naam in groot[:hoogstens]
    ]
    op_dag = {_day(d): wording.periode(p) for d, p in zip(getoond["tot"], getoond["periode"], strict=True)}
    perioden = op_dag[dagen[0]], op_dag[dagen[-1]]
    as_ = (
        f"van {perioden[0]} tot en met {perioden[1]}, en van {wording.waarde(laag, eenheid)} tot "
        f"{wording.with_eenheid(_round(hoog), eenheid)}"
    )
    return Veelvoud(f'<div class="kd-veel">{"".join(delen_html)}</div>', as_, niet)


@dataclass(frozen=True)
class _Veld:
    van: int
    tot: int
    laag: float
    hoog: float

    def at(self, dag, waarde: float) -> tuple[float, float]:
        """Where a moment and a value lie, in pixels."""
        x = (_day(dag).toordinal() - self.van) / ((self.tot - self.van) or 1)
        y = 1 - (waarde - self.laag) / (self.hoog - self.laag)
        return round(RAND + x * (BREEDTE - 2 * RAND), 1), round(RAND + y * (HOOGTE - 2 * RAND), 1)


def _figure(
    naam: str, deel: pd.DataFrame, achter: pd.DataFrame, veld: _Veld, eenheid: str, palet: theme.Palet, *, grijs: bool
) -> str:
    """One part: its name, the picture, and its first and last figure."""
    bekend = deel[deel["waarde"].notna()]
    eerste, laatste = bekend.iloc[0], bekend.iloc[-1]
    begin, eind = (
        f"{wording.periode_kort(r['periode'])}: {wording.waarde(r['waarde'], eenheid)}" for r in (eerste, laatste)
    )
    alt = f"{naam}, van {wording.periode(eerste['periode'])} tot en met {wording.periode(laatste['periode'])}"
    svg = _svg(deel, achter, veld, palet, palet.zacht if grijs else palet.hoofd)
    return (
        f'<figure><figcaption>{escape(naam)}</figcaption><img alt="{escape(alt, quote=True)}" width="{BREEDTE}" '
        f'height="{HOOGTE}" src="data:image/svg+xml,{quote(svg)}"><p><span>{escape(begin)}</span>'
        f"<span>{escape(eind)}{' (voorlopig)' if _is_true(laatste.get('voorlopig')) else ''}</span></p></figure>"
    )


def _svg(deel: pd.DataFrame, achter: pd.DataFrame, veld: _Veld, palet: theme.Palet, kleur: str) -> str:
    bodem = HOOGTE - RAND
    lagen = [f"<path d='M{RAND} {bodem}H{BREEDTE - RAND}' stroke='{palet.rand}'/>"]
    lagen += _lines(achter, veld, palet.rand if kleur == palet.zacht else palet.zacht, 1.5, "stroke-opacity='0.55'")
    lagen += _lines(deel, veld, kleur, 2.2)
    bekend = deel[deel["waarde"].notna()]
    for r in (r for _, r in bekend.iterrows()):
        x, y = veld.at(r["tot"], r["waarde"])
        vol = palet.vlak if _is_true(r.get("voorlopig")) else kleur
        lagen.append(f"<circle cx='{x}' cy='{y}' r='2.4' fill='{vol}' stroke='{kleur}'/>")
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {BREEDTE} {HOOGTE}' fill='none'>{''.join(lagen)}</svg>"
    )


def _lines(reeks: pd.DataFrame, veld: _Veld, kleur: str, dik: float, extra: str = "") -> list[str]:
    """The line, broken where there is no figure."""
    stukken, nu = [], []
    for dag, waarde in zip(reeks["tot"], reeks["waarde"], strict=True):
        if wording.is_empty(waarde):
            stukken, nu = [*stukken, nu], []
        else:
            nu = [*nu, veld.at(dag, float(waarde))]
    return [
        f"<polyline points='{' '.join(f'{x},{y}' for x, y in punten)}' stroke='{kleur}' stroke-width='{dik}' {extra}/>"
        for punten in (*stukken, nu)
        if len(punten) > 1
    ]


def _is_true(x) -> bool:
    return not wording.is_empty(x) and bool(x)


def _day(moment):
    return pd.Timestamp(moment).date()


def _round(x: float) -> float:
    """The end of the axis, no finer than one decimal."""
    return round(x, 3) if x < 1 else float(round(x, 1))
