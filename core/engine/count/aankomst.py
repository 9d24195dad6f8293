"""When what began was told: per sender and period how many begins each delivery in turn held, from the first that
covers the period on. Learnt from the deliveries that were kept; what a later one took back is no longer in it."""

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from core.engine.count.opvolging import covered, deliveries
from core.engine.count.perioden import PER_JAAR, Periode
from core.model.schema import TABELLEN, Tabel
from core.model.selectie import Per

KOLOMMEN = ["afzender", "nr", "leeftijd", "keer", "aantal"]
TABELLEN_MET_BEGIN = tuple(n for n, t in TABELLEN.items() if t.begin and t.uniek[:1] == ("jeugdige",))
_JAAR = 366  # days


def aankomsten(verbinding, naam: str, per: Per, filters: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """KOLOMMEN: the number `nr` of the period (of kind `per`), how many of such periods it lay back when it was first
    covered (`leeftijd`), which delivery in turn that covers it this is (`keer`, from 1), and how many begins are known
    then. A period of before the first delivery is left out: how it came in was not seen. `naam`: one of
    TABELLEN_MET_BEGIN."""
    tabel, uit = TABELLEN[naam], []
    lijst = [lv for lv in deliveries(verbinding) if lv["tabel"] == naam and lv["tm"] is not None]
    for merk in dict.fromkeys(lv["merk"] for lv in lijst):
        rondes = list(_rondes([lv for lv in lijst if lv["merk"] == merk]))
        geteld = _counted(verbinding, tabel, per, filters, [i for r in rondes for i in r["ids"]])
        uit += [{"afzender": merk} | rij for rij in _of_sender(rondes, geteld, per, tabel.register)]
    return pd.DataFrame(uit, columns=KOLOMMEN)


def _rondes(lijst: list[dict]) -> Iterator[dict]:
    """What a sender delivered in one go is one delivery, however many sheets it came from."""
    for nr in dict.fromkeys(lv["import_nr"] for lv in lijst):
        deel = [lv for lv in lijst if lv["import_nr"] == nr]
        perioden = [covered(lv) for lv in deel]
        yield {
            "import_nr": nr,
            "ids": [int(lv["id"]) for lv in deel],
            "van": min(van for van, _ in perioden),
            "tm": max(tm for _, tm in perioden),
        }


def _counted(verbinding, tabel: Tabel, per: Per, filters: Mapping, ids: list[int]) -> dict[tuple[int, int], int]:
    """(import, period) -> how many begins are known. A register says all there is each time; lines are added up."""
    start = f"cast(coalesce({', '.join(tabel.begin)}) as date)"
    nr = f"year({start}) * {PER_JAAR[per]} + cast(floor((month({start}) - 1) / {12 // PER_JAAR[per]}) as integer)"
    sleutel = ", ".join(start if k == "_start" else f'"{k}"' for k in tabel.uniek)
    waar = [f"levering in ({', '.join(map(str, ids))})", f"{start} is not null"]
    for kolom, waarden in filters.items():
        if kolom in tabel.opslag and waarden:
            verbinding.choose(kolom, waarden)
            waar.append(f'"{kolom}" in (select waarde from keuze_{kolom})')
    regels = (
        f"select distinct import_nr, {nr} as nr, row({sleutel}) as sleutel from bron_{tabel.naam} "
        f"where {' and '.join(waar)}"
    )
    if tabel.register:
        frame = verbinding.vraag(f"select import_nr, nr, count(*) as n from ({regels}) group by 1, 2")
    else:
        eerste = f"select nr, sleutel, min(import_nr) as import_nr from ({regels}) group by 1, 2"
        frame = verbinding.vraag(
            "select import_nr, nr, sum(count(*)) over (partition by nr order by import_nr) as n "
            f"from ({eerste}) group by 1, 2"
        )
    return {(int(r.import_nr), int(r.nr)): int(r.n) for r in frame.itertuples()}


def _of_sender(rondes: list[dict], geteld: dict[tuple[int, int], int], per: Per, register: bool) -> Iterator[dict]:
    for nr in sorted({nr for _, nr in geteld}):
        periode = Periode(nr, per)
        dekkend = [r for r in rondes if r["van"] <= periode.van and periode.tot <= r["tm"]]
        if not dekkend or not _fresh(dekkend[0], rondes, periode, per):
            continue
        leeftijd, bekend = (dekkend[0]["tm"] - periode.tot).days * PER_JAAR[per] // _JAAR, 0
        for keer, ronde in enumerate(dekkend, 1):
            bekend = geteld.get((ronde["import_nr"], nr), 0 if register else bekend)
            yield {"nr": nr, "leeftijd": leeftijd, "keer": keer, "aantal": bekend}


def _fresh(eerste: dict, rondes: list[dict], periode: Periode, per: Per) -> bool:
    """Whether this delivery came first after the period ended: of the very first one only what ended just before."""
    eerder = [r for r in rondes if r["import_nr"] < eerste["import_nr"]]
    grens = max((r["tm"] for r in eerder), default=eerste["tm"] - dt.timedelta(days=_JAAR // PER_JAAR[per]))
    return periode.tot > grens
