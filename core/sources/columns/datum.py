"""Dates: ISO, dd-mm-jjjj, jjjjmmdd, 3 maart 2024 and Excel serials. Never a guess: an American column is asked.

Every text is read by itself, except d-m-jjjj, whose order is decided on the whole column (order.py).
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from core.sources.columns.order import KORT, MAAND_DAG, Momenten, decide_order
from core.sources.columns.reading import LANGSTE, Gelezen, Lezing

VROEGST, LAATST = 1900, 2100
NOOIT = dt.datetime(9999, 12, 31)  # what other systems write for "still running"
NIETS = dt.datetime(1, 1, 1)  # and for "no date"; a day before 1900 is nothing else
_EINDELOOS, _LEEG_TOT = 2099, dt.datetime(1901, 1, 1)

_JMD = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[T,] ?| )(.+))?", re.ASCII)
_KAAL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(?:T| )(.+))?", re.ASCII)
_KAAL_DMJ = re.compile(r"(\d{1,2})(\d\d)((?:19|20)\d\d)", re.ASCII)
_DMJ = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:(?:[T,] ?| )(.+))?", re.ASCII)
_SERIE = re.compile(r"(\d{1,5})(?:[.,](\d+))?", re.ASCII)
_TIJD = re.compile(r"(\d{1,2})[:.u]?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(?:uur|u)?\s*([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
_DAGNAAM = re.compile(
    r"^(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo|mon|tue|"
    r"wed|thu|fri|sat|sun)[.,]*\s+",
    re.IGNORECASE,
)
_MAANDEN = {
    woord: nr
    for nr, woorden in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mrt maa maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for woord in woorden.split()
}
_MET_NAAM = re.compile(
    r"(\d{1,2})(?:e|ste|de)?[-/. ]*([a-z]{3,9})[-/., ]*[’']?(\d{4}|\d{2})(?:(?:[T,] ?| )(.+))?",
    re.ASCII | re.IGNORECASE,
)


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> datetime.date; an unreadable date is K102, or K209 where the row can do without it. An end
    that means "never" (31-12-9999, 01-01-1900) is empty (K304)."""
    momenten = read_momenten(teksten, lezing)
    gelezen = to_gelezen(momenten, teksten, lezing)
    gelezen.waarden = [m and m.date() for m in gelezen.waarden]
    return gelezen


def to_gelezen(momenten: Momenten, teksten: list[str], lezing: Lezing) -> Gelezen:
    """Faults of a column of moments; the values stay moments."""
    gelezen = Gelezen(list(momenten.waarden), vragen=momenten.vragen)
    is_einde = lezing.kolom.naam in lezing.tabel.einde
    nodig = lezing.kolom.verplicht or lezing.kolom.naam in (*lezing.tabel.begin, *lezing.tabel.einde)
    for plaats, moment in enumerate(momenten.waarden):
        if is_einde and moment and (moment.year >= _EINDELOOS or moment <= _LEEG_TOT):
            gelezen.waarden[plaats] = None
            gelezen.report("K304", plaats)
        elif moment in (None, NOOIT, NIETS):
            gelezen.waarden[plaats] = None
            gelezen.gebreken[plaats] = "K102" if nodig else "K209"
    if momenten.twijfel:
        gelezen.kolomgebreken["K302"] = momenten.twijfel
        gelezen.uitleg["K302"] = momenten.uitleg
    return gelezen


def read_momenten(teksten: list[str], lezing: Lezing) -> Momenten:
    """Distinct texts -> datetime.datetime (Dutch clock time), 00:00 where no time was written."""
    momenten = Momenten([None] * len(teksten))
    dag_maand: dict[int, re.Match] = {}
    for plaats, tekst in enumerate(teksten):
        if len(tekst) > LANGSTE:
            continue
        if treffer := _DMJ.fullmatch(tekst) or KORT.fullmatch(tekst):
            if int(treffer[4]) > LAATST and min(int(treffer[1]), int(treffer[3])) in range(1, 13):
                momenten.waarden[plaats] = NOOIT  # 31-12-9999, whatever the order of the others
            else:
                dag_maand[plaats] = treffer
        else:
            _put(momenten, plaats, *_vast(tekst, lezing.datum1904))
    volgorde = decide_order(dag_maand, momenten, teksten, lezing)
    for plaats, treffer in dag_maand.items():
        eerste, tweede, jaar = int(treffer[1]), int(treffer[3]), treffer[4]
        if len(jaar) == 2 and not momenten.kort_mag:
            continue
        if volgorde is None and not (eerste > 12 or eerste == tweede):
            continue
        dag, maand = (tweede, eerste) if volgorde == MAAND_DAG else (eerste, tweede)
        _put(momenten, plaats, _datum(_eeuw(jaar), maand, dag), treffer[5])
    for plaats in momenten.verwisseld:
        moment = momenten.waarden[plaats]
        momenten.waarden[plaats] = volgorde and moment and moment.replace(month=moment.day, day=moment.month)
    return momenten


