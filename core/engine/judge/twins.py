"""Tweelingindicatoren: two figures read together, because one can improve at the expense of the other.

Each has a slope with its 95% interval (the line of the status engine, over the years that both have a
figure). A side is `beter` or `slechter` only when the whole interval lies on that side of 0.

| een, ander | status |
|---|---|
| beter, slechter (either way round) | let op |
| beter, beter | samen beter |
| slechter, slechter | samen slechter |
| one beter, the other neither | beter, geen nadeel te zien |
| one slechter, the other neither | één slechter |
| neither | geen verandering te zien |
| one of them has no interval (under three years) | niet te zeggen |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.engine.judge.interval import known
from core.engine.judge.trend import Trend, trend
from core.engine.judge.verdict import RICHTINGEN
from core.model.oordeel import Punt

Kant = Literal["beter", "slechter", "gelijk", "onbekend"]


class Status(StrEnum):
    LET_OP = "let op"
    SAMEN_BETER = "samen beter"
    SAMEN_SLECHTER = "samen slechter"
    BETER = "beter, geen nadeel te zien"
    SLECHTER = "één slechter"
    GELIJK = "geen verandering te zien"
    ONBEKEND = "niet te zeggen"


@dataclass(frozen=True)
class Weging:
    """What a pair says: the status, and per member its slope and side."""

    status: Status
    een: Trend
    ander: Trend
    kant_een: Kant
    kant_ander: Kant


def weigh(een: Sequence[Punt], ander: Sequence[Punt], richting_een: str, richting_ander: str) -> Weging:
    """The pair over the days that both have a definitive figure."""
    reeksen = [{p.dag: p for p in punten if known(p.waarde) and not p.voorlopig} for punten in (een, ander)]
    samen = sorted(set(reeksen[0]) & set(reeksen[1]))
    lijnen = [trend([reeks[dag] for dag in samen]) for reeks in reeksen]
    schalen = [max((abs(reeks[dag].waarde) for dag in samen), default=0.0) for reeks in reeksen]
    kanten = [
        side(lijn, RICHTINGEN[r], schaal)
        for lijn, r, schaal in zip(lijnen, (richting_een, richting_ander), schalen, strict=True)
    ]
    return Weging(status(*kanten), *lijnen, *kanten)


def side(lijn: Trend, gewenst: int, schaal: float = 1.0) -> Kant:
    """Which way a figure goes beyond noise; `gewenst` 1 up, -1 down. `schaal`: rounding noise of a figure of
    this size is no change."""
    if lijn.helling_interval is None:
        return "onbekend"
    laag, hoog = lijn.helling_interval
    ruis = 1e-9 * schaal
    if laag > ruis:
        return "beter" if gewenst > 0 else "slechter"
    if hoog < -ruis:
        return "slechter" if gewenst > 0 else "beter"
    return "gelijk"


def status(een: Kant, ander: Kant) -> Status:
    """The word for two sides; the order does not matter."""
    paar = {een, ander}
    if "onbekend" in paar:
        return Status.ONBEKEND
    if paar == {"beter", "slechter"}:
        return Status.LET_OP
    if paar == {"gelijk"}:
        return Status.GELIJK
    if "gelijk" in paar:
        return Status.BETER if "beter" in paar else Status.SLECHTER
    return Status.SAMEN_BETER if paar == {"beter"} else Status.SAMEN_SLECHTER
