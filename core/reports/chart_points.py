"""The points of a chart for who draws it himself: every period has a place, also one without a figure, and beside each
figure stands where the agreed path lies."""

import datetime as dt
import itertools
from dataclasses import dataclass

from core.engine.count.perioden import PER_JAAR, periode_van
from core.model import wording
from core.reports.layout import Beeld

_VORM = {"aandeel": "0%", "euro": '"€" #,##0', "cijfer": "0.0", "per 1.000": "0.0"}


@dataclass(frozen=True)
class Punt:
    naam: str
    waarde: float | None
    voorlopig: bool = False
    pad: float | None = None


def number_format(eenheid: str) -> str:
    """How a chart of Office writes the figures of this unit; it makes point and comma Dutch itself."""
    return _VORM.get(eenheid, "#,##0")


def axis_title(eenheid: str) -> str:
    """What the figures along the axis are; of a percentage and of money the figures say so themselves."""
    return wording.ACHTERVOEGSEL.get(eenheid, eenheid) if eenheid != "aantal" else eenheid


def note(beeld: Beeld, punten: list[Punt], *, ster: bool = False) -> str:
    """What the marks mean, and what a reader must know of the series. `ster`: the period has an asterisk too."""
    delen = ["Streeplijn: wat is afgesproken."] if any(p.pad is not None for p in punten) else []
    if any(p.voorlopig for p in punten):
        delen.append("Open stip en *: voorlopig cijfer." if ster else "Open stip: voorlopig cijfer.")
    delen += ["Waar de lijn onderbroken is, is er geen cijfer."] if _has_gap(punten) else []
    dagen = [d for d in [*beeld.reeks["van"], *beeld.reeks["tot"]] if not wording.is_empty(d)]
    binnen = [b for b in beeld.breuken if dagen and min(dagen) < b.datum <= max(dagen)]
    delen += [f"Let op: op {wording.datum(b.datum)} verandert de reeks ({b.label})." for b in binnen]
    return " ".join(delen)


def _has_gap(punten: list[Punt]) -> bool:
    gevuld = [nr for nr, p in enumerate(punten) if p.waarde is not None]
    return bool(gevuld) and len(gevuld) < gevuld[-1] - gevuld[0] + 1


def points(beeld: Beeld) -> list[Punt]:
    """In order of time. Years (quarters, ...) that are not in the series come without a figure, so that a line breaks;
    a series by year goes on to the day of its target."""
    gemeten = {str(r.periode): r for r in beeld.reeks.itertuples() if not wording.is_empty(r.periode)}
    dagen = {naam: _day(r) for naam, r in gemeten.items()} | _missing(gemeten, beeld.padlijn)
    uit = []
    for naam in sorted(dagen, key=dagen.get):
        rij = gemeten.get(naam)
        waarde = None if rij is None or wording.is_empty(rij.waarde) else float(rij.waarde)
        voorlopig = rij is not None and rij.voorlopig in (True, "ja")
        uit.append(Punt(wording.periode_kort(naam), waarde, voorlopig, _path_on(beeld.padlijn, dagen[naam])))
    return uit


def _day(rij) -> dt.date:
    return rij.tot if wording.is_empty(rij.peildatum) else rij.peildatum


def _missing(gemeten: dict, padlijn: tuple) -> dict[str, dt.date]:
    """Periods of the same kind between the first and the last, and years up to the target: name -> last day."""
    soorten = [p for p in PER_JAAR if sum(periode_van(r.van, p).naam == naam for naam, r in gemeten.items()) > 1]
    if not soorten:
        return {}
    per = soorten[0]
    eigen = [r for naam, r in gemeten.items() if periode_van(r.van, per).naam == naam]
    eind = max(r.tot for r in eigen)
    if per == "jaar" and padlijn:
        eind = max(eind, padlijn[-1][0])
    uit, dag = {}, min(r.van for r in eigen)
    while dag <= eind:
        periode = periode_van(dag, per)
        if periode.naam not in gemeten:
            uit[periode.naam] = periode.tot
        dag = periode.tot + dt.timedelta(days=1)
    return uit


def _path_on(padlijn: tuple, dag: dt.date) -> float | None:
    """Where the path lies on a day; not before it starts or after its target."""
    for (a, x), (b, y) in itertools.pairwise(padlijn):
        if a <= dag <= b:
            return x if a == b else x + (y - x) * (dag - a).days / (b - a).days
    return None
