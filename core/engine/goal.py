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
from core.engine.judge.goal_state import DoelStand, own_keuze, punten, soort_van_doel
from core.engine.judge.interval import known
from core.engine.judge.pad import DREMPELS
from core.engine.judge.process import MINSTENS, Procesgedrag, Verhaal, procesgedrag
from core.engine.judge.trend import Trend, trend
from core.engine.judge.twins import Weging, weigh
from core.engine.judge.uitkomst import limited
from core.engine.task.goal_task import Uitgangspunt, days_to_choose, expectation
from core.model import wording
from core.model.doel import Doel
from core.model.selectie import Selectie
from core.model.tweeling import Tweeling
from core.model.vooruitzicht import Vooruitzicht


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


def vooruitzicht(beeld: Doelbeeld, dag: dt.date, vandaag: dt.date) -> Vooruitzicht | None:
    """The dotted line: from the newest known figure to what is expected on `dag`, the same expectation that the
    question what it takes starts from. None where there is none, and for a milestone."""
    straks = expectation(beeld.van, dag, vandaag)
    bekend = [p for p in punten(beeld.stand.reeks) if known(p.waarde)]
    if straks is None or not bekend or beeld.stand.doel.doel.soort == "mijlpaal":
        return None
    return Vooruitzicht(
        dag, straks.waarde, bekend[-1].dag, bekend[-1].waarde, waarneming_laag=straks.laag, waarneming_hoog=straks.hoog
    )


def line_on(beeld: Doelbeeld, dag: dt.date) -> tuple[Trend, tuple[float | None, float | None]] | None:
    """Another way to look ahead: the straight line through the definitive figures, with the interval of a new one, on
    `dag`; None without a line."""
    bekend = [p for p in punten(beeld.stand.reeks) if known(p.waarde) and not p.voorlopig]
    sinds = max((b.datum for b in beeld.stand.breuken if bekend and b.datum <= bekend[-1].dag), default=dt.date.min)
    lijn = trend([p for p in bekend if p.dag >= sinds], dag)
    if lijn.projectie is None or beeld.stand.doel.doel.soort == "mijlpaal":
        return None
    vloer = all(p.waarde >= 0 for p in bekend)
    midden = limited((lijn.projectie,) * 2, beeld.soort, vloer)[0]
    return replace(lijn, projectie=midden), limited(lijn.waarneming_interval, beeld.soort, vloer)


def _process(rekenaar: Rekenaar, stand: DoelStand, selectie: Selectie) -> Proces:
    """The series with the longest periods that has enough figures; none has: that of the years. A series of hardly
    one child a time is not cut up further: its sentence is the answer."""
    per_jaar = _judged(rekenaar, stand, "jaar", _definitive(stand.reeks, "jaar"))
    keuze = own_keuze(stand.doel, selectie) if stand.maat is not None else None
    if per_jaar.gedrag.genoeg or keuze is None or stand.reeks.empty:
        return per_jaar
    for per in ("kwartaal", "maand"):
        reeks = rekenaar.reeks(stand.maat.id, keuze.with_(per=per, splits=()))
        korter = _judged(rekenaar, stand, per, _definitive(reeks, per))
        if korter.gedrag.genoeg or korter.gedrag.aantal >= MINSTENS:
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


def _after_the_break(stand: DoelStand, reeks: pd.DataFrame) -> pd.DataFrame:
    """What was counted the same way as the newest figure."""
    if reeks.empty:
        return reeks
    sinds = max((b.datum for b in stand.breuken if b.datum <= reeks["tot"].iloc[-1]), default=dt.date.min)
    return reeks[[t >= sinds for t in reeks["tot"]]].reset_index(drop=True)


def _story(reeks: pd.DataFrame, soort: str, eenheid: str) -> Verhaal:
    """The words of the figures; recent is the last two years of them."""
    namen = [wording.periode(p) for p in reeks["periode"]]
    namen = [f"het {n}" if "e " in n[:3] else n for n in namen]
    grens = reeks["tot"].iloc[-1] - dt.timedelta(days=2 * 365 + 1) if len(reeks) else None
    sinds = sum(t <= grens for t in reeks["tot"]) if grens else 0

    def cijfer(x: float) -> str:
        return wording.waarde(round(x, 1) if eenheid in wording.TELBAAR else x, eenheid)

    return Verhaal(namen, sinds, cijfer, soort == "aantal")


def _judged(rekenaar: Rekenaar, stand: DoelStand, per: str, reeks: pd.DataFrame) -> Proces:
    soort, u = soort_van_doel(rekenaar, stand), stand.uitkomst
    reeks = _after_the_break(stand, reeks)
    doel, uit_jaar = u.doelwaarde, False
    if stand.maat is not None and doel is not None and per != "jaar" and not rekenaar.is_stand(stand.maat.id):
        bijdrage = rekenaar.catalogus.shape(stand.maat.id)
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
        verhaal=_story(reeks, soort, stand.maat.unit if stand.maat else stand.doel.eenheid),
    )
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
    """Both series per year under the same selection, weighed over the years that were counted the same way; None when
    a table of one of them is missing."""
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
    leden = [rekenaar.catalogus.maten[lid.maat] for lid in (tweeling.een, tweeling.ander)]
    breuken = [b.datum for b in doel.breuken if any(b.touches(m) for m in leden)]
    sinds = max((d for d in breuken if len(een) and d <= een["tot"].iloc[-1]), default=dt.date.min)
    vergelijkbaar = [[p for p in punten(r) if p.dag >= sinds] for r in (een, ander)]
    return Paar(tweeling, een, ander, weigh(*vergelijkbaar, tweeling.een.richting, tweeling.ander.richting))
