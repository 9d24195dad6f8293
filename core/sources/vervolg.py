"""What a new delivery does to what was there: told to the user, and written down in the findings."""

from core.model.schema import BEVINDINGEN, TABELLEN
from core.model.wording import getal
from core.sources.raw import Opmerking

_VOOR = "_eerder"


def remember(verbinding, import_nr: int) -> None:
    """Keeps which rows of earlier deliveries count, before the tables are built again. Call it when the new delivery
    is in leveringen and not yet in the tables."""
    for naam in {
        r
        for r in verbinding.vraag(f"select distinct tabel from leveringen where import_nr = {import_nr}")["tabel"]
        if TABELLEN[r].register
    }:
        er_is = naam in verbinding.tabellen()
        verbinding.make(
            _VOOR + naam,
            f"select * from {naam}" if er_is else f"select *, cast(null as date) as tm from bron_{naam} limit 0",
        )


def tell(verbinding, leveringen: list[dict], import_nr: int) -> tuple[list[dict], list[Opmerking]]:
    """Findings (BEVINDINGEN, without import_nr) and sentences about earlier records of the same sender that the new
    delivery no longer holds, and expected ends that have come. Forgets what was remembered."""
    rijen, zinnen = [], []
    for lv in _one_per_sender(leveringen):
        weg, blijft = _no_longer_held(verbinding, lv, import_nr), 0
        if weg:
            blijft = _still_count(verbinding, lv, import_nr)
        for code, aantal, zin in (
            ("S003", weg - blijft, "Dat telt niet meer mee; hoort het er nog bij, laad dan met --vult-aan."),
            ("S004", blijft, "Dat blijft meetellen; is het vervallen, laad dan met --vervangt."),
        ):
            if aantal:
                tekst = (
                    f"{_records(aantal)} uit een eerdere levering van {lv['afzender']} {_staan(aantal)} niet meer "
                    f"in deze levering ({lv['tabel']}). {zin}"
                )
                rijen.append(_finding(lv, code, "waarschuwing", tekst))
                zinnen.append(Opmerking("eerdere_levering", tekst))
        if aantal := _ends_that_came(verbinding, lv, import_nr):
            tekst = (
                f"{_records(aantal)} van {lv['afzender']} {_staan(aantal)} niet meer in deze levering "
                f"({lv['tabel']}); de verwachte einddatum is nu voorbij en geldt als einde."
            )
            rijen.append(_finding(lv, "S005", "melding", tekst))
    for naam in [n for n in verbinding.tabellen() if n.startswith(_VOOR)]:
        verbinding.execute(f"drop table {naam}")
    return rijen, zinnen


def _one_per_sender(leveringen: list[dict]) -> list[dict]:
    registers = [lv for lv in leveringen if TABELLEN[lv["tabel"]].register]
    return list({(lv["tabel"], lv["afzender_merk"]): lv for lv in registers}.values())


def _key(naam: str) -> str:
    """The key of a table as one value; a first day from the columns that date a row."""
    tabel = TABELLEN[naam]
    start = f"coalesce({', '.join(tabel.begin)})" if tabel.begin else "null"
    delen = {"_start": start, "_eigen": f"coalesce({tabel.nummer}, cast({start} as varchar))"}
    kolommen = tabel.uniek or tabel.groep
    return "concat_ws('|', " + ", ".join(f"coalesce(cast({delen.get(k, k)} as varchar), '')" for k in kolommen) + ")"


def _earlier(lv: dict, import_nr: int) -> str:
    merk = lv["afzender_merk"].replace("'", "''")
    return (
        f"(select id from leveringen where tabel = '{lv['tabel']}' and afzender_merk = '{merk}' and import_nr < "
        f"{import_nr})"
    )


def _new(lv: dict, import_nr: int) -> str:
    return f"(select {_key(lv['tabel'])} from bron_{lv['tabel']} where import_nr = {import_nr})"


def _no_longer_held(verbinding, lv: dict, import_nr: int) -> int:
    return _count(
        verbinding,
        f"from {_VOOR}{lv['tabel']} where levering in {_earlier(lv, import_nr)} and "
        f"{_key(lv['tabel'])} not in {_new(lv, import_nr)}",
    )


def _still_count(verbinding, lv: dict, import_nr: int) -> int:
    return _count(
        verbinding,
        f"from {lv['tabel']} where levering in {_earlier(lv, import_nr)} and {_key(lv['tabel'])} "
        f"not in {_new(lv, import_nr)}",
    )


def _ends_that_came(verbinding, lv: dict, import_nr: int) -> int:
    """Rows that still count, of which the data date moved on to their own end."""
    naam = lv["tabel"]
    if not TABELLEN[naam].einde:
        return 0
    return _count(
        verbinding,
        f"from {naam} n join {_VOOR}{naam} v using (levering, bron_rij) where n.levering in "
        f"{_earlier(lv, import_nr)} and n.tm > v.tm",
    )


def _count(verbinding, rest: str) -> int:
    return int(verbinding.vraag(f"select count(*) as n {rest}")["n"][0])


def _finding(lv: dict, code: str, ernst: str, tekst: str) -> dict:
    return dict.fromkeys(BEVINDINGEN) | {
        "code": code,
        "ernst": ernst,
        "bestand": lv["bron"],
        "blad": lv["blad"],
        "tabel": lv["tabel"],
        "melding": tekst,
        "leverancier": lv["afzender"],
        "afgewezen": False,
    }


def _records(aantal: int) -> str:
    return "1 regel" if aantal == 1 else f"{getal(aantal)} regels"


def _staan(aantal: int) -> str:
    return "staat" if aantal == 1 else "staan"
