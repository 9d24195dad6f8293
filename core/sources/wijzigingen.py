"""Two moments of one store, row by row: which records came, changed and went, and the figures that lie in between.

A record is known by its key (counting rules, section 1a). Of a register a record that is gone and one that came, of the
same child and with one other day or type, are one record that was corrected: that is how a corrected first day looks.
In between lie worlds: the rows of then without what is gone; those with what was corrected; and those with what came.
Counted one after another they divide a difference, and the parts add up to it.
"""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from core.model.schema import TABELLEN, Tabel
from core.model.veranderd import RECORDS
from core.store.connect import DuckVerbinding, open_duckdb

VERDWENEN, GEWIJZIGD, NIEUW = "verdwenen", "gewijzigd", "nieuw"
STAPPEN = (VERDWENEN, GEWIJZIGD, NIEUW)
# What a row says of itself; the pseudonym of a line also tells what nobody counts.
_NIET_GEZEGD = {"regel"}


def _inhoud(tabel: Tabel) -> list[str]:
    return [k for k in (*(k.opgeslagen_als for k in tabel.kolommen), *tabel.gemaakt) if k not in _NIET_GEZEGD]


def _start(tabel: Tabel) -> str:
    return f"coalesce({', '.join(tabel.begin)})" if tabel.begin else "null"


def key(tabel: Tabel) -> str:
    """The key of a record as one value, in SQL: of a line without a number of its own all that it says."""
    delen = {"_start": _start(tabel), "_eigen": f"coalesce({tabel.nummer}, cast({_start(tabel)} as varchar))"}
    if tabel.per_regel:
        vast = ["regel", "gemeente", "aanbieder", "jeugdige", "debet_credit", *tabel.begin]
        return f"case when starts_with(regel, '#') then {_samen(vast)} else {_samen(_inhoud(tabel))} end"
    return _samen([delen.get(k, k) for k in tabel.uniek or tabel.groep or _inhoud(tabel)])


def _samen(delen: list[str]) -> str:
    return "concat_ws('|', " + ", ".join(f"coalesce(cast({d} as varchar), '')" for d in delen) + ")"


@dataclass(frozen=True)
class Wijzigingen:
    """The rows of both moments (toen_<tabel>, nu_<tabel>), and what happened to the keys that differ (soort_<tabel>:
    sleutel, soort, and paar: the key that it had then). `anders`: the tables of which any row differs. Close it when
    done."""

    verbinding: DuckVerbinding
    anders: tuple[str, ...]

    def close(self) -> None:
        self.verbinding.close()


def compare(
    toen: DuckVerbinding, nu: DuckVerbinding, gelijk: Collection[str] = (), namen: Collection[str] = TABELLEN
) -> Wijzigingen:
    """What changed between two connections on all rows; both hold the tables that the builder makes. `gelijk`: tables
    of which it is known that nothing did; `namen`: the tables that it is asked of."""
    samen = open_duckdb(None)
    for naam in ("leveringen", "afzenders"):
        samen.load(naam, toen.arrow(f"select * from {naam}"))
    anders = []
    for naam, tabel in TABELLEN.items():
        if naam not in namen:
            continue
        if naam in gelijk:
            samen.load(naam, toen.arrow(f"select * from {naam}"))
            continue
        for kant, bron in (("toen", toen), ("nu", nu)):
            samen.load(f"{kant}_{naam}", bron.arrow(f"select *, {key(tabel)} as sleutel from {naam}"))
        samen.make(f"soort_{naam}", _sql_soort(tabel))
        if tabel.uniek[:1] == ("jeugdige",) and tabel.uniek[-1:] == ("_start",):
            _pair(samen, tabel)
        samen.make(naam, f"select * exclude sleutel from toen_{naam}")
        if samen.vraag(f"select count(*) as n from soort_{naam}")["n"][0]:
            anders.append(naam)
    return Wijzigingen(samen, tuple(anders))


def step_to(wijzigingen: Wijzigingen, stap: str) -> None:
    """Makes the tables as they are after this step of STAPPEN (and those before it); what is made of them is the
    caller's."""
    gedaan = STAPPEN[: STAPPEN.index(stap) + 1]
    weg = ", ".join(f"'{s}'" for s in gedaan)
    erbij = ", ".join(f"'{s}'" for s in gedaan if s != VERDWENEN) or "null"
    for naam in wijzigingen.anders:
        wijzigingen.verbinding.make(
            naam,
            f"select * exclude sleutel from toen_{naam} where sleutel not in "
            f"(select sleutel from soort_{naam} where soort in ({weg})) union all by name "
            f"select * exclude sleutel from nu_{naam} where sleutel in "
            f"(select sleutel from soort_{naam} where soort in ({erbij}))",
        )


def _sql_soort(tabel: Tabel) -> str:
    """The keys of which rows differ, and how; rows of one key are compared together."""
    kolommen = ", ".join(f'"{k}"' for k in ["sleutel", *_inhoud(tabel)])
    toen, nu = (f"select {kolommen} from {kant}_{tabel.naam}" for kant in ("toen", "nu"))
    return (
        f"select sleutel, case when sleutel not in (select sleutel from nu_{tabel.naam}) then '{VERDWENEN}' "
        f"when sleutel not in (select sleutel from toen_{tabel.naam}) then '{NIEUW}' else '{GEWIJZIGD}' end as soort, "
        "sleutel as paar "
        f"from (select distinct sleutel from (({toen} except all {nu}) union all ({nu} except all {toen})))"
    )


