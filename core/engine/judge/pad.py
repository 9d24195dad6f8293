"""The road of a goal: what the value had to be on the day it was measured, and what it has to be in the end.

A `Pad` holds two zones, [low, high] with infinite open sides: `zone`, where the value should be on the
measured day, and `doelzone`, where it should be on the target day. One-sided goals have one finite edge.

| soort | target | on the measured day |
|---|---|---|
| relatief | basis * (1 + p) | straight line from basis to target |
| open with waarde and datum | as relatief | as relatief |
| per_jaar lineair | basis * (1 + p * years) | basis * (1 + p * years so far) |
| per_jaar samengesteld | that of the measured day, and so on each year after | value of one year before * (1 + p) |
| minstens, meer_dan, hoogstens, nul | the threshold | line from basis to threshold, else the threshold |
| bereik, richting omlaag / omhoog | its near edge; further is better | as a threshold |
| bereik, other | between both edges | the range, the edge near the basis moved along the line |
| stabiel | basis * (1 -/+ p) | the same band |

A flow is measured on the last day of its period, a stock on its peildatum. Before the basis and after the
target day the line is flat. A percentage of growth from a basis of 0 is no figure: `reden` says so; a fall
from 0 stays 0. A threshold has a line when basis and target have a day. When the basis meets the threshold
already, `padwaarde` is on that line, but the zone is the threshold: nobody has to stay better than agreed.
The line is straight, or with `pad: samengesteld` the same percentage each year.

"Each year 5% less" has one reading, in table, picture and verdict: each year against the year before. So the
target of a year is that of the year before times (1 + p), also in the last year. When the year before is
missing, it is the basis times (1 + p) ** the years between; that is said in `opmerking`, and never called a
change of one year.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.engine.judge.dates import month_end, share_of_way, year_before, years_between
from core.engine.judge.interval import known
from core.model.doel import Basis, Doelwaarde
from core.model.oordeel import Punt

DREMPELS = {"minstens": 1, "meer_dan": 1, "hoogstens": -1, "nul": -1}
GEEN_BASIS = "de waarde van de basis is niet bekend"
GEEN_BASISDAG = "de dag van de basis is niet bekend"
GEEN_KROMME = "een pad met elk jaar hetzelfde percentage kan niet vanaf of naar 0"
GROEI_VAN_NUL = "de basis is 0 en een groei in procenten van 0 is niet te berekenen"
Zone = tuple[float, float]


@dataclass(frozen=True)
class Vertrek:
    """The basis as known: `waarde` on `dag`; either may be missing. `geteld`: how many cases are in it."""

    waarde: float | None = None
    dag: date | None = None
    geteld: float | None = None


@dataclass(frozen=True)
class Pad:
    """See the module. `richting`: 1 higher is better, -1 lower, 0 neither. `vergelijk`: the value that
    "verslechterd" and "te klein" look at. `pas_op_einde`: not reached before the target day (stabiel,
    yearly). `hoeken`: the corners of the road, to be drawn."""

    zone: Zone = (-math.inf, math.inf)
    doelzone: Zone = (-math.inf, math.inf)
    richting: int = 0
    vergelijk: float | None = None
    padwaarde: float | None = None
    doelwaarde: float | None = None
    strikt: bool = False
    pas_op_einde: bool = False
    reden: str | None = None
    opmerking: str | None = None
    hoeken: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True)
class Toets:
    """What the value is held against. `rand`: the edge of `zone` nearest to it; `basis`: better or worse
    than what; `twijfel`: the figures that must all lie inside the interval of the value before nothing can
    be said."""

    zone: Zone
    rand: float
    basis: float | None
    twijfel: tuple[float, ...]
    einde: bool


def build_toets(pad: Pad, punt: Punt, vertrek: Vertrek, datum: date | None) -> Toets:
    """The path before the target day, the target from that day on. A basis that meets it already leaves no
    doubt of its own: then only the edge counts."""
    einde = datum is not None and punt.dag >= datum
    zone = pad.doelzone if einde and pad.doelwaarde is not None else pad.zone
    basis = pad.vergelijk
    rand = _nearest(zone, punt.waarde)
    alleen_rand = basis is None or zone[0] <= basis <= zone[1]
    return Toets(zone, rand, basis, (rand,) if alleen_rand else (rand, basis), einde)


def find_vertrek(afgesproken: Basis | None, basis: Punt | float | None, punten: Sequence[Punt]) -> Vertrek:
    """The basis given, else the one printed in the goal, else the point of the series on its day."""
    if isinstance(basis, Punt):
        return _from_point(basis)
    dag = None
    if afgesproken is not None:
        dag = afgesproken.peildatum or date(afgesproken.jaar, 12, 31)
    waarde = basis if basis is not None else (afgesproken.waarde if afgesproken else None)
    if waarde is None and dag is not None:
        punt = next((p for p in punten if p.dag == dag and known(p.waarde)), None)
        return Vertrek(None, dag) if punt is None else _from_point(punt)
    return Vertrek(float(waarde) if known(waarde) else None, dag)


def _from_point(punt: Punt) -> Vertrek:
    geteld = next((float(x) for x in (punt.noemer, punt.n) if known(x)), None)
    return Vertrek(float(punt.waarde) if known(punt.waarde) else None, punt.dag, geteld)


def build_pad(doel: Doelwaarde, vertrek: Vertrek, punt: Punt, punten: Sequence[Punt], gewenst: int) -> Pad:
    """The road at the day of `punt`, for any kind but mijlpaal, richting and geen.

    `gewenst`: the agreed direction (1, -1 or 0), used where the target itself does not tell. `reden` is set
    when there is no road.
    """
    soort = "relatief" if doel.soort == "open" else doel.soort
    if soort in DREMPELS:
        drempel = 0.0 if soort == "nul" else doel.waarde
        pad = _threshold(drempel, DREMPELS[soort], doel, vertrek, punt)
        return _finite(replace(pad, strikt=soort == "meer_dan"))
    if soort == "bereik":
        return _finite(_range(doel, vertrek, punt, gewenst))
    if soort == "per_jaar" and doel.lezing == "samengesteld":
        return _finite(_yearly(doel, vertrek, punt, punten, gewenst))
    if vertrek.waarde is None:
        return Pad(reden=GEEN_BASIS)
    if soort == "stabiel":
        return _finite(_band(doel, vertrek.waarde))
    return _finite(_line(doel, vertrek, punt, gewenst))


def _line(doel: Doelwaarde, vertrek: Vertrek, punt: Punt, gewenst: int) -> Pad:
    """relatief and per_jaar lineair."""
    if vertrek.dag is None:
        return Pad(reden=GEEN_BASISDAG)
    basis, p = vertrek.waarde, doel.waarde
    if basis == 0 and _grows(p, gewenst):
        return Pad(reden=GROEI_VAN_NUL, padwaarde=0.0, doelwaarde=0.0, vergelijk=basis)
    if doel.soort == "per_jaar":
        eind = basis * (1 + p * years_between(vertrek.dag, doel.datum)) if doel.datum else None
        nu = basis * (1 + p * max(0.0, years_between(vertrek.dag, min(punt.dag, doel.datum or punt.dag))))
    else:
        eind = basis * (1 + p)
        nu = between(vertrek, eind, punt.dag, doel)
    if nu is None:
        return Pad(reden=GEEN_KROMME)
    pad = _one_sided(nu, eind, _direction(basis, p, gewenst), basis)
    return replace(pad, hoeken=_corners(vertrek, eind, doel))


def _yearly(doel: Doelwaarde, vertrek: Vertrek, punt: Punt, punten: Sequence[Punt], gewenst: int) -> Pad:
    """per_jaar samengesteld: each year against the year before."""
    p, tot = doel.waarde, min(punt.dag, doel.datum or punt.dag)  # after the last year its target stays
    eerder = year_before(tot)
    van, dag = _before(eerder, vertrek, punten)
    if van is None:
        return Pad(reden="het jaar ervoor ontbreekt")
    if van == 0 and _grows(p, gewenst):
        return Pad(reden=GROEI_VAN_NUL, padwaarde=0.0, vergelijk=van)
    nu = van * _power(1 + p, max(0.0, years_between(dag, tot)))
    rest = max(0.0, years_between(tot, doel.datum)) if doel.datum else 0.0
    eind = nu * _power(1 + p, rest) if doel.datum else None
    hoeken = ((dag, van), (tot, nu), *_steps(tot, nu, doel))
    opmerking = None if dag == eerder else f"het jaar ervoor ontbreekt, daarom gerekend vanaf {dag:%d-%m-%Y}"
    return replace(
        _one_sided(nu, eind, _direction(van, p, gewenst), van), opmerking=opmerking, pas_op_einde=True, hoeken=hoeken
    )


def _before(eerder: date | None, vertrek: Vertrek, punten: Sequence[Punt]) -> tuple[float | None, date | None]:
    """The figure that this year is compared with, and its day: that of the year before, else the basis."""
    vorig = next((q.waarde for q in punten if q.dag == eerder and known(q.waarde)), None)
    if vorig is not None:
        return vorig, eerder
    return (vertrek.waarde, vertrek.dag) if vertrek.waarde is not None and vertrek.dag else (None, None)


def _steps(dag: date, waarde: float, doel: Doelwaarde) -> list[tuple[date, float]]:
    """What each year to come asks, when every year does so."""
    einden = [month_end(jaar, 12) for jaar in range(dag.year, doel.datum.year + 1)] if doel.datum else []
    dagen = [*(d for d in einden if dag < d < doel.datum), doel.datum] if doel.datum and doel.datum > dag else []
    return [(d, waarde * _power(1 + doel.waarde, years_between(dag, d))) for d in dagen]


def _threshold(drempel: float, richting: int, doel: Doelwaarde, vertrek: Vertrek, punt: Punt) -> Pad:
    nu = between(vertrek, drempel, punt.dag, doel)
    if nu is None:
        return Pad(reden=GEEN_KROMME)
    gehaald = vertrek.waarde is not None and richting * vertrek.waarde >= richting * drempel
    return replace(
        _one_sided(drempel if gehaald else nu, drempel, richting, vertrek.waarde),
        padwaarde=nu,
        hoeken=_corners(vertrek, drempel, doel),
    )


def _range(doel: Doelwaarde, vertrek: Vertrek, punt: Punt, gewenst: int) -> Pad:
    onder, boven = sorted((doel.laag, doel.hoog))
    if doel.relatief_bereik:
        if vertrek.waarde is None:
            return Pad(reden=GEEN_BASIS)
        onder, boven = sorted((vertrek.waarde * (1 + onder), vertrek.waarde * (1 + boven)))
    if gewenst:
        return _threshold(boven if gewenst < 0 else onder, gewenst, doel, vertrek, punt)
    recht = doel.model_copy(update={"pad": "recht"})
    basis, nu, richting = vertrek.waarde, (onder, boven), 0
    if basis is not None and basis > boven:
        nu, richting = (onder, between(vertrek, boven, punt.dag, recht)), -1
    elif basis is not None and basis < onder:
        nu, richting = (between(vertrek, onder, punt.dag, recht), boven), 1
    return Pad(
        zone=nu,
        doelzone=(onder, boven),
        richting=richting,
        vergelijk=basis,
        padwaarde=_nearest(nu, punt.waarde),
        doelwaarde=_nearest((onder, boven), punt.waarde),
    )


def _band(doel: Doelwaarde, basis: float) -> Pad:
    half = abs(basis * doel.waarde)
    band = basis - half, basis + half
    return Pad(zone=band, doelzone=band, vergelijk=basis, padwaarde=basis, doelwaarde=basis, pas_op_einde=True)


def between(vertrek: Vertrek, eind: float, dag: date, doel: Doelwaarde) -> float | None:
    """The value on the road from the basis to `eind` on the target day; `eind` itself where none can be drawn,
    None where a compound one cannot (it never reaches or leaves 0)."""
    if vertrek.dag is None or vertrek.waarde is None or doel.datum is None or doel.datum <= vertrek.dag:
        return eind
    deel = share_of_way(vertrek.dag, dag, doel.datum)
    if doel.pad == "samengesteld":
        return vertrek.waarde * (eind / vertrek.waarde) ** deel if min(vertrek.waarde, eind) > 0 else None
    return vertrek.waarde * (1 - deel) + eind * deel


def _corners(vertrek: Vertrek, eind: float | None, doel: Doelwaarde) -> tuple[tuple[date, float], ...]:
    """Basis and target, and of a compound road the end of each year between."""
    if eind is None or None in (vertrek.dag, vertrek.waarde, doel.datum) or doel.datum <= vertrek.dag:
        return ()
    dagen = [vertrek.dag, doel.datum]
    if doel.pad == "samengesteld":
        einden = (month_end(jaar, 12) for jaar in range(vertrek.dag.year, doel.datum.year))
        dagen[1:1] = [d for d in einden if vertrek.dag < d < doel.datum]
    return tuple((dag, between(vertrek, eind, dag, doel)) for dag in dagen)


def _one_sided(nu: float, eind: float | None, richting: int, vergelijk: float | None) -> Pad:
    def side(grens: float | None) -> Zone:
        if grens is None:
            return (math.inf, math.inf) if richting > 0 else (-math.inf, -math.inf)
        return (grens, math.inf) if richting > 0 else (-math.inf, grens)

    return Pad(
        zone=side(nu), doelzone=side(eind), richting=richting, vergelijk=vergelijk, padwaarde=nu, doelwaarde=eind
    )


def _direction(basis: float, p: float, gewenst: int) -> int:
    """Which way is better: the way the target lies; with no way to go the agreed one, else lower."""
    stap = basis * p
    return (1 if stap > 0 else -1) if stap else (gewenst or -1)


def _grows(p: float, gewenst: int) -> bool:
    return p > 0 or (p == 0 and gewenst > 0)


def _power(factor: float, jaren: float) -> float:
    """factor ** jaren; nothing is left after a fall of 100% or more, and too large is infinite."""
    try:
        return max(factor, 0.0) ** jaren if jaren else 1.0
    except (OverflowError, ZeroDivisionError):
        return math.inf if factor > 1 else 0.0


def _nearest(zone: Zone, waarde: float) -> float:
    """In the middle the larger one: a margin is widest on that side."""
    return min(zone, key=lambda grens: (abs(grens - waarde), -abs(grens)))


def _finite(pad: Pad) -> Pad:
    if all(w is None or math.isfinite(w) for w in (pad.padwaarde, pad.doelwaarde)):
        return pad
    return Pad(reden="de getallen zijn te groot om mee te rekenen")
