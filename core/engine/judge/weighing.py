"""The rules of core.engine.judge.verdict, worked through for one point: a verdict and what it rests on, without words.

Tables of thousands of cells need no more than this; a sentence is made where somebody reads one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.engine.judge import explanation
from core.engine.judge.interval import Interval, Soort, interval_of, known
from core.engine.judge.klein import too_small
from core.engine.judge.pad import DREMPELS, GEEN_BASIS, GROEI_VAN_NUL, Pad, Zone, build_pad, build_toets
from core.engine.judge.trend import SIGNIFICANT, Trend, trend
from core.engine.judge.uitkomst import Vraag
from core.model.oordeel import Oordeel, Punt, Uitkomst

NOISE = 1e-9


@dataclass(frozen=True)
class Gewogen:
    """A verdict and what it rests on, without a word yet. `laat`: what must be said of a milestone that came late."""

    woord: Oordeel
    punt: Punt | None = None
    interval: Interval | None = None
    pad: Pad | None = None
    reden: str | None = None
    laat: str | None = None

    def bare(self, vraag: Vraag) -> Uitkomst:
        """The outcome with its figures only: for tables of thousands of cells, where nobody reads a sentence."""
        pad = self.pad or Pad()
        basis = vraag.vertrek.waarde if vraag.vertrek.waarde is not None else pad.vergelijk
        return Uitkomst(
            self.woord,
            dag=self.punt.dag if self.punt else None,
            basis=basis,
            basisdag=vraag.vertrek.dag,
            doelwaarde=pad.doelwaarde,
            padwaarde=pad.padwaarde,
        )


def weigh(punten: Sequence[Punt], vraag: Vraag) -> Gewogen:
    """The verdict on a series by the rules above, and nothing that only its sentence needs."""
    bekend = known_points(punten, vraag)
    if not bekend:
        gemeten = (p for p in punten if p.dag <= vraag.vandaag)
        telt = any(p.voorlopig or _positive(p.noemer) or _positive(p.n) for p in gemeten)
        woord = Oordeel.NOG_NIET_MEETBAAR if telt else Oordeel.GEEN_GEGEVENS
        return Gewogen(woord, reden="er is nog geen cijfer" if telt else None)
    punt, doel = choose(bekend, vraag), vraag.doel
    if doel.soort == "mijlpaal":
        return _milestone(bekend, vraag)
    gewogen = Gewogen(Oordeel.ALLEEN_RICHTING, punt, interval_of(punt, vraag.soort, vraag.sd))
    if doel.soort in ("richting", "geen"):
        return gewogen
    if doel.soort == "open" and (doel.waarde is None or doel.datum is None):
        return replace(gewogen, woord=Oordeel.DOEL_OPEN)
    pad = build_pad(doel, vraag.vertrek, punt, bekend, vraag.gewenst)
    woord, reden = _with_path(pad, gewogen, bekend, punten, vraag)
    return replace(gewogen, woord=woord, pad=pad, reden=reden)


def known_points(punten: Sequence[Punt], vraag: Vraag) -> list[Punt]:
    """The points that count, by day."""
    return sorted((p for p in punten if known(p.waarde) and p.dag <= vraag.vandaag), key=lambda p: p.dag)


def weigh_empty(punt: Punt, eerder: Sequence[Punt], vraag: Vraag, reden: str) -> Gewogen:
    """The same, without words."""
    meetbaar = punt.voorlopig or _positive(punt.noemer) or _positive(punt.n) or reden == Oordeel.NOG_NIET_MEETBAAR
    woord = Oordeel.NOG_NIET_MEETBAAR if meetbaar else Oordeel.GEEN_GEGEVENS
    pad = Pad()
    if vraag.doel.soort not in ("richting", "geen", "open", "mijlpaal"):
        anker = replace(punt, waarde=vraag.vertrek.waarde if vraag.vertrek.waarde is not None else 0.0)
        pad = build_pad(vraag.doel, vraag.vertrek, anker, eerder, vraag.gewenst)
    if pad.richting == 0:
        pad = Pad()  # a range has two edges, and which one counts depends on the value
    return Gewogen(woord, punt, pad=pad)


def line_up_to(bekend: Sequence[Punt], punt: Punt, vraag: Vraag) -> Trend:
    """The trend up to the point that is judged, not across a break."""
    sinds = max((b.datum for b in vraag.breuken if b.datum <= punt.dag), default=date.min)
    return trend([p for p in bekend if p.dag >= sinds and (p is punt or not p.voorlopig)], vraag.doel.datum)


def _with_path(
    pad: Pad, gewogen: Gewogen, bekend: Sequence[Punt], punten: Sequence[Punt], vraag: Vraag
) -> tuple[Oordeel, str | None]:
    """The verdict of a goal that has a path, or why there is none."""
    punt = gewogen.punt
    if pad.reden == GEEN_BASIS and _before_the_data(bekend, punten, vraag):
        reden = f"er zijn geen gegevens over het vertrekpunt van {explanation.datum(vraag.vertrek.dag)}"
        return Oordeel.GEEN_GEGEVENS, reden
    reden = pad.reden if pad.reden != GROEI_VAN_NUL else None
    if reden is None and _too_early(punt, vraag):
        reden = "er is nog geen cijfer van na de basis"
    if reden:
        return Oordeel.NOG_NIET_MEETBAAR, reden
    klein = too_small(vraag.doel, vraag.vertrek, pad, punt, vraag.soort, vraag.deel)
    if klein:
        return Oordeel.TE_KLEIN, klein
    woord = judge(pad, punt, gewogen.interval, vraag)
    if woord in (Oordeel.ACHTER, Oordeel.VERSLECHTERD):
        woord = _unclear(woord, pad, gewogen, bekend, vraag)
    return woord, None


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


def _unclear(woord: Oordeel, pad: Pad, gewogen: Gewogen, bekend: Sequence[Punt], vraag: Vraag) -> Oordeel:
    """Rule 15: what a bare series cannot tell from no change at all is not called worse or behind. A norm without a
    day is no change but a level: behind it is, worse is not shown."""
    punt = gewogen.punt
    if gewogen.interval is not None or any(known(x) for x in (punt.noemer, punt.n)):
        return woord
    p = line_up_to(bekend, punt, vraag).p
    if p is None or p < SIGNIFICANT:
        return woord
    verandering = pad.vergelijk is not None and (vraag.doel.datum or vraag.doel.soort == "per_jaar")
    return Oordeel.GEEN_VERANDERING if verandering else Oordeel.ACHTER


def choose(bekend: list[Punt], vraag: Vraag) -> Punt:
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


def _milestone(bekend: list[Punt], vraag: Vraag) -> Gewogen:
    nodig = 1.0 if vraag.doel.waarde is None else vraag.doel.waarde
    pad = Pad(zone=(nodig, math.inf), doelzone=(nodig, math.inf), richting=1, doelwaarde=nodig)
    if (klaar := next((p for p in bekend if p.waarde >= nodig), None)) is not None:
        te_laat = vraag.doel.datum and klaar.dag > vraag.doel.datum
        laat = f"te laat: later dan afgesproken, op {explanation.datum(klaar.dag)}" if te_laat else None
        return Gewogen(Oordeel.BEHAALD, klaar, pad=pad, laat=laat)
    if vraag.doel.datum and vraag.vandaag > vraag.doel.datum:
        return Gewogen(Oordeel.NIET_BEHAALD, bekend[-1], pad=pad)
    reden = "de termijn loopt nog" if vraag.doel.datum else "er is geen datum afgesproken"
    return Gewogen(Oordeel.NOG_NIET_MEETBAAR, bekend[-1], pad=pad, reden=reden)


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