def _eeuw(jaar: str) -> int:
    """A year as a whole: 24 is 2024, 98 is 1998."""
    return int(jaar) if len(jaar) == 4 else int(jaar) + (2000 if int(jaar) < 70 else 1900)


def _vast(tekst: str, datum1904: bool) -> tuple[dt.datetime | None, str | None]:
    """Date and text of the time of a form that can be read in one way only."""
    for vorm, jaar, maand, dag, tijd in ((_JMD, 1, 3, 4, 5), (_KAAL, 1, 2, 3, 4)):
        if (treffer := vorm.fullmatch(tekst)) and (datum := _datum(*(int(treffer[i]) for i in (jaar, maand, dag)))):
            return datum, treffer[tijd]
    if treffer := _KAAL_DMJ.fullmatch(tekst):  # 19 and 20 are no months: it cannot be jjjjmmdd as well
        return _datum(int(treffer[3]), int(treffer[2]), int(treffer[1])), None
    if treffer := _SERIE.fullmatch(tekst):
        return _serie(int(treffer[1]), treffer[2], datum1904)
    if tekst[-1:].isdigit() or ":" in tekst or tekst.endswith(("uur", "u")):
        return _with_naam(tekst)
    return None, None


def _with_naam(tekst: str) -> tuple[dt.datetime | None, str | None]:
    """A date with the name of the month: 3 mrt 2024, do 7 maart 2024, 03-mrt-24."""
    treffer = _MET_NAAM.fullmatch(_DAGNAAM.sub("", tekst))
    maand = treffer and _MAANDEN.get(treffer[2].lower())
    return (_datum(_eeuw(treffer[3]), maand, int(treffer[1])), treffer[4]) if maand else (None, None)


def _put(momenten: Momenten, plaats: int, datum: dt.datetime | None, tijd: str | None) -> None:
    if datum is None or datum in (NOOIT, NIETS):
        momenten.waarden[plaats] = datum
        return
    if not tijd:
        if datum.time() == dt.time():
            momenten.zonder_tijd.add(plaats)
        momenten.waarden[plaats] = datum
        return
    moment = _with_tijd(datum, tijd)
    momenten.waarden[plaats] = moment if moment and VROEGST <= moment.year <= LAATST else None


def _datum(jaar: int, maand: int, dag: int) -> dt.datetime | None:
    try:
        datum = dt.datetime(jaar, maand, dag)
    except ValueError:
        return None
    return NOOIT if jaar > LAATST else NIETS if jaar < VROEGST else datum


def _serie(dagen: int, breuk: str | None, datum1904: bool) -> tuple[dt.datetime | None, str | None]:
    """An Excel serial. In the 1900 system day 60 is 29 February 1900, which never was. A year (2024) in a
    date column is no serial, and the day and month are unknown."""
    if not breuk and VROEGST <= dagen <= LAATST:
        return None, None
    if datum1904:
        basis = dt.datetime(1904, 1, 1)
    elif dagen in (0, 60):
        return None, None
    else:
        basis = dt.datetime(1899, 12, 31) if dagen < 60 else dt.datetime(1899, 12, 30)
    seconden = round(float(f"0.{breuk}") * 86400) if breuk else 0
    moment = basis + dt.timedelta(days=dagen, seconds=seconden)
    return (moment, None) if VROEGST <= moment.year <= LAATST else (None, None)


def _with_tijd(datum: dt.datetime, tekst: str) -> dt.datetime | None:
    treffer = _TIJD.fullmatch(tekst.strip())
    if not treffer:
        return None
    uur, minuut, seconde = int(treffer[1]), int(treffer[2]), int(treffer[3] or 0)
    if minuut > 59 or seconde > 59 or uur > 24 or (uur == 24 and (minuut or seconde)):
        return None
    moment = datum + dt.timedelta(hours=uur, minutes=minuut, seconds=seconde)
    if not (zone := treffer[4]):
        return moment
    verschil = dt.timedelta()
    if zone.upper() != "Z":
        verschil = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
        if abs(verschil) >= dt.timedelta(hours=24):
            return None
    met_zone = moment.replace(tzinfo=dt.timezone(verschil))
    return met_zone.astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None)
