"""What is asked of a series, what is known of its last point, and the record that comes out of both."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.engine.judge import explanation
from core.engine.judge.interval import Interval, Soort
from core.engine.judge.pad import Pad, Vertrek
from core.engine.judge.trend import Trend
from core.model.doel import Doelwaarde, Reeksbreuk
from core.model.oordeel import Oordeel, Punt, Uitkomst


@dataclass(frozen=True)
class Vraag:
    """What is asked of a series, without the rest of the goal. `gewenst`: 1 up, -1 down, 0 neither. `deel`: the
    series is of a part of the region that agreed the goal. `breuken`: the days on which the series changes meaning;
    a trend is not drawn across one, and the sentence names those between the baseline and the figure."""

    doel: Doelwaarde
    vertrek: Vertrek
    gewenst: int
    soort: Soort
    vandaag: date
    sd: float | None = None
    eenheid: str | None = None
    deel: bool = False
    breuken: tuple[Reeksbreuk, ...] = ()


@dataclass(frozen=True)
class Gemeten:
    """What is known of the point that is judged. `vloer`: a figure that was never below 0 will not get there."""

    punt: Punt | None = None
    lijn: Trend = field(default_factory=Trend)
    interval: Interval | None = None
    opmerkingen: tuple[str, ...] = ()
    vloer: bool = False


def breaks_between(breuken: Sequence[Reeksbreuk], basisdag: date | None, dag: date) -> tuple[Reeksbreuk, ...]:
    """The breaks across which a figure of `dag` is compared with its baseline. A stock on the day of a break
    itself is counted in the new way."""
    return tuple(b for b in breuken if basisdag is not None and basisdag < b.datum <= dag)


def make_outcome(
    woord: Oordeel, vraag: Vraag, gemeten: Gemeten, *, pad: Pad | None = None, reden: str | None = None
) -> Uitkomst:
    """Everything that is known, in one record."""
    pad, lijn, punt = pad or Pad(), gemeten.lijn, gemeten.punt
    basis = vraag.vertrek.waarde if vraag.vertrek.waarde is not None else pad.vergelijk
    helling = lijn.helling_interval or (None, None)
    verwacht, gemiddeld = (
        limited(g, vraag.soort, gemeten.vloer) for g in (lijn.waarneming_interval, lijn.gemiddelde_interval)
    )
    projectie = None if lijn.projectie is None else limited((lijn.projectie,) * 2, vraag.soort, gemeten.vloer)[0]
    return Uitkomst(
        woord,
        *((punt.periode, punt.dag, float(punt.waarde)) if punt else (None, None, None)),
        *(gemeten.interval or (None, None)),
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
        uitleg=explanation.sentence(woord, vraag=vraag, pad=pad, gemeten=gemeten, reden=reden),
        pad=pad.hoeken,
    )


def _progress(pad: Pad, punt: Punt | None, basis: float | None) -> float | None:
    """(value - basis) / (target - basis); None when the basis meets the target or it has two sides. Of a target
    for each year it is the change of this year."""
    basis, doel = (pad.vergelijk, pad.padwaarde) if pad.pas_op_einde else (basis, pad.doelwaarde)
    if punt is None or basis is None or doel is None or pad.richting == 0:
        return None
    if pad.richting * (doel - basis) <= 0:
        return None
    deel = (punt.waarde - basis) / (doel - basis)
    return deel if math.isfinite(deel) else None


def limited(grenzen: Interval | None, soort: Soort, vloer: bool = False) -> tuple[float | None, float | None]:
    """A count is never below 0, and a share lies between 0 and 1; the line does not know that. `vloer`: neither is
    any other figure that never was."""
    if grenzen is None:
        return None, None
    onder = 0.0 if vloer or soort in ("aantal", "aandeel") else -math.inf
    boven = 1.0 if soort == "aandeel" else math.inf
    return min(max(grenzen[0], onder), boven), min(max(grenzen[1], onder), boven)
