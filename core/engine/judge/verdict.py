"""From a series and a goal to a verdict: the rules in their order.

Which point: the last definitive one after the basis; when all of those are provisional, the last of them
(and that is said). Points after `vandaag` and points without a value do not count.

| # | when | verdict |
|---|---|---|
| 1 | no point at all, or no value and nothing counted | geen gegevens |
| 2 | no value, but something was counted (noemer or n) or the period is provisional | nog niet meetbaar |
| 2a | the period asked for has no value (`without_value`) | its own reason, never that of another period |
| 3 | doel richting or geen | alleen richting |
| 4 | doel open without waarde and datum | doel open |
| 5 | mijlpaal: as many as asked; else after its date; else | behaald; niet behaald; nog niet meetbaar |
| 6 | the basis is agreed but lies before the data | geen gegevens |
| 6a | the path cannot be known for another reason (no basis day, no year before) | nog niet meetbaar |
| 7 | measured on or before the day of the basis, unless the goal is a norm without date | nog niet meetbaar |
| 7a | too few behind the figure or the baseline (core.engine.judge.klein) | te klein om te zeggen |
| 8 | target none (0) or all (100%) of a count or share, and exactly that is measured | behaald |
| 9 | path and basis (when known) both strictly inside the interval of the value | te klein om te zeggen |
| 10 | in the target zone (stabiel, per_jaar samengesteld: only on or after the target day) | behaald |
| 11 | measured on or after the target day | niet behaald |
| 12 | at the path or better | op koers |
| 13 | worse than the basis, and the interval excludes the basis | verslechterd |
| 14 | else | achter |
| 15 | 13 or 14 of a change in a bare series (no interval, no n) of three points or more, with a trend of
p >= 0.15, before the target day | geen duidelijke verandering |

In detail
- On or after the target day, rule 9 looks at the target instead of the path.
- "Strictly inside": a bound that touches the path decides. Without an interval rule 9 never applies: an
  amount of money is compared as it is, because all invoices are in it. A mean or median without bounds but
  with n gets the cautious interval of core.engine.judge.interval; with neither, the sentence says that
  the margin is unknown.
- Better or worse than what: the basis; for per_jaar samengesteld the year before. "verslechterd" is the wrong
  direction from there, however far from the path. A two-sided goal (stabiel, or a range with the basis
  inside) has no wrong direction: outside it is achter.
- A threshold without basis, or one that the basis meets already, is held against the threshold itself; then
  rule 9 looks at the threshold alone. So does a band or range around the basis: its nearest edge.
- A norm without date is met (behaald) or not (achter, verslechterd) in each period.
- per_jaar samengesteld is judged each year against the year before, also in the last one. Without date there
  is no end: op koers or not, each year.
- Equal to the path or the target is enough (meer_dan: not), up to rounding noise of 1e-9 of the figures.
- A norm without a date is a level and no change: instead of rule 15 it is achter.
- A better value never gives a worse verdict (rule 15 apart); achter, geen duidelijke verandering and te klein om
  te zeggen are of one rank.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from core.engine.judge import explanation
from core.engine.judge.interval import Interval, Soort, interval_of, known
from core.engine.judge.klein import too_small
from core.engine.judge.pad import DREMPELS, GEEN_BASIS, GROEI_VAN_NUL, Pad, Zone, build_pad, build_toets, find_vertrek
from core.engine.judge.trend import SIGNIFICANT, trend
from core.engine.judge.uitkomst import Gemeten, Vraag, breaks_between, make_outcome
from core.model import wording
from core.model.doel import Doel
from core.model.oordeel import Oordeel, Punt, Uitkomst

NOISE = 1e-9
RICHTINGEN = {"omlaag": -1, "omhoog": 1}


def judge_doel(
    punten: Sequence[Punt],
    doel: Doel,
    basis: Punt | float | None,
    *,
    soort: Soort,
    vandaag: date,
    richting: Literal["omlaag", "omhoog"] | None = None,
    sd: float | None = None,
    deel: bool = False,
) -> Uitkomst:
    """The verdict on a series by the rules above; never raises on finite figures.

    basis: a measured point (its day counts), a figure (on the day of `doel.basis`), or None (the figure
    printed in the goal, else the point of the series on that day). soort: the kind of figure, decides the
    interval. richting: instead of the direction of the goal, where that is behalen, volgen or stabiel. sd:
    spread of one observation, for a mean that comes with n but without bounds (such as a grade). deel: the
    series is of a part (gemeente, GI) of the region that agreed the goal.
    """
    gewenst = RICHTINGEN.get(richting or doel.richting, 0)
    return judge_series(punten, make_vraag(doel, basis, punten, soort, vandaag, gewenst=gewenst, sd=sd, deel=deel))


def make_vraag(
    doel: Doel,
    basis: Punt | float | None,
    punten: Sequence[Punt],
    soort: Soort,
    vandaag: date,
    *,
    gewenst: int | None = None,
    **anders,
) -> Vraag:
    """The question that a goal asks of its series; `anders`: the other fields of Vraag."""
    vertrek = find_vertrek(doel.basis, basis, punten)
    if soort == "aantal":
        vertrek = replace(vertrek, geteld=vertrek.waarde)
    gewenst = RICHTINGEN.get(doel.richting, 0) if gewenst is None else gewenst
    return Vraag(doel.doel, vertrek, gewenst, soort, vandaag, eenheid=doel.eenheid, **anders)


def judge_series(punten: Sequence[Punt], vraag: Vraag) -> Uitkomst:
    """The same for a bare question."""
    bekend = sorted((p for p in punten if known(p.waarde) and p.dag <= vraag.vandaag), key=lambda p: p.dag)
    if not bekend:
        gemeten = (p for p in punten if p.dag <= vraag.vandaag)
        telt = any(p.voorlopig or _positive(p.noemer) or _positive(p.n) for p in gemeten)
        woord = Oordeel.NOG_NIET_MEETBAAR if telt else Oordeel.GEEN_GEGEVENS
        return make_outcome(woord, vraag, Gemeten(), reden="er is nog geen cijfer" if telt else None)
    punt = _choose(bekend, vraag)
    sinds = max((b.datum for b in vraag.breuken if b.datum <= punt.dag), default=date.min)
    lijn = trend([p for p in bekend if p.dag >= sinds and (p is punt or not p.voorlopig)], vraag.doel.datum)
    interval = interval_of(punt, vraag.soort, vraag.sd) if vraag.doel.soort != "mijlpaal" else None
    vloer = vraag.eenheid is not None and all(p.waarde >= 0 for p in bekend)
    gemeten = Gemeten(punt, lijn, interval, _remarks(bekend, punt, punten, vraag), vloer)
    if vraag.doel.soort in ("richting", "geen"):
        return make_outcome(Oordeel.ALLEEN_RICHTING, vraag, gemeten)
    if vraag.doel.soort == "open" and (vraag.doel.waarde is None or vraag.doel.datum is None):
        return make_outcome(Oordeel.DOEL_OPEN, vraag, gemeten)
    if vraag.doel.soort == "mijlpaal":
        return _milestone(bekend, vraag, gemeten)
    pad = build_pad(vraag.doel, vraag.vertrek, punt, bekend, vraag.gewenst)
    return _with_path(pad, gemeten, bekend, punten, vraag)


def _with_path(pad: Pad, gemeten: Gemeten, bekend: Sequence[Punt], punten: Sequence[Punt], vraag: Vraag) -> Uitkomst:
    """The verdict of a goal that has a path, or why there is none."""
    punt = gemeten.punt
    if pad.reden == GEEN_BASIS and _before_the_data(bekend, punten, vraag):
        reden = f"er zijn geen gegevens over het vertrekpunt van {explanation.datum(vraag.vertrek.dag)}"
        return make_outcome(Oordeel.GEEN_GEGEVENS, vraag, gemeten, pad=pad, reden=reden)
    reden = pad.reden if pad.reden != GROEI_VAN_NUL else None
    if reden is None and _too_early(punt, vraag):
        reden = "er is nog geen cijfer van na de basis"
    if reden:
        return make_outcome(Oordeel.NOG_NIET_MEETBAAR, vraag, gemeten, pad=pad, reden=reden)
    klein = too_small(vraag.doel, vraag.vertrek, pad, punt, vraag.soort, vraag.deel)
    if klein:
        return make_outcome(Oordeel.TE_KLEIN, vraag, gemeten, pad=pad, reden=klein)
    woord = judge(pad, punt, gemeten.interval, vraag)
    return make_outcome(_unclear(woord, pad, gemeten, vraag), vraag, gemeten, pad=pad)


def without_value(punt: Punt, eerder: Sequence[Punt], vraag: Vraag, reden: str) -> Uitkomst:
    """The outcome of a period that has no value: no verdict but its reason (`reden`, as the series gives it, may
    be empty), with the path of its own day where that does not depend on the value. eerder: the points before."""
    meetbaar = punt.voorlopig or _positive(punt.noemer) or _positive(punt.n) or reden == Oordeel.NOG_NIET_MEETBAAR
    woord = Oordeel.NOG_NIET_MEETBAAR if meetbaar else Oordeel.GEEN_GEGEVENS
    pad = Pad()
    if vraag.doel.soort not in ("richting", "geen", "open", "mijlpaal"):
        anker = replace(punt, waarde=vraag.vertrek.waarde if vraag.vertrek.waarde is not None else 0.0)
        pad = build_pad(vraag.doel, vraag.vertrek, anker, eerder, vraag.gewenst)
    if pad.richting == 0:
        pad = Pad()  # a range has two edges, and which one counts depends on the value
    uit = make_outcome(woord, vraag, Gemeten(), pad=pad, reden="over deze periode is er nog geen cijfer")
    return replace(uit, periode=punt.periode, dag=punt.dag)


def judge(pad: Pad, punt: Punt, interval: Interval | None, vraag: Vraag) -> Oordeel:
    """Rules 8 to 14 on one point."""
    waarde, toets = punt.waarde, build_toets(pad, punt, vraag.vertrek, vraag.doel.datum)
    figuren = (waarde, toets.basis or 0.0, *toets.zone, *pad.doelzone)
    ruis = NOISE * max(abs(x) for x in figuren if math.isfinite(x))
    if _nothing_left(pad, waarde, vraag.soort):
        return Oordeel.BEHAALD
    if all(_inside(x, interval) for x in toets.twijfel):
        return Oordeel.TE_KLEIN
    if toets.einde:
        return Oordeel.BEHAALD if _in_zone(waarde, toets.zone, pad.strikt, ruis) else Oordeel.NIET_BEHAALD
    if not pad.pas_op_einde and _in_zone(waarde, pad.doelzone, pad.strikt, ruis):
        return Oordeel.BEHAALD
    if _in_zone(waarde, pad.zone, pad.strikt and pad.zone == pad.doelzone, ruis):
        return Oordeel.OP_KOERS
    slechter = toets.basis is not None and pad.richting * (waarde - toets.basis) < -ruis
    return Oordeel.VERSLECHTERD if slechter and not _inside(toets.basis, interval) else Oordeel.ACHTER


def _unclear(woord: Oordeel, pad: Pad, gemeten: Gemeten, vraag: Vraag) -> Oordeel:
    """Rule 15: what a bare series cannot tell from no change at all is not called worse or behind. A norm without a
    day is no change but a level: behind it is, worse is not shown."""
    kaal = gemeten.interval is None and not any(known(x) for x in (gemeten.punt.noemer, gemeten.punt.n))
    verandering = pad.vergelijk is not None and (vraag.doel.datum or vraag.doel.soort == "per_jaar")
    vaag = gemeten.lijn.p is not None and gemeten.lijn.p >= SIGNIFICANT
    zacht = woord in (Oordeel.ACHTER, Oordeel.VERSLECHTERD)
    if not (zacht and kaal and vaag):
        return woord
    return Oordeel.GEEN_VERANDERING if verandering else Oordeel.ACHTER


def _choose(bekend: list[Punt], vraag: Vraag) -> Punt:
    if vraag.doel.soort == "mijlpaal":
        return bekend[-1]
    na = [p for p in bekend if vraag.vertrek.dag is None or p.dag > vraag.vertrek.dag] or bekend
    return ([p for p in na if not p.voorlopig] or na)[-1]


def _before_the_data(bekend: Sequence[Punt], punten: Sequence[Punt], vraag: Vraag) -> bool:
    """The basis has a day, that day is past, and the series has nothing on it: not even a figure that is still to
    come."""
    dag = vraag.vertrek.dag
    return dag is not None and dag < bekend[-1].dag and all(p.dag != dag or not p.voorlopig for p in punten)


def _too_early(punt: Punt, vraag: Vraag) -> bool:
    norm = vraag.doel.datum is None and (
        vraag.doel.soort in DREMPELS or (vraag.doel.soort == "bereik" and not vraag.doel.relatief_bereik)
    )
    return vraag.vertrek.dag is not None and punt.dag <= vraag.vertrek.dag and not norm


def _milestone(bekend: list[Punt], vraag: Vraag, gemeten: Gemeten) -> Uitkomst:
    nodig = 1.0 if vraag.doel.waarde is None else vraag.doel.waarde
    pad = Pad(zone=(nodig, math.inf), doelzone=(nodig, math.inf), richting=1, doelwaarde=nodig)
    if (klaar := next((p for p in bekend if p.waarde >= nodig), None)) is not None:
        if vraag.doel.datum and klaar.dag > vraag.doel.datum:
            laat = f"te laat: later dan afgesproken, op {explanation.datum(klaar.dag)}"
            gemeten = replace(gemeten, opmerkingen=(*gemeten.opmerkingen, laat))
        return make_outcome(Oordeel.BEHAALD, vraag, replace(gemeten, punt=klaar), pad=pad)
    if vraag.doel.datum and vraag.vandaag > vraag.doel.datum:
        return make_outcome(Oordeel.NIET_BEHAALD, vraag, gemeten, pad=pad)
    reden = "de termijn loopt nog" if vraag.doel.datum else "er is geen datum afgesproken"
    return make_outcome(Oordeel.NOG_NIET_MEETBAAR, vraag, gemeten, pad=pad, reden=reden)


def _remarks(bekend: list[Punt], punt: Punt, punten: Sequence[Punt], vraag: Vraag) -> tuple[str, ...]:
    uit, datum = [], vraag.doel.datum
    if punt.voorlopig:
        uit.append("het cijfer is voorlopig")
    elif bekend[-1].dag > punt.dag:
        uit.append(f"het voorlopige cijfer van {explanation.moment(bekend[-1])} telt nog niet mee")
    leeg = [p for p in punten if bekend[-1].dag < p.dag <= vraag.vandaag and not known(p.waarde)]
    if leeg and vraag.doel.soort != "mijlpaal":
        uit.append(f"van {explanation.moment(min(leeg, key=lambda p: p.dag))} is er nog geen cijfer")
    if datum and vraag.vandaag > datum > punt.dag and vraag.doel.soort != "mijlpaal":
        uit.append("de doeldatum is voorbij, maar er is nog geen cijfer van die dag")
    if breuken := breaks_between(vraag.breuken, vraag.vertrek.dag, punt.dag):
        welke = wording.opsomming(f"{b.label} ({explanation.datum(b.datum)})" for b in breuken)
        uit.append(f"tussen het vertrekpunt en dit cijfer ligt een breuk in de reeks: {welke}")
    return tuple(uit)


def _in_zone(waarde: float, zone: Zone, strikt: bool, ruis: float) -> bool:
    if math.inf == zone[0] or -math.inf == zone[1]:
        return False
    return waarde > zone[0] + ruis if strikt else zone[0] - ruis <= waarde <= zone[1] + ruis


def _inside(x: float, interval: Interval | None) -> bool:
    return interval is not None and interval[0] < x < interval[1]


def _nothing_left(pad: Pad, waarde: float, soort: Soort) -> bool:
    """None (or all) was asked and none (or all) is measured: chance cannot make that less true."""
    if pad.doelwaarde is None or soort not in ("aantal", "aandeel"):
        return False
    if pad.richting < 0:
        return pad.doelwaarde == 0 and waarde <= 0
    return pad.richting > 0 and soort == "aandeel" and pad.doelwaarde >= 1 and waarde >= 1 and not pad.strikt


def _positive(x: float | None) -> bool:
    return known(x) and x > 0