def _pair(verbinding: DuckVerbinding, tabel: Tabel) -> None:
    """A record that is gone and a record that came are one that was corrected: of the same child and first day, or of
    the same child and type, when there is one of each, and what came began before the data of then ended."""
    soort = tabel.uniek[1]
    for gelijk in (_start(tabel), soort):
        zijden = {}
        for kant, wat, extra in (
            ("toen", VERDWENEN, ""),
            ("nu", NIEUW, f" and {_start(tabel)} <= (select max(tm) from toen_{tabel.naam})"),
        ):
            zijden[kant] = (
                f"(select jeugdige, {gelijk} as gelijk, min(sleutel) as sleutel from {kant}_{tabel.naam} join "
                f"soort_{tabel.naam} using (sleutel) where soort = '{wat}'{extra} group by 1, 2 having count(*) = 1)"
            )
        verbinding.make(
            "_paar",
            f"select t.sleutel as weg, n.sleutel as erbij from {zijden['toen']} t join {zijden['nu']} n "
            "on t.jeugdige = n.jeugdige and t.gelijk = n.gelijk",
        )
        verbinding.execute(
            f"update soort_{tabel.naam} set soort = '{GEWIJZIGD}', paar = weg from _paar where sleutel in (weg, erbij)"
        )
        verbinding.execute("drop table _paar")


def counted(wijzigingen: Wijzigingen, gemeenten: tuple[str, ...] | None) -> pd.DataFrame:
    """Per table that changed: tabel, tm (the data date of then), na_tm and eerder (records that came, begun after it or
    before), gewijzigd, verdwenen, and waarin: what of the corrected records differs, with how often. `gemeenten`: only
    records of these, at either moment."""
    rijen = [
        _counted(wijzigingen.verbinding, TABELLEN[naam], _waar(TABELLEN[naam], gemeenten))
        for naam in wijzigingen.anders
    ]
    frame = pd.DataFrame(rijen, columns=RECORDS)
    geteld = frame[["na_tm", "eerder", "gewijzigd", "verdwenen"]].sum(axis=1)
    return frame[geteld > 0].reset_index(drop=True)


def children(wijzigingen: Wijzigingen, tabellen: tuple[str, ...], gemeenten: tuple[str, ...]) -> int | None:
    """How many children have a record in these tables that came, changed or went; None when a row that says nothing
    of a child did."""
    delen = []
    for naam in (n for n in tabellen if n in wijzigingen.anders and n != "bevolking"):
        if "jeugdige" not in TABELLEN[naam].opslag:
            return None
        delen += [
            f"select jeugdige from {kant}_{naam} where {_waar(TABELLEN[naam], gemeenten)} and sleutel in "
            f"(select sleutel from soort_{naam})"
            for kant in ("toen", "nu")
        ]
    if not delen:
        return 0
    geteld = wijzigingen.verbinding.vraag(
        f"select count(distinct jeugdige) as n, count(*) - count(jeugdige) as zonder from ({' union all '.join(delen)})"
    )
    return None if geteld["zonder"][0] else int(geteld["n"][0])


def _waar(tabel: Tabel, gemeenten: tuple[str, ...] | None) -> str:
    if gemeenten is None or "gemeente" not in tabel.opslag:
        return "true"
    return f"gemeente in ({', '.join(repr(str(g)) for g in gemeenten) or 'null'})"


def _counted(verbinding: DuckVerbinding, tabel: Tabel, waar: str) -> dict:
    naam, begin = tabel.naam, f"cast({_start(tabel)} as date)"
    tm = verbinding.vraag(
        f"select max(tm) as tm from leveringen where tabel = '{naam}' and not coalesce(ingetrokken, false)"
    )["tm"][0]
    grens = "null" if pd.isna(tm) else f"date '{pd.Timestamp(tm):%Y-%m-%d}'"
    nieuw = verbinding.vraag(
        f"select count(*) filter (where coalesce({begin} > {grens}, false)) as na_tm, "
        f"count(*) filter (where not coalesce({begin} > {grens}, false)) as eerder "
        f"from nu_{naam} join soort_{naam} using (sleutel) where soort = '{NIEUW}' and {waar}"
    )
    weg = verbinding.vraag(
        f"select count(*) as n from toen_{naam} join soort_{naam} using (sleutel) "
        f"where soort = '{VERDWENEN}' and {waar}"
    )
    kolommen = [k.opgeslagen_als for k in tabel.kolommen if k.opgeslagen_als != "jeugdige"]
    delen = ", ".join(f'count(*) filter (where t."{k}" is distinct from n."{k}") as "{k}"' for k in kolommen)
    hier = waar if waar == "true" else f"(t.{waar} or n.{waar})"
    anders = verbinding.vraag(
        f"select count(distinct t.paar) as _alle, {delen} from {_corrected(tabel)} where {hier}"
    ).iloc[0]
    waarin = {k: int(anders[k]) for k in kolommen if anders[k]}
    return {
        "tabel": naam,
        "tm": None if pd.isna(tm) else pd.Timestamp(tm).date(),
        "na_tm": int(nieuw["na_tm"][0]),
        "eerder": int(nieuw["eerder"][0]),
        "gewijzigd": int(anders["_alle"]),
        "verdwenen": int(weg["n"][0]),
        "waarin": dict(sorted(waarin.items(), key=lambda w: -w[1])),
    }


def _corrected(tabel: Tabel) -> str:
    """What was corrected, then (t) beside now (n): a record, or the records of one key in order."""
    zijden = (
        f"(select r.*, paar, row_number() over (partition by paar order by {_start(tabel)}) as nr "
        f"from {kant}_{tabel.naam} r join soort_{tabel.naam} using (sleutel) where soort = '{GEWIJZIGD}')"
        for kant in ("toen", "nu")
    )
    return " t join ".join(zijden) + " n on t.paar = n.paar and t.nr = n.nr"
