"""When what began was told: per sender and period how many begins were known at each data date in turn, from the first
that covers the period on. Learnt from the deliveries that were kept; what a later one took back is no longer in it.

A step is a data date, not a file: the same file once more, or a file for every gemeente, is the same step. Known at a
step is what all deliveries with that data date or an earlier one hold together, by the rules of replacing and
supplementing (`opvolging`); at the last step that is what counts now."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from core.engine.count.opvolging import covered, deliveries, held, replacements
from core.engine.count.perioden import PER_JAAR, Periode
from core.model.schema import TABELLEN, Tabel
from core.model.selectie import Per

KOLOMMEN = ["afzender", "nr", "leeftijd", "keer", "aantal"]
TABELLEN_MET_BEGIN = tuple(n for n, t in TABELLEN.items() if t.begin and t.uniek[:1] == ("jeugdige",))
NOG_NIET_HEEL = -1  # an age that no whole period has: nothing is learnt from it, and nothing is said of it
_ONTBREEKT = 1 / 20  # of the begins of a year: gemeenten with less do not keep a period from being whole
_JAAR = 366  # days


@dataclass(frozen=True)
class _Stap:
    """What a sender delivered of one data date: the days it covers, its deliveries (id, and the day its rows run to),
    the gemeenten in them, and the day that any of its deliveries runs to by then, which decides expected ends."""

    van: dt.date
    tm: dt.date
    leveringen: Mapping[int, dt.date]
    gemeenten: frozenset[str]
    laatste: dt.date

    def covers(self, periode: Periode) -> bool:
        return self.van <= periode.van and periode.tot <= self.tm


def aankomsten(verbinding, naam: str, per: Per, filters: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """KOLOMMEN: the number `nr` of the period (of kind `per`), how many of such periods it lay back when it was first
    covered (`leeftijd`), which data date in turn that covers it this is (`keer`, from 1), and how many begins are known
    then. A period of before the first delivery is left out: how it came in was not seen. One that the file of a
    gemeente is still missing of is NOG_NIET_HEEL old. `naam`: one of TABELLEN_MET_BEGIN."""
    tabel, uit = TABELLEN[naam], []
    lijst = [lv for lv in deliveries(verbinding) if lv["tabel"] == naam and lv["tm"] is not None]
    hier = held(verbinding, naam) if tabel.register else {}
    weg = list(replacements(verbinding, naam, lijst, hier)) if tabel.register else []
    gekozen = set(filters.get("gemeente", ()))
    for merk in dict.fromkeys(lv["merk"] for lv in lijst):
        alle = stappen = _stappen([lv for lv in lijst if lv["merk"] == merk], hier)
        if tabel.register:  # a file of other gemeenten says nothing of these
            stappen = [s for s in alle if (s.gemeenten & gekozen if gekozen else s.gemeenten)]
        if stappen:
            geteld = _counted(verbinding, tabel, per, filters, stappen, _since(alle, stappen, weg))
            uit += [{"afzender": merk} | rij for rij in _of_sender(stappen, geteld, per)]
    return pd.DataFrame(uit, columns=KOLOMMEN)


def _stappen(lijst: list[dict], hier: dict[int, set[str]]) -> list[_Stap]:
    """In the order of their data dates. What was loaded in one go has one coverage, however many sheets it came from;
    whatever has the same data date is one step, however often it was loaded."""
    per_keer, per_dag, uit = {}, {}, []
    for lv in lijst:
        per_keer.setdefault(lv["import_nr"], []).append(lv)
    for deel in per_keer.values():
        per_dag.setdefault(max(covered(lv)[1] for lv in deel), []).extend(deel)
    laatste = dt.date.min
    for tm in sorted(per_dag):
        deel = per_dag[tm]
        laatste = max(laatste, *(lv["tm"] for lv in deel))
        gemeenten = frozenset().union(*(hier.get(lv["id"], ()) for lv in deel))
        lopend = {int(lv["id"]): lv["tm"] for lv in deel}
        uit.append(_Stap(min(covered(lv)[0] for lv in deel), tm, lopend, gemeenten, laatste))
    return uit


@dataclass(frozen=True)
class _Geldig:
    """From which step (its place in the list) a delivery counts, with the day its rows run to; and from which step its
    rows of a gemeente are replaced."""

    vanaf: dict[int, tuple[int, dt.date]]
    tot: dict[tuple[int, str], int]


def _since(alle: list[_Stap], stappen: list[_Stap], weg: list[tuple[dict, dict, set[str]]]) -> _Geldig:
    """`alle`: every step of the sender; `stappen`: those that are looked at. `weg`: see replacements."""
    dagen, vanaf, tot = [s.tm for s in stappen], {}, {}
    for stap in alle:
        vanaf |= {nr: (bisect_left(dagen, stap.tm), tm) for nr, tm in stap.leveringen.items()}
    for oud, nieuw, gemeenten in weg:
        if int(nieuw["id"]) in vanaf:
            plek = vanaf[int(nieuw["id"])][0]
            tot |= {(int(oud["id"]), g): min(plek, tot.get((int(oud["id"]), g), plek)) for g in gemeenten}
    return _Geldig(vanaf, tot)


def _counted(
    verbinding, tabel: Tabel, per: Per, filters: Mapping, stappen: list[_Stap], geldig: _Geldig
) -> dict[str, dict[tuple[int, int], int]]:
    """Per gemeente: (step, period) -> how many begins are known. Which rows count at a step is decided as it is for the
    figures (`verloop.actueel`): also an expected end that came keeps a row, and the newest of a key stays."""
    start = f"cast(coalesce({', '.join(tabel.begin)}) as date)"
    eind = f"cast(coalesce({', '.join(tabel.einde)}) as date)" if tabel.einde else "cast(null as date)"
    nr = f"year({start}) * {PER_JAAR[per]} + cast(floor((month({start}) - 1) / {12 // PER_JAAR[per]}) as integer)"
    sleutel = ", ".join(start if k == "_start" else f'b."{k}"' for k in tabel.uniek)
    past = "true"
    for kolom, waarden in filters.items():
        if kolom in tabel.opslag and waarden:
            verbinding.choose(kolom, waarden)
            past += f' and "{kolom}" in (select waarde from keuze_{kolom})'
    vanaf = _values([(i, plek, _sql(tm)) for i, (plek, tm) in geldig.vanaf.items()], 3)
    tot = _values([(i, _sql(g), plek) for (i, g), plek in geldig.tot.items() if i in geldig.vanaf], 3)
    momenten = _values([(plek, _sql(s.laatste)) for plek, s in enumerate(stappen)], 2)
    frame = verbinding.vraag(
        f"with erin(id, vanaf, loopt) as ({vanaf}), eruit(id, waar, tot) as ({tot}), moment(plek, loopt) as "
        f"({momenten}), bekend as (select m.plek, {nr} as nr, b.gemeente as waar, {past} as past, row_number() over "
        f"(partition by m.plek, {sleutel} order by b.import_nr desc, {eind} desc nulls last, b.levering, b.bron_rij) "
        f"as rang from bron_{tabel.naam} b join erin e on b.levering = e.id join moment m on m.plek >= e.vanaf "
        "left join eruit w on b.levering = w.id and b.gemeente = w.waar "
        f"where {start} is not null and (w.tot is null or m.plek < w.tot or ({eind} > e.loopt and {eind} <= m.loopt))) "
        "select plek, nr, waar, count(*) as n from bekend where rang = 1 and past group by 1, 2, 3"
    )
    uit = {}
    for r in frame.itertuples():
        uit.setdefault(r.waar, {})[int(r.plek), int(r.nr)] = int(r.n)
    return uit


def _values(rijen: list[tuple], breedte: int) -> str:
    leeg = f"select {', '.join(['null'] * breedte)} where false"
    return "values " + ", ".join(f"({', '.join(map(str, rij))})" for rij in rijen) if rijen else leeg


def _sql(waarde: dt.date | str) -> str:
    return f"date '{waarde}'" if isinstance(waarde, dt.date) else "'" + waarde.replace("'", "''") + "'"


def _of_sender(stappen: list[_Stap], geteld: dict[str, dict[tuple[int, int], int]], per: Per) -> Iterator[dict]:
    for nr in sorted({nr for van_een in geteld.values() for _, nr in van_een}):
        periode = Periode(nr, per)
        dekkend = [plek for plek, s in enumerate(stappen) if s.covers(periode)]
        if not dekkend or not _fresh(dekkend[0], stappen, periode, per):
            continue
        jaar = [(len(stappen) - 1, nr - k) for k in range(1, PER_JAAR[per] + 1)]
        eerder = {g: sum(van_een.get(plek, 0) for plek in jaar) for g, van_een in geteld.items()}
        heel = dekkend[_until_whole([stappen[plek].gemeenten for plek in dekkend], eerder) :]
        leeftijd = (stappen[heel[0]].tm - periode.tot).days * PER_JAAR[per] // _JAAR if heel else NOG_NIET_HEEL
        for keer, plek in enumerate(heel or dekkend[-1:], 1):
            bekend = sum(van_een.get((plek, nr), 0) for van_een in geteld.values())
            yield {"nr": nr, "leeftijd": leeftijd, "keer": keer, "aantal": bekend}


def _fresh(eerste: int, stappen: list[_Stap], periode: Periode, per: Per) -> bool:
    """Whether this step came first after the period ended: of the very first one only what ended just before."""
    eerder = stappen[eerste - 1].tm if eerste else stappen[0].tm - dt.timedelta(days=_JAAR // PER_JAAR[per])
    return periode.tot > eerder


def _until_whole(dekkend: list[frozenset[str]], eerder: dict[str, int]) -> int:
    """How many of the steps that cover a period came before every gemeente was in, of a sender who delivers a file for
    each: all but gemeenten with together at most _ONTBREEKT of `eerder`, the begins of the year before as they are
    known now. `dekkend`: the gemeenten in each step; none of lines, which name only where something happened."""
    binnen, grens = set(), _ONTBREEKT * sum(eerder.values())
    for hoeveel, gemeenten in enumerate(dekkend):
        binnen |= gemeenten
        if not gemeenten or sum(n for g, n in eerder.items() if g not in binnen) <= grens:
            return hoeveel
    return len(dekkend)
