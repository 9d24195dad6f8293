"""How deliveries follow on each other (counting rules, section 1a): which rows of an earlier one no longer count, until
when its expected ends are decided by a later one, and who is missing in which period.

Worked out on the list of deliveries, in three small tables that the builder joins:

    stand        levering, tm, volg_tm, grens, berichten - every delivery that counts; the data date, that of the last
                 delivery of the same sender, the day from which nobody knows how its open records went on (null:
                 everybody does), and whether it holds parts of messages
    vervallen    levering, waarde - rows of this delivery under this gemeente (or doel) were replaced
    afzenders    tabel, afzender, gemeente, gi, eigen, van, tm - where a sender that has records running on its data
                 date has records, and the period it covers (van null: nobody said where it starts); eigen: nobody
                 else delivers this gi
"""

import calendar
import datetime as dt
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa

from core.model.schema import TABELLEN

AFZENDERS = {
    "tabel": pa.string(),
    "afzender": pa.string(),
    "gemeente": pa.string(),
    "gi": pa.string(),
    "eigen": pa.bool_(),
    "van": pa.date32(),
    "tm": pa.date32(),
}
_STAND = {
    "levering": pa.int32(),
    "tm": pa.date32(),
    "volg_tm": pa.date32(),
    "grens": pa.date32(),
    "berichten": pa.bool_(),
}
_VERVALLEN = {"levering": pa.int32(), "waarde": pa.string()}
# The days a delivery is about, where its own columns say that better than begin and end.
_DAGEN = {
    "bevolking": ("make_date(jaar, 1, 1)", "make_date(jaar, 12, 31)"),
    "opvragen": ("periode_begin", "periode_einde"),
    "mijlpalen": ("behaald_op", "behaald_op"),
}
LOPEND = ("maatregelen", "machtigingen", "plaatsingen", "trajecten")
_STROOM = "iJw-berichten"
_BEGIN, _EIND = dt.date(1, 1, 1), dt.date(9999, 12, 31)


def prepare(verbinding, tabellen: set[str]) -> None:
    """Makes stand and vervallen for these tables, from leveringen and bron_<tabel>."""
    lijst = deliveries(verbinding)
    verbinding.load("stand", _arrow(_standen(lijst), _STAND))
    vervallen = [
        paar
        for naam in TABELLEN
        if naam in tabellen and TABELLEN[naam].register
        for paar in _replaced(verbinding, naam, [lv for lv in lijst if lv["tabel"] == naam])
    ]
    verbinding.load("vervallen", _arrow(vervallen, _VERVALLEN))


def finish(verbinding, tabellen: set[str]) -> None:
    """Makes afzenders, from what counts of these tables."""
    lijst, rijen = deliveries(verbinding), []
    for naam in LOPEND:
        van_tabel = [lv for lv in lijst if lv["tabel"] == naam]
        if naam in tabellen and len({lv["reeks"] for lv in van_tabel}) > 1:
            rijen += _running(verbinding, naam, van_tabel)
    verbinding.load("afzenders", _arrow(rijen, AFZENDERS))


