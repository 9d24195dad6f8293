"""One goal in depth: its series and verdict, its process, where it is heading, its twins, and what it
takes."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from core.engine.count.contribution import Stand
from core.engine.count.perioden import PER_JAAR
from core.engine.count.series import Rekenaar
from core.engine.judge.dates import years_between
from core.engine.judge.goal_state import DoelStand, own_keuze, punten, soort_van_doel
from core.engine.judge.interval import known
from core.engine.judge.pad import DREMPELS
from core.engine.judge.process import Procesgedrag, procesgedrag
from core.engine.judge.trend import trend
from core.engine.judge.twins import Weging, weigh
from core.engine.judge.verdict import limited
from core.engine.task.goal_task import Uitgangspunt, days_to_choose
from core.model.doel import Doel
from core.model.selectie import Selectie
from core.model.tweeling import Tweeling
from core.model.vooruitzicht import Vooruitzicht

# The limits are those of the whole series: after a shift or a trend they say nothing about what is to come.
_ANDER_NIVEAU = ("verschuiving", "trend")
_NIET_STABIEL = " Het niveau is veranderd; of het doel binnen bereik ligt, is daarom uit deze grenzen niet af te lezen."


@dataclass(frozen=True)
class Proces:
    """The figures of an XmR chart (`reeks`, per period, definitive only), what it says, and the target per
    period; `uit_jaar`: the target of a year divided over its periods."""

    per: str
    reeks: pd.DataFrame
    gedrag: Procesgedrag
    doel: float | None = None
    uit_jaar: bool = False


@dataclass(frozen=True)
class Paar:
    """A twin with both series and what they say together."""

    tweeling: Tweeling
    een: pd.DataFrame
    ander: pd.DataFrame
    weging: Weging


@dataclass(frozen=True)
class Doelbeeld:
    """All there is to know of one goal. `soort`: the kind of figure. `dagen`: the days to choose from for
    what it takes, the default first."""

    stand: DoelStand
    soort: str
    van: Uitgangspunt
    dagen: tuple[dt.date, ...]
    proces: Proces
    paren: tuple[Paar, ...] = field(default=())


def doelbeeld(
    rekenaar: Rekenaar,
    stand: DoelStand,
    van: Uitgangspunt,
    selectie: Selectie,
    tweelingen: Sequence[Tweeling],
    vandaag: dt.date,
) -> Doelbeeld:
    """A goal under a selection, around its verdict (`stand`) and where the question what it takes starts (`van`)."""
    doel = stand.doel
    paren = [
        p
        for t in tweelingen
        if doel.maat and t.belongs_to(doel.maat)
        if (p := _pair(rekenaar, t, doel, selectie)) is not None
    ]
    return Doelbeeld(
        stand,
        soort_van_doel(rekenaar, stand),
        van,
        tuple(days_to_choose(stand, van, vandaag)),
        _process(rekenaar, stand, selectie),
        tuple(paren),
    )


def vooruitzicht(soort: str, stand: DoelStand, dag: dt.date) -> Vooruitzicht | None:
    """The line through the definitive figures on `dag`; None when there is no line (a
    milestone has none), or `dag` is past. `soort`:
    what kind of figure (a count is never below 0, a share never above 1)."""
    bekend = [p for p in punten(stand.reeks) if known(p.waarde) and not p.voorlopig]
    lijn = trend(bekend, dag)
    if lijn.projectie is None or stand.doel.doel.soort == "mijlpaal":
        return None
    laatste = bekend[-1].dag
    hier = lijn.projectie - lijn.helling * years_between(laatste, dag)
    waarde, begin = limited((lijn.projectie, hier), soort)
    return Vooruitzicht(
        dag,
        waarde,
        laatste,
        begin,
        *limited(lijn.gemiddelde_interval, soort),
        *limited(lijn.waarneming_interval, soort),
    )


def _process(rekenaar: Rekenaar, stand: DoelStand, selectie: Selectie) -> Proces:
    """The series with the longest periods that has enough figures; none has: that of the years."""
    per_jaar = _judged(rekenaar, stand, "jaar", _definitive(stand.reeks, "jaar"))
    keuze = own_keuze(stand.doel, selectie) if stand.maat is not None else None
    if per_jaar.gedrag.genoeg or keuze is None or stand.reeks.empty:
        return per_jaar
    for per in ("kwartaal", "maand"):
        reeks = rekenaar.reeks(stand.maat.id, keuze.with_(per=per, splits=()))
        korter = _judged(rekenaar, stand, per, _definitive(reeks, per))
        if korter.gedrag.genoeg:
            return korter
    return per_jaar


def _definitive(reeks: pd.DataFrame, per: str) -> pd.DataFrame:
    """Only definitive figures of one kind of period: what still comes in would look like a fall. What was
    asked for by quarter is a series per quarter."""
    namen = [str(p) for p in reeks["periode"]]
    lengte = 4 if per == "jaar" else 7
    if per == "jaar" and namen and lengte not in map(len, namen):
        lengte = Counter(map(len, namen)).most_common(1)[0][0]
    goed = [
        len(n) == lengte and not v and known(w)
        for n, v, w in zip(namen, reeks["voorlopig"], reeks["waarde"], strict=True)
    ]
    return reeks.loc[np.array(goed, dtype=bool)].reset_index(drop=True)


def _judged(rekenaar: Rekenaar, stand: DoelStand, per: str, reeks: pd.DataFrame) -> Proces:
    soort, u = soort_van_doel(rekenaar, stand), stand.uitkomst
    doel, uit_jaar = u.doelwaarde, False
    if stand.maat is not None and doel is not None and per != "jaar" and not rekenaar.is_stand(stand.maat.id):
        bijdrage = rekenaar.catalogus.bijdragen[stand.maat.id]
        if isinstance(bijdrage, Stand):  # children present in a year are not those of its quarters added up
            doel = None
        elif soort == "aantal" or (soort == "bedrag" and not _has_noemer(reeks)):
            doel, uit_jaar = doel / PER_JAAR[per], True
    gedrag = procesgedrag(
        reeks["waarde"].tolist(),
        doel=doel,
        richting=_wanted(stand.doel),
        minimum=0.0,
        maximum=1.0 if soort == "aandeel" else None,
    )
    if gedrag.haalbaar and any(s.regel in _ANDER_NIVEAU for s in gedrag.signalen):
        zonder = procesgedrag(reeks["waarde"].tolist(), richting=_wanted(stand.doel), minimum=0.0)
        gedrag = replace(gedrag, haalbaar=None, uitleg=zonder.uitleg + _NIET_STABIEL)
    return Proces(per, reeks, gedrag, doel, uit_jaar)


def _has_noemer(reeks: pd.DataFrame) -> bool:
    return bool(reeks["noemer"].notna().any())


def _wanted(doel: Doel) -> str | None:
    """Which way is better."""
    if doel.richting in ("omlaag", "omhoog"):
        return doel.richting
    drempel = DREMPELS.get(doel.doel.soort)
    return None if drempel is None else "omhoog" if drempel > 0 else "omlaag"


def _pair(rekenaar: Rekenaar, tweeling: Tweeling, doel: Doel, selectie: Selectie) -> Paar | None:
    """Both series per year under the same selection; None when a table of one of them is missing."""
    keuze = selectie.with_(per="jaar", van=None, splits=())
    reeksen = []
    for lid in (tweeling.een, tweeling.ander):
        maat = rekenaar.catalogus.maten[lid.maat]
        eigen = {k: v for k, v in doel.filter.items() if k in maat.dimensions}
        reeks = rekenaar.reeks(lid.maat, keuze.with_(**(eigen | lid.filter)))
        if reeks["waarde"].notna().sum() == 0:
            return None
        reeksen.append(reeks)
    een, ander = reeksen
    return Paar(
        tweeling,
        een,
        ander,
        weigh(punten(een), punten(ander), tweeling.een.richting, tweeling.ander.richting),
    )
