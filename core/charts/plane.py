"""Where a figure lies in a chart over time: the points of a series, both axes and their range."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from core.charts import theme
from core.charts.grammar import day, moment, number
from core.model import wording
from core.model.oordeel import VERBORGEN, Uitkomst
from core.model.vooruitzicht import Vooruitzicht

_MAX_TIKKEN = 9


@dataclass(frozen=True)
class Veld:
    """The plane of the drawing: both axes, the range of values and the height in pixels."""

    as_x: dict
    as_y: dict
    laag: float
    hoog: float
    hoogte: int

    def x(self, kolom: str = "dag") -> dict:
        return moment(kolom, **self.as_x)

    def y(self, kolom: str = "waarde") -> dict:
        return number(kolom, **self.as_y)

    def gap(self, pixels: int) -> float:
        """So many pixels in the unit of the values; axis and texts take a fifth of the height."""
        return (self.hoog - self.laag) * pixels / (0.8 * self.hoogte)


def points(reeks: pd.DataFrame, eenheid: str, split: str | None = None) -> pd.DataFrame:
    """What is drawn, a row per measured value: dag, waarde, laag, hoog, voorlopig, deel and Dutch texts."""
    # A series without any data has one row, that only says why.
    r = reeks[reeks["peildatum"].notna() | reeks["tot"].notna()].reset_index(drop=True)
    # No figure here can be negative; a margin that was worked out from few cases may be.
    laag, hoog = _numbers(r, "laag").clip(lower=0), _numbers(r, "hoog")
    voorlopig = r["voorlopig"].fillna(False).astype(bool) if "voorlopig" in r else pd.Series(False, r.index)
    uit = pd.DataFrame(
        {
            "dag": [_day(p if not wording.is_empty(p) else t) for p, t in zip(r["peildatum"], r["tot"], strict=True)],
            "waarde": _numbers(r, "waarde"),
            "laag": laag,
            "hoog": hoog,
            "voorlopig": voorlopig,
            "stand": ["voorlopig" if v else "definitief" for v in voorlopig],
            "periode": [wording.periode(p) for p in r["periode"]],
            "as": [wording.periode_kort(p) for p in r["periode"]],
            "deel": [str(d) for d in r[split]] if split else "",
            "cijfer": [wording.with_eenheid(w, eenheid) for w in r["waarde"]],
            "tussen": [_interval(a, b, eenheid) for a, b in zip(laag, hoog, strict=True)],
            "n": [wording.getal(n) for n in r["n"]] if "n" in r else wording.LEEG,
            "reden": [x if isinstance(x, str) else "" for x in r["reden"]] if "reden" in r else "",
        }
    )
    return _with_gaps(uit, r["periode"]).sort_values(["deel", "dag"], ignore_index=True)


def _with_gaps(punten: pd.DataFrame, perioden: pd.Series) -> pd.DataFrame:
    """A year that is not in the series at all becomes a row without a figure, so that the line is broken."""
    jaren = {int(p) for p in perioden.dropna() if str(p).isdigit()}
    weg = set(range(min(jaren), max(jaren) + 1)) - jaren if jaren else set()
    if not weg:
        return punten
    leeg = {
        "waarde": float("nan"),
        "laag": float("nan"),
        "hoog": float("nan"),
        "voorlopig": False,
        "reden": "",
    }
    extra = [
        leeg
        | {
            "dag": date(j, 12, 31),
            "deel": d,
            "periode": str(j),
            "as": str(j),
            "stand": "definitief",
            "cijfer": wording.LEEG,
            "tussen": wording.LEEG,
            "n": wording.LEEG,
        }
        for j in sorted(weg)
        for d in sorted(set(punten["deel"]))
    ]
    return pd.concat([punten, pd.DataFrame(extra)[list(punten.columns)]], ignore_index=True)


def _day(moment) -> date:
    """A day as a date, whatever the table holds (date, datetime, pandas' Timestamp)."""
    return pd.Timestamp(moment).date()


def _numbers(reeks: pd.DataFrame, kolom: str) -> pd.Series:
    if kolom not in reeks:
        return pd.Series(float("nan"), reeks.index)
    return pd.to_numeric(reeks[kolom], errors="coerce").astype(float)


def _interval(laag: float, hoog: float, eenheid: str) -> str:
    if wording.is_empty(laag) or wording.is_empty(hoog):
        return wording.LEEG
    return f"{wording.waarde(laag, eenheid)} tot {wording.waarde(hoog, eenheid)}"


def plane(
    punten: pd.DataFrame,
    eenheid: str,
    uitkomst: Uitkomst | None,
    hoogte: int,
    regels: int = 0,
    vooruit: Vooruitzicht | None = None,
) -> Veld:
    """The axes of a series; `regels` lines of text stay free above the highest value. With `vooruit` they reach
    to the projection."""
    dagen = sorted(set(punten["dag"]))
    doeldagen = [*_goal_days(uitkomst), *([vooruit.dag] if vooruit else [])]
    alle = sorted([*dagen, *doeldagen]) or [date.today()]
    span = max(alle[-1] - alle[0], timedelta(days=180))
    stap = -(-len(dagen) // _MAX_TIKKEN) or 1
    tikken = dagen[::-1][::stap] + [d for d in doeldagen if not dagen or d > dagen[-1] + span * 0.06]
    namen = {d: str(d.year) for d in doeldagen} | dict(zip(punten["dag"], punten["as"], strict=True))
    teksten = {f"{t:%Y-%m-%d}": namen[t] for t in tikken}
    waarden = [w for k in ("waarde", "laag", "hoog") for w in punten[k].tolist()]
    waarden += [vooruit.waarde, vooruit.waarneming_laag, vooruit.waarneming_hoog] if vooruit else []
    laag, hoog = value_range(waarden, eenheid, uitkomst)
    hoog += (hoog - laag) * 15 * regels / (0.8 * hoogte)
    as_x = {
        "title": None,
        "scale": {"domain": [day(alle[0] - span * 0.03), day(alle[-1] + span * 0.03)]},
        "axis": {
            "values": [day(t) for t in sorted(tikken)],
            # A lookup by day, so that a year and the last month can stand on one axis.
            "labelExpr": f"{teksten}[timeFormat(datum.value, '%Y-%m-%d')]",
            "labelOverlap": True,
            "labelSeparation": 6,
            "labelFlush": False,
        },
    }
    as_y = {"axis": theme.y_axis(eenheid), "scale": {"domain": [laag, hoog], "nice": False}}
    return Veld(as_x, as_y, laag, hoog, hoogte)


def value_range(waarden: Iterable, eenheid: str, uitkomst: Uitkomst | None) -> tuple[float, float]:
    """From zero, so that a fall of 5% does not look like one of 50%; only a high share may start higher."""
    alles = [float(w) for w in waarden if not wording.is_empty(w)]
    alles += [w for w in (uitkomst.basis, uitkomst.doelwaarde) if w is not None] if uitkomst else []
    if not alles:
        return 0.0, 1.0
    laag, hoog = min(alles), max(alles)
    onder = 0.5 if eenheid == "aandeel" and laag > 0.6 else min(0.0, laag)
    boven = hoog + ((hoog - onder) * 0.08 or 1.0)
    return onder, min(boven, 1.03) if eenheid == "aandeel" and hoog <= 1 else boven


def _goal_days(uitkomst: Uitkomst | None) -> list[date]:
    if uitkomst is None or uitkomst.doelwaarde is None:
        return []
    return [d for d in (uitkomst.basisdag if uitkomst.basis is not None else None, uitkomst.doeldag) if d]


def has_path(uitkomst: Uitkomst | None) -> bool:
    """A sloping path, from a baseline to a target; else the target is a level norm."""
    return (
        uitkomst is not None
        and uitkomst.doelwaarde is not None
        and None not in (uitkomst.basis, uitkomst.basisdag, uitkomst.doeldag)
    )


def latest(tabel: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last period that has figures, or has them and may not show them: an older period would be
    read as the newest."""
    bekend = tabel[tabel["waarde"].notna() | hidden(tabel)]
    return bekend[bekend["tot"] == bekend["tot"].max()] if len(bekend) else bekend


def hidden(tabel: pd.DataFrame) -> pd.Series:
    """Which rows have a figure that may not be shared."""
    return tabel["reden"] == VERBORGEN if "reden" in tabel else pd.Series(False, index=tabel.index)
