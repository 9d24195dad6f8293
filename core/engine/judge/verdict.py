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

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from core.engine.judge import explanation
from core.engine.judge.interval import Soort, known
from core.engine.judge.pad import find_vertrek
from core.engine.judge.uitkomst import Gemeten, Vraag, breaks_between, make_outcome
from core.engine.judge.weighing import Gewogen, choose, known_points, line_up_to, weigh, weigh_empty
from core.model import wording
from core.model.doel import Doel
from core.model.oordeel import Oordeel, Punt, Uitkomst

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
    gewogen = weigh(punten, vraag)
    gemeten = _measured(gewogen, punten, vraag) if gewogen.punt else Gemeten()
    return make_outcome(gewogen.woord, vraag, gemeten, pad=gewogen.pad, reden=gewogen.reden)


def _measured(gewogen: Gewogen, punten: Sequence[Punt], vraag: Vraag) -> Gemeten:
    """What the sentence needs besides the verdict: the line, and what has to be said."""
    bekend = known_points(punten, vraag)
    punt = choose(bekend, vraag)
    opmerkingen = _remarks(bekend, punt, punten, vraag)
    opmerkingen += _on_the_day(gewogen, punten, vraag)
    if gewogen.laat:
        opmerkingen = (*opmerkingen, gewogen.laat)
    vloer = vraag.eenheid is not None and all(p.waarde >= 0 for p in bekend)
    return Gemeten(gewogen.punt, line_up_to(bekend, punt, vraag), gewogen.interval, opmerkingen, vloer)


def without_value(punt: Punt, eerder: Sequence[Punt], vraag: Vraag, reden: str) -> Uitkomst:
    """The outcome of a period that has no value: no verdict but its reason (`reden`, as the series gives it, may
    be empty), with the path of its own day where that does not depend on the value. eerder: the points before."""
    gewogen = weigh_empty(punt, eerder, vraag, reden)
    zin = "over deze periode is er nog geen cijfer"
    uit = make_outcome(gewogen.woord, vraag, Gemeten(), pad=gewogen.pad, reden=zin)
    return replace(uit, periode=punt.periode, dag=punt.dag)


def _on_the_day(gewogen: Gewogen, punten: Sequence[Punt], vraag: Vraag) -> tuple[str, ...]:
    """That the figure of the day agreed, judged by the same rules, says otherwise than the newest one."""
    datum = vraag.doel.datum
    if datum is None or gewogen.punt.dag <= datum or vraag.doel.soort == "mijlpaal":
        return ()
    toen = weigh([p for p in punten if p.dag <= datum], vraag)
    if {toen.woord, gewogen.woord} != {Oordeel.BEHAALD, Oordeel.NIET_BEHAALD} or toen.punt.dag != datum:
        return ()
    cijfer = explanation.figure(toen.punt.waarde, vraag.soort)
    wel = "wel" if toen.woord is Oordeel.BEHAALD else "nog niet"
    return (f"op {explanation.datum(datum)} was het met {cijfer} {wel} behaald",)


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
