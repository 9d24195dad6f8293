"""From a goal and its series to what it takes: which kind of question it is, or why there is no answer.

A goal gets an `Opgave`, or a `reden`: one Dutch sentence. The task of a part (gemeente, GI, segment) is its
share of what has to go differently: nobody knows where the change will come from.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from core.engine.count.flows import stromen
from core.engine.count.series import Rekenaar
from core.engine.judge.dates import month_end, years_between
from core.engine.judge.goal_state import DoelStand, own_keuze, punten, soort_van_doel
from core.engine.judge.interval import interval_of, known
from core.engine.judge.pad import Vertrek, Zone, build_pad, build_toets, find_vertrek
from core.engine.judge.verdict import RICHTINGEN
from core.engine.task import nodig
from core.engine.task.kinds import (
    HEFBOMEN,
    Loop,
    Opgave,
    levers_of,
    loop_opgave,
    outlook,
    spread_of_years,
    stand_opgave,
    whole,
)
from core.engine.task.nodig import Stroom, Verwachting
from core.model import wording
from core.model.doel import Doel
from core.model.melding import Melding
from core.model.oordeel import VERBORGEN, Punt
from core.model.selectie import Selectie

VERDELINGEN = ("gemeente", "gi", "segment")
SAMEN = f"{VERBORGEN}, samen"
_TE_KLEIN = "Om te delen is dit niet te verdelen: het zou een klein aantal verraden. Kijk intern."
ZONDER_GETAL = {"open", "richting", "geen", "mijlpaal"}
_REDEN = {
    "mijlpaal": "Dit is een mijlpaal: het gaat om wel of niet gedaan, dus er valt geen aantal uit te rekenen.",
    "richting": "Er is alleen een richting afgesproken en geen getal; vul zelf een doel in om ermee te rekenen.",
    "open": "Het getal is nog niet afgesproken; vul zelf een doel in om ermee te rekenen.",
    "geen": "Er is geen doel afgesproken; vul zelf een doel in om ermee te rekenen.",
}


@dataclass(frozen=True)
class Uitgangspunt:
    """What the question starts from: `soort` as in core.engine.task.kinds, the last measured day, and the stock
    with its flows or the last year. `hefbomen`: which levers there are. `eigen`: the goal has no figure of
    its own, but one can be tried. `reden`: why there is no answer."""

    doel_id: str
    eenheid: str
    soort: str = ""
    vanaf: dt.date | None = None
    stroom: Stroom | None = None
    loop: Loop | None = None
    kwartaaltellers: tuple[tuple[dt.date, float], ...] = ()
    hefbomen: tuple[str, ...] = ()
    voorlopig: bool = False
    eigen: bool = False
    reden: str | None = None


def uitgangspunt(
    rekenaar: Rekenaar, stand: DoelStand, selectie: Selectie, heel: Rekenaar | None = None
) -> Uitgangspunt:
    """Where the goal stands now, for the question what it takes. `heel`: counts on the rows as they are,
    where `rekenaar` counts on rows that were worked out beforehand (flows need to know which measure is
    which)."""
    doel, eenheid = stand.doel, stand.maat.unit if stand.maat else stand.doel.eenheid
    leeg = Uitgangspunt(doel.id, eenheid)
    if doel.databron == "context" or doel.doel.soort == "mijlpaal":
        return replace(leeg, reden=_REDEN["mijlpaal"] if doel.doel.soort == "mijlpaal" else stand.uitkomst.uitleg)
    bekend = [p for p in punten(stand.reeks) if known(p.waarde)]
    if not bekend:
        return replace(leeg, reden=stand.uitkomst.uitleg or "Er zijn nog geen cijfers voor dit doel.")
    eigen = doel.doel.soort in ZONDER_GETAL
    stok = stand.maat is not None and rekenaar.is_stand(stand.maat.id)
    soort = _kind(soort_van_doel(rekenaar, stand), stok, bekend[-1])
    uit = replace(leeg, soort=soort, eigen=eigen, vanaf=bekend[-1].dag, voorlopig=bekend[-1].voorlopig)
    if soort == "stand":
        return _of_stock(heel or rekenaar, stand, selectie, uit)
    punt = bekend[-1] if stok else _last_year(stand.reeks)
    if punt is None:
        return replace(uit, reden="Er is nog geen heel jaar gemeten; dan is niet te zeggen wat er nodig is.")
    loop = _loop(soort, punt, bekend)
    if loop is None:
        return replace(
            uit,
            reden="Bij dit cijfer is niet bekend om hoeveel gevallen het gaat; zonder dat aantal is "
            "niet uit te rekenen wat er nodig is.",
        )
    return replace(
        uit,
        loop=loop,
        vanaf=punt.dag,
        voorlopig=punt.voorlopig,
        hefbomen=levers_of(soort, stand.maat.unit if stand.maat else stand.doel.eenheid),
        **_quarters(rekenaar, stand, selectie, soort, punt),
    )


def opgave(
    stand: DoelStand,
    van: Uitgangspunt,
    datum: dt.date,
    vandaag: dt.date,
    *,
    hefboom: str | None = None,
    al_gezet: Mapping[str, float] | None = None,
    eigen_doel: float | None = None,
) -> Opgave | str:
    """What it takes to be on target on `datum`, or the reason why that cannot be said.

    hefboom: one of `van.hefbomen`; al_gezet: what the other levers do per quarter; eigen_doel: a target to
    try, for a goal without a figure.
    """
    if van.reden:
        return van.reden
    if hefboom is None:  # the first that holds as much
        vrij = [
            opgave(stand, van, datum, vandaag, hefboom=h, al_gezet=al_gezet, eigen_doel=eigen_doel) for h in levers(van)
        ]
        return next((o for o in vrij if not isinstance(o, str) and o.haalbaar), vrij[0])
    al_gezet = dict(al_gezet or {})
    if datum <= max(van.vanaf, vandaag):
        return f"Voor {wording.datum(datum)} is er niets meer te veranderen; kies een latere datum."
    zone = target_on(stand, datum, van, eigen_doel)
    if isinstance(zone, str):
        return zone
    zone = whole(zone, van.soort)
    try:
        if van.soort == "stand":
            if zone[1] == float("inf"):
                return (
                    "Dit doel vraagt om een hogere stand; hoeveel kinderen daarvoor extra nodig zijn, is met "
                    "instroom en uitstroom niet eerlijk te zeggen."
                )
            return stand_opgave(van.stroom, zone, van.vanaf, datum, hefboom, al_gezet)
        loop, kwartalen = _window(van, datum, vandaag)
        return loop_opgave(van.soort, loop, zone, datum, kwartalen, hefboom, al_gezet, van.eenheid)
    except Melding as melding:
        return str(melding)


def expectation(van: Uitgangspunt, datum: dt.date, vandaag: dt.date) -> Verwachting | None:
    """The one expectation of the figure on `datum`: from the newest known figure on, as in the last measured year.
    None where there is none (no flows, no number of cases, or a day that is past)."""
    if van.reden or van.vanaf is None or datum <= max(van.vanaf, vandaag):
        return None
    if van.soort == "stand":
        return nodig.outlook(van.stroom, van.vanaf, datum)
    return outlook(van.soort, _window(van, datum, vandaag)[0])


def levers(van: Uitgangspunt) -> tuple[str, ...]:
    """The levers that can be asked for; what was agreed already can only be filled in."""
    return tuple(h for h in van.hefbomen if h != "afgesproken")


def target_on(stand: DoelStand, datum: dt.date, van: Uitgangspunt, eigen_doel: float | None = None) -> Zone | str:
    """The zone the figure has to be in on a day: the path before the target day, the target from then on."""
    doel = stand.doel
    if van.eigen:
        if eigen_doel is None:
            return _REDEN[doel.doel.soort]
        return (eigen_doel, float("inf")) if doel.richting == "omhoog" else (float("-inf"), eigen_doel)
    gemeten = [p for p in punten(stand.reeks) if known(p.waarde)]
    vertrek = find_vertrek(doel.basis, stand.basis, gemeten)
    if doel.doel.lezing == "samengesteld":  # each year against the year before: from the newest figure on
        vertrek = Vertrek(gemeten[-1].waarde, gemeten[-1].dag)
    punt = Punt("", datum, gemeten[-1].waarde)
    pad = build_pad(doel.doel, vertrek, punt, gemeten, RICHTINGEN.get(doel.richting, 0))
    if pad.reden:
        return f"Dit is niet uit te rekenen: {pad.reden}."
    return build_toets(pad, punt, vertrek, doel.doel.datum).zone


def days_to_choose(stand: DoelStand, van: Uitgangspunt, vandaag: dt.date) -> list[dt.date]:
    """The target day when it is still to come, and the ends of the coming years; the first is the default:
    the target day, else the end of next year (a whole year that can still be changed)."""
    eerste = max(van.vanaf or vandaag, vandaag)
    doeldag = stand.doel.doel.datum
    einden = [dt.date(vandaag.year + n, 12, 31) for n in range(0, 6)]
    if doeldag and doeldag > eerste:
        return [doeldag, *(d for d in einden if d > eerste and d != doeldag)]
    return [d for d in einden[1:] if d > eerste]


def weights(
    rekenaar: Rekenaar, doel: Doel, selectie: Selectie, kolom: str, van: Uitgangspunt, richting: int
) -> pd.DataFrame | str:
    """Per part of one column: naam, nu (of which there are now, per year or on the day) and gewicht, the
    weight in the division; or why it cannot be divided. What may not be shown is one part, so that the others do not
    carry its share. `richting`: -1 down, 1 up."""
    maat = rekenaar.catalogus.maten.get(doel.maat or "")
    if maat is None:
        return "Dit cijfer is opgevraagd; het is niet per onderdeel bekend."
    if kolom == "gi" and not doel.per_aanbieder:
        return "Dit doel is van de regio samen en wordt niet per GI verdeeld."
    if kolom not in maat.dimensions:
        return f"Dit cijfer is niet per {'GI' if kolom == 'gi' else kolom} te tellen."
    keuze = own_keuze(doel, selectie).with_(splits=(kolom,), van=dt.date(van.vanaf.year, 1, 1), tot=None)
    alles, heel = (_at_last(rekenaar, maat.id, k, van) for k in (keuze, keuze.with_(splits=())))
    reeks, dicht = alles[alles["waarde"].notna()], int((alles["reden"] == VERBORGEN).sum())
    if reeks.empty or kolom not in reeks:  # hidden is there, only not to be told
        return _TE_KLEIN if dicht else "Over het laatste jaar zijn er geen cijfers per onderdeel."
    gewicht = _weight(reeks, van.soort, richting).tolist()
    namen = reeks[kolom].tolist()
    if dicht:
        samen = _weight(heel, van.soort, richting)
        if dicht == 1 or samen.isna().any() or samen.empty:
            return _TE_KLEIN
        namen, gewicht = [*namen, SAMEN], [*gewicht, max(float(samen.iloc[0]) - sum(gewicht), 0.0)]
    return pd.DataFrame({"naam": namen, "nu": gewicht, "gewicht": [max(g, 0.0) for g in gewicht]})


def _at_last(rekenaar: Rekenaar, maat_id: str, keuze: Selectie, van: Uitgangspunt) -> pd.DataFrame:
    """The rows of the last measured day or year."""
    if rekenaar.is_stand(maat_id):
        return rekenaar.on_dagen(maat_id, keuze, (van.vanaf,))
    reeks = rekenaar.reeks(maat_id, keuze)
    return reeks[reeks["tot"] == van.vanaf]


def _weight(reeks: pd.DataFrame, soort: str, richting: int) -> pd.Series:
    """Of how many it has to become different, per row."""
    if soort in ("gemiddelde", "mediaan"):
        return reeks["n"].astype(float)
    if soort in ("aandeel", "standaandeel"):
        return (reeks["teller"] if richting < 0 else reeks["noemer"] - reeks["teller"]).astype(float)
    return reeks["teller"].where(reeks["teller"].notna(), reeks["waarde"]).astype(float)


def _kind(soort: str, stok: bool, punt: Punt) -> str:
    if stok:
        return "stand" if soort == "aantal" else "standaandeel"
    return "tarief" if soort == "bedrag" and known(punt.noemer) and punt.noemer > 0 else soort


def _of_stock(rekenaar: Rekenaar, stand: DoelStand, selectie: Selectie, uit: Uitgangspunt) -> Uitgangspunt:
    keuze = own_keuze(stand.doel, selectie)
    kwartalen = stromen(rekenaar, stand.maat.id, keuze.with_(per="kwartaal", splits=()))
    kwartalen = kwartalen[kwartalen["tot"] <= uit.vanaf].tail(4)
    if len(kwartalen) < 4:
        return replace(
            uit,
            reden="Er is nog geen heel jaar aan in- en uitstroom geteld; dan is niet te zeggen wat er nodig is.",
        )
    nu = next(p.waarde for p in reversed(punten(stand.reeks)) if known(p.waarde))
    erbij, eraf = float(kwartalen["instroom"].mean()), float(kwartalen["uitstroom"].mean())
    # Half-way the four quarters the stock was what it is now without what came and went since.
    stroom = Stroom(nu, erbij, eraf, 4, gemiddelde_stand=max(nu - 2 * (erbij - eraf), eraf))
    soort = "plaatsingen" if "plaatsingen" in stand.maat.tables else "maatregelen"
    return replace(uit, stroom=stroom, hefbomen=HEFBOMEN[soort])


def _last_year(reeks: pd.DataFrame) -> Punt | None:
    """The last whole year with a figure, also when the figure was asked for by other periods."""
    bekend = [p for p in punten(reeks) if known(p.waarde) and len(p.periode) == 4]
    return bekend[-1] if bekend else None


def _loop(soort: str, punt: Punt, bekend: list[Punt]) -> Loop | None:
    noemer = next((x for x in (punt.noemer, punt.n) if known(x) and x > 0), None)
    if soort == "aantal":
        return Loop(punt.waarde)
    if soort == "bedrag":
        return Loop(punt.waarde, fout=spread_of_years([p.waarde for p in bekend]))
    if noemer is None:
        return None
    if soort == "tarief":
        return Loop(punt.waarde * punt.noemer, punt.noemer, fout=spread_of_years([p.waarde for p in bekend]))
    if soort in ("aandeel", "standaandeel"):
        return Loop(punt.waarde * noemer, noemer)
    grenzen = interval_of(punt, soort)
    fout = None if grenzen is None else (grenzen[1] - grenzen[0]) / (2 * 1.96)
    return Loop(punt.waarde * noemer, noemer, fout=fout)


def _quarters(rekenaar: Rekenaar, stand: DoelStand, selectie: Selectie, soort: str, punt: Punt) -> dict:
    """Quarters after the last measured year, of what can be added up: (last day, figure)."""
    if stand.maat is None or soort not in ("aantal", "bedrag") or not stand.maat.additive:
        return {}
    keuze = own_keuze(stand.doel, selectie).with_(per="kwartaal", splits=(), tot=None)
    reeks = rekenaar.reeks(stand.maat.id, keuze)
    reeks = reeks[reeks["waarde"].notna()]
    return {"kwartaaltellers": tuple((r.tot, float(r.waarde)) for r in reeks.itertuples() if r.tot > punt.dag)}


def _window(van: Uitgangspunt, datum: dt.date, vandaag: dt.date) -> tuple[Loop, float]:
    """The year that ends on `datum`: what of it is in already, and what is still to come."""
    kwartalen = 4 * years_between(van.vanaf, datum)
    if van.soort == "standaandeel":
        return van.loop, kwartalen
    begin = _a_year_before(datum)
    binnen = [(tot, teller) for tot, teller in van.kwartaaltellers if begin < tot <= datum]
    laatste = max([van.vanaf, *(tot for tot, _ in binnen)])
    rest = min(4 * years_between(max(begin, laatste), datum), 4.0)
    te_doen = min(4 * years_between(max(begin, laatste, vandaag), datum), 4.0)
    if te_doen <= 0:
        raise Melding(f"De gegevens lopen al tot {wording.datum(laatste)}; kies een latere datum.")
    return replace(van.loop, al_teller=sum(teller for _, teller in binnen), rest=rest, open=te_doen), kwartalen


def _a_year_before(datum: dt.date) -> dt.date:
    if datum == month_end(datum.year, datum.month):
        return month_end(datum.year - 1, datum.month)
    return datum.replace(year=datum.year - 1, day=min(datum.day, 28))
