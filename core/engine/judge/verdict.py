"""From a series and a goal to a verdict: the rules in their order.

Which point: the last definitive one after the basis; when all of those are provisional, the last of them
(and that is said). Points after `vandaag` and points without a value do not count.

| # | when | verdict |
|---|---|---|
| 1 | no point at all, or no value and nothing counted | geen gegevens |
| 2 | no value, but something was counted (noemer or n) or the period is provisional | nog niet meetbaar |
| 3 | doel richting or geen | alleen richting |
| 4 | doel open without waarde and datum | doel open |
| 5 | mijlpaal: as many as asked; else after its date; else | behaald; niet behaald; nog niet meetbaar |
| 6 | the path cannot be known (no basis, growth from 0, no year before) | nog niet meetbaar |
| 7 | measured on or before the day of the basis, unless the goal is a norm without date | nog niet meetbaar |
| 8 | target none (0) or all (100%) of a count or share, and exactly that is measured | behaald |
| 9 | path and basis (when known) both strictly inside the interval of the value | te klein om te zeggen |
| 10 | in the target zone (stabiel, per_jaar samengesteld: only on or after the target day) | behaald |
| 11 | measured on or after the target day | niet behaald |
| 12 | at the path or better | op koers |
| 13 | worse than the basis, and the interval excludes the basis | verslechterd |
| 14 | else | achter |

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
- per_jaar samengesteld is judged each year against the year before, and in the end against the whole series
  from the basis, when there is one. Without date there is no end: op koers or not, each year.
- Equal to the path or the target is enough (meer_dan: not), up to rounding noise of 1e-9 of the figures.
- A better value never gives a worse verdict; achter and te klein om te zeggen are of one rank.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.engine.judge import explanation
from core.engine.judge.interval import Interval, Soort, interval_of, known
from core.engine.judge.pad import DREMPELS, Pad, Vertrek, Zone, build_pad, build_toets, find_vertrek
from core.engine.judge.trend import Trend, trend
from core.model.doel import Doel, Doelwaarde
from core.model.oordeel import Oordeel, Punt, Uitkomst

NOISE = 1e-9
RICHTINGEN = {"omlaag": -1, "omhoog": 1}


@dataclass(frozen=True)
class Vraag:
    """What is asked of a series, without the rest of the goal. `gewenst`: 1 up, -1 down, 0 neither."""

    doel: Doelwaarde
    vertrek: Vertrek
    gewenst: int
    soort: Soort
    vandaag: date
    sd: float | None = None
    eenheid: str | None = None


def judge_doel(
    punten: Sequence[Punt],
    doel: Doel,
    basis: Punt | float | None,
    *,
    soort: Soort,
    vandaag: date,
    richting: Literal["omlaag", "omhoog"] | None = None,
    sd: float | None = None,
) -> Uitkomst:
    """The verdict on a series by the rules above; never raises on finite figures.

    basis: a measured point (its day counts), a figure (on the day of `doel.basis`), or None (the figure
    printed in the goal, else the point of the series on that day). soort: the kind of figure, decides the
    interval. richting: instead of the direction of the goal, where that is behalen, volgen or stabiel. sd:
    spread of one observation, for a mean that comes with n but without bounds (such as a grade).
    """
    gewenst = RICHTINGEN.get(richting or doel.richting, 0)
    vertrek = find_vertrek(doel.basis, basis, punten)
    return judge_series(punten, Vraag(doel.doel, vertrek, gewenst, soort, vandaag, sd, doel.eenheid))


def judge_series(punten: Sequence[Punt], vraag: Vraag) -> Uitkomst:
    """The same for a bare question."""
    bekend = sorted((p for p in punten if known(p.waarde) and p.dag <= vraag.vandaag), key=lambda p: p.dag)
    if not bekend:
        gemeten = (p for p in punten if p.dag <= vraag.vandaag)
        telt = any(p.voorlopig or _positive(p.noemer) or _positive(p.n) for p in gemeten)
        woord = Oordeel.NOG_NIET_MEETBAAR if telt else Oordeel.GEEN_GEGEVENS
        return _outcome(woord, vraag, reden="er is nog geen cijfer" if telt else None)
    punt = _choose(bekend, vraag)
    lijn = trend([p for p in bekend if p is punt or not p.voorlopig], vraag.doel.datum)
    interval = interval_of(punt, vraag.soort, vraag.sd) if vraag.doel.soort != "mijlpaal" else None
    gemeten = {"punt": punt, "lijn": lijn, "interval": interval, "opmerkingen": _remarks(bekend, punt, vraag)}
    if vraag.doel.soort in ("richting", "geen"):
        return _outcome(Oordeel.ALLEEN_RICHTING, vraag, **gemeten)
    if vraag.doel.soort == "open" and (vraag.doel.waarde is None or vraag.doel.datum is None):
        return _outcome(Oordeel.DOEL_OPEN, vraag, **gemeten)
    if vraag.doel.soort == "mijlpaal":
        return _milestone(bekend, vraag, gemeten)
    pad = build_pad(vraag.doel, vraag.vertrek, punt, bekend, vraag.gewenst)
    reden = pad.reden or ("er is nog geen cijfer van na de basis" if _too_early(punt, vraag) else None)
    woord = Oordeel.NOG_NIET_MEETBAAR if reden else judge(pad, punt, interval, vraag)
    return _outcome(woord, vraag, pad=pad, reden=reden, **gemeten)


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


def _choose(bekend: list[Punt], vraag: Vraag) -> Punt:
    if vraag.doel.soort == "mijlpaal":
        return bekend[-1]
    na = [p for p in bekend if vraag.vertrek.dag is None or p.dag > vraag.vertrek.dag] or bekend
    return ([p for p in na if not p.voorlopig] or na)[-1]


def _too_early(punt: Punt, vraag: Vraag) -> bool:
    norm = vraag.doel.datum is None and (
        vraag.doel.soort in DREMPELS or (vraag.doel.soort == "bereik" and not vraag.doel.relatief_bereik)
    )
    return vraag.vertrek.dag is not None and punt.dag <= vraag.vertrek.dag and not norm


def _milestone(bekend: list[Punt], vraag: Vraag, gemeten: dict) -> Uitkomst:
    nodig = 1.0 if vraag.doel.waarde is None else vraag.doel.waarde
    pad = Pad(zone=(nodig, math.inf), doelzone=(nodig, math.inf), richting=1, doelwaarde=nodig)
    if (klaar := next((p for p in bekend if p.waarde >= nodig), None)) is not None:
        if vraag.doel.datum and klaar.dag > vraag.doel.datum:
            gemeten["opmerkingen"].append(f"later dan afgesproken, op {explanation.datum(klaar.dag)}")
        return _outcome(Oordeel.BEHAALD, vraag, pad=pad, **(gemeten | {"punt": klaar}))
    if vraag.doel.datum and vraag.vandaag > vraag.doel.datum:
        return _outcome(Oordeel.NIET_BEHAALD, vraag, pad=pad, **gemeten)
    reden = "de termijn loopt nog" if vraag.doel.datum else "er is geen datum afgesproken"
    return _outcome(Oordeel.NOG_NIET_MEETBAAR, vraag, pad=pad, reden=reden, **gemeten)


def _remarks(bekend: list[Punt], punt: Punt, vraag: Vraag) -> list[str]:
    uit, datum = [], vraag.doel.datum
    if punt.voorlopig:
        uit.append("het cijfer is voorlopig")
    elif bekend[-1].dag > punt.dag:
        uit.append(f"het voorlopige cijfer van {explanation.moment(bekend[-1])} telt nog niet mee")
    if datum and vraag.vandaag > datum > punt.dag and vraag.doel.soort != "mijlpaal":
        uit.append("de doeldatum is voorbij, maar er is nog geen cijfer van die dag")
    return uit


def _outcome(
    woord: Oordeel,
    vraag: Vraag,
    *,
    pad: Pad | None = None,
    punt: Punt | None = None,
    lijn: Trend | None = None,
    interval: Interval | None = None,
    reden: str | None = None,
    opmerkingen: Sequence[str] = (),
) -> Uitkomst:
    """Everything that is known, in one record."""
    pad, lijn = pad or Pad(), lijn or Trend()
    basis = vraag.vertrek.waarde if vraag.vertrek.waarde is not None else pad.vergelijk
    helling, verwacht = lijn.helling_interval or (None, None), limited(lijn.waarneming_interval, vraag.soort)
    gemiddeld = limited(lijn.gemiddelde_interval, vraag.soort)
    projectie = None if lijn.projectie is None else limited((lijn.projectie, lijn.projectie), vraag.soort)[0]
    zin = explanation.sentence(
        woord, vraag=vraag, pad=pad, punt=punt, lijn=lijn, interval=interval, reden=reden, opmerkingen=opmerkingen
    )
    return Uitkomst(
        woord,
        *((punt.periode, punt.dag, float(punt.waarde)) if punt else (None, None, None)),
        *(interval or (None, None)),
        basis=basis,
        basisdag=vraag.vertrek.dag,
        doelwaarde=pad.doelwaarde,
        doeldag=vraag.doel.datum,
        padwaarde=pad.padwaarde,
        voortgang=_progress(pad, punt, vraag.vertrek.waarde),
        helling=lijn.helling,
        helling_laag=helling[0],
        helling_hoog=helling[1],
        zekerheid=lijn.zekerheid if punt else None,
        projectie=projectie,
        projectie_laag=verwacht[0],
        projectie_hoog=verwacht[1],
        projectie_gemiddelde_laag=gemiddeld[0],
        projectie_gemiddelde_hoog=gemiddeld[1],
        uitleg=zin,
    )


def _progress(pad: Pad, punt: Punt | None, basis: float | None) -> float | None:
    """(value - basis) / (target - basis); None when the basis meets the target or it has two sides."""
    if punt is None or basis is None or pad.doelwaarde is None or pad.richting == 0:
        return None
    if pad.richting * (pad.doelwaarde - basis) <= 0:
        return None
    deel = (punt.waarde - basis) / (pad.doelwaarde - basis)
    return deel if math.isfinite(deel) else None


def limited(grenzen: Interval | None, soort: Soort) -> tuple[float | None, float | None]:
    """A count is never below 0, and a share lies between 0 and 1; the line does not know that."""
    if grenzen is None:
        return None, None
    onder = 0.0 if soort in ("aantal", "aandeel") else -math.inf
    boven = 1.0 if soort == "aandeel" else math.inf
    return min(max(grenzen[0], onder), boven), min(max(grenzen[1], onder), boven)


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