def covered(levering: dict) -> tuple[dt.date, dt.date]:
    """First and last day of a delivery; what was not given is rounded out to whole quarters."""
    van, tm = levering["van"], levering["tm"]
    if van is not None and not levering["van_opgegeven"]:
        van = dt.date(van.year, 3 * ((van.month - 1) // 3) + 1, 1)
    if tm is not None and not levering["tm_opgegeven"]:
        maand = 3 * ((tm.month + 2) // 3)
        tm = dt.date(tm.year, maand, calendar.monthrange(tm.year, maand)[1])
    return van or _BEGIN, tm or _EIND


def deliveries(verbinding) -> list[dict]:
    """Those that were not taken back, oldest first. One of before senders were kept is its own sender. `reeks`: whose
    deliveries run as far as the last of them; of messages all of them, whoever sent them."""
    frame = verbinding.vraag(
        "select id, import_nr, tabel, afzender, afzender_merk, van, tm, van_opgegeven, "
        "tm_opgegeven, vervangt, berichten from leveringen where not coalesce(ingetrokken, false) "
        "order by import_nr, id"
    )
    uit = []
    for r in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        r |= {k: _dag(r[k]) for k in ("van", "tm")}
        merk = r["afzender_merk"] or f"#{r['id']}"
        stroom = {"reeks": _STROOM, "naam": _STROOM} if r["berichten"] else {"reeks": merk, "naam": r["afzender"]}
        uit.append(r | {"merk": merk} | stroom)
    return uit


def _standen(lijst: list[dict]) -> list[dict]:
    laatste, uiterst = {}, {}
    for lv in lijst:
        if lv["tm"] is not None:
            sleutel = (lv["tabel"], lv["reeks"])
            laatste[sleutel] = max(lv["tm"], laatste.get(sleutel, lv["tm"]))
            uiterst[sleutel] = max(covered(lv)[1], uiterst.get(sleutel, _BEGIN))
    tot = {}
    for (tabel, _), tm in laatste.items():
        tot[tabel] = max(tm, tot.get(tabel, tm))
    uit = []
    for lv in lijst:
        eind, sleutel = uiterst.get((lv["tabel"], lv["reeks"])), (lv["tabel"], lv["reeks"])
        grens = eind + dt.timedelta(days=1) if eind and lv["tabel"] in LOPEND and eind < tot[lv["tabel"]] else None
        uit.append(
            {
                "levering": int(lv["id"]),
                "tm": laatste.get(sleutel) if lv["berichten"] else lv["tm"],
                "volg_tm": laatste.get(sleutel),
                "grens": grens,
                "berichten": bool(lv["berichten"]),
            }
        )
    return uit


def held(verbinding, naam: str) -> dict[int, set[str]]:
    """Per delivery of a register the gemeenten (doelen) of which it has rows."""
    binnen = f"coalesce({', '.join(TABELLEN[naam].onderdeel)})"
    waarden = verbinding.vraag(f"select levering, {binnen} as waarde from bron_{naam} group by 1, 2")
    return {int(nr): set(deel["waarde"].dropna()) for nr, deel in waarden.groupby("levering")}


def replacements(
    verbinding, naam: str, lijst: list[dict], hier: dict[int, set[str]]
) -> Iterator[tuple[dict, dict, set[str]]]:
    """Every earlier delivery of a register with every later one of the same sender that replaces it, and the gemeenten
    (doelen) that both hold. `hier`: see held."""
    perioden = _periods(verbinding, naam, lijst)
    per_afzender = {}
    for lv in lijst:
        per_afzender.setdefault(lv["merk"], []).append(lv)
    for oud, nieuw in ((oud, nieuw) for van_een in per_afzender.values() for oud in van_een for nieuw in van_een):
        if nieuw["import_nr"] > oud["import_nr"] and _replaces(nieuw, oud, perioden):
            yield oud, nieuw, hier.get(oud["id"], set()) & hier.get(nieuw["id"], set())


def _replaced(verbinding, naam: str, lijst: list[dict]) -> list[dict]:
    """What of an earlier delivery of a register a later one of the same sender replaces."""
    if len({(lv["merk"], lv["import_nr"]) for lv in lijst}) == len({lv["merk"] for lv in lijst}):
        return []
    weg = {}
    for oud, _, beide in replacements(verbinding, naam, lijst, held(verbinding, naam)):
        weg.setdefault(int(oud["id"]), set()).update(beide)
    return [{"levering": nr, "waarde": waarde} for nr, waarden in weg.items() for waarde in sorted(waarden)]


def _replaces(nieuw: dict, oud: dict, perioden: dict) -> bool:
    if nieuw["vervangt"] is not None:
        return bool(nieuw["vervangt"])
    (van, tm), (eerder_van, eerder_tm) = perioden[nieuw["id"]], perioden[oud["id"]]
    return not nieuw["berichten"] and van <= eerder_van and tm >= eerder_tm


def _periods(verbinding, naam: str, lijst: list[dict]) -> dict[int, tuple[dt.date, dt.date]]:
    if naam not in _DAGEN:
        return {lv["id"]: covered(lv) for lv in lijst}
    van, tm = _DAGEN[naam]
    frame = verbinding.vraag(f"select levering, min({van}) as van, max({tm}) as tm from bron_{naam} group by 1")
    eigen = {int(r.levering): {"van": _dag(r.van), "tm": _dag(r.tm)} for r in frame.itertuples()}
    gegeven = {lv["id"]: {k: lv[k] for k in ("van", "tm") if lv[f"{k}_opgegeven"]} for lv in lijst}
    return {lv["id"]: covered(lv | eigen.get(lv["id"], {}) | gegeven[lv["id"]]) for lv in lijst}


def _running(verbinding, naam: str, lijst: list[dict]) -> list[dict]:
    tabel = TABELLEN[naam]
    eind = f"coalesce({', '.join(tabel.einde)}, date '9999-12-31')"
    frame = verbinding.vraag(
        f"select levering, gemeente, gi, sum(case when {eind} > tm then 1 else 0 end) as lopend "
        f"from {naam} group by 1, 2, 3"
    )
    wie = {lv["id"]: lv["reeks"] for lv in lijst}
    namen = {lv["reeks"]: lv["naam"] or "onbekend" for lv in lijst}
    periode = {}
    for lv in lijst:
        van, tm = covered(lv)
        eerder = periode.get(lv["reeks"])
        vast = van if lv["van_opgegeven"] else _BEGIN
        periode[lv["reeks"]] = (min(vast, eerder[0]), max(tm, eerder[1])) if eerder else (vast, tm)
    frame["merk"] = [wie.get(int(i)) for i in frame["levering"]]
    van_gi = frame[frame["gi"].notna()].groupby("gi")["merk"].nunique()
    verwacht = frame.groupby("merk")["lopend"].transform("sum") > 0
    hier = frame[verwacht].drop_duplicates(["merk", "gemeente", "gi"])
    return [
        {
            "tabel": naam,
            "afzender": namen[r.merk],
            "gemeente": r.gemeente,
            "gi": r.gi if isinstance(r.gi, str) else None,
            "eigen": isinstance(r.gi, str) and bool(van_gi[r.gi] == 1),
            "van": None if periode[r.merk][0] == _BEGIN else periode[r.merk][0],
            "tm": periode[r.merk][1],
        }
        for r in hier.itertuples()
        if r.merk in periode
    ]


def _arrow(rijen: list[dict], kolommen: dict) -> pa.Table:
    return pa.Table.from_pylist(rijen, schema=pa.schema(list(kolommen.items())))


def _dag(x) -> dt.date | None:
    return None if x is None or pd.isna(x) else pd.Timestamp(x).date()
