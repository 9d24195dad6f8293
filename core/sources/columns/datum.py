"""Dates: ISO, dd-mm-jjjj, jjjjmmdd and Excel serials. Never a guess: an American column is refused.

Every text is read by itself, except d-m-jjjj, whose order is decided on the whole column.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from core.sources.columns.reading import LANGSTE, Gelezen, Lezing, is_overmacht, voorbeelden
from core.sources.raw import Vraag

DAG_MAAND, MAAND_DAG = "dmj", "mdj"
VROEGST, LAATST = 1900, 2100
NOOIT = dt.datetime(9999, 12, 31)  # what other systems write for "still running"

_JMD = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[T,] ?| )(.+))?", re.ASCII)
_KAAL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(?:T| )(.+))?", re.ASCII)
_DMJ = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:(?:[T,] ?| )(.+))?", re.ASCII)
_SERIE = re.compile(r"(\d{1,5})(?:[.,](\d+))?", re.ASCII)
_TIJD = re.compile(r"(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)


@dataclass
class Momenten:
    """`waarden`: a moment or None; `zonder_tijd`: places where only a date was written; `twijfel`: places
    that cannot be read as long as the order of day and month is unknown."""

    waarden: list[dt.datetime | None]
    zonder_tijd: set[int] = field(default_factory=set)
    twijfel: list[int] = field(default_factory=list)
    uitleg: str = ""
    vragen: list[Vraag] = field(default_factory=list)


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> datetime.date; an unreadable date is K102. 31-12-9999 as an end date is empty
    (K304)."""
    momenten = read_momenten(teksten, lezing)
    gelezen = to_gelezen(momenten, teksten, lezing)
    gelezen.waarden = [m and m.date() for m in gelezen.waarden]
    return gelezen


def to_gelezen(momenten: Momenten, teksten: list[str], lezing: Lezing) -> Gelezen:
    """Faults of a column of moments; the values stay moments."""
    gelezen = Gelezen(list(momenten.waarden), vragen=momenten.vragen)
    is_einde = lezing.kolom.naam in lezing.tabel.einde
    for plaats, moment in enumerate(momenten.waarden):
        if moment == NOOIT and is_einde:
            gelezen.waarden[plaats] = None
            gelezen.report("K304", plaats)
        elif moment is None or moment == NOOIT:
            gelezen.waarden[plaats] = None
            gelezen.gebreken[plaats] = "K102"
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
        if treffer := _DMJ.fullmatch(tekst):
            dag_maand[plaats] = treffer
        else:
            _put(momenten, plaats, *_vast(tekst, lezing.datum1904))
    volgorde = _volgorde(dag_maand, momenten, teksten, lezing)
    for plaats, treffer in dag_maand.items():
        eerste, tweede = int(treffer[1]), int(treffer[3])
        if volgorde is None and not (eerste > 12 or eerste == tweede):
            continue
        dag, maand = (tweede, eerste) if volgorde == MAAND_DAG else (eerste, tweede)
        _put(momenten, plaats, _datum(int(treffer[4]), maand, dag), treffer[5])
    return momenten


def _volgorde(gevonden: dict[int, re.Match], momenten: Momenten, teksten: list[str], lezing: Lezing) -> str | None:
    """Order of day and month in the column; None when it is in doubt."""
    if lezing.antwoord in (DAG_MAAND, MAAND_DAG):
        return lezing.antwoord
    delen = {p: (int(t[1]), int(t[3])) for p, t in gevonden.items()}
    amerikaans = [p for p, (eerste, tweede) in delen.items() if 1 <= eerste <= 12 < tweede <= 31]
    nederlands = sum(1 for eerste, tweede in delen.values() if eerste > 12 and 1 <= tweede <= 12)
    if is_overmacht(nederlands, len(amerikaans)):
        return DAG_MAAND
    momenten.twijfel = sorted(amerikaans)
    momenten.uitleg = "Datums die op twee manieren te lezen zijn, zijn niet gelezen."
    # A date of birth is never shown, not even as an example.
    toon = () if lezing.kolom.soort == "geboortedatum" else voorbeelden([teksten[p] for p in amerikaans])
    momenten.vragen.append(
        Vraag(
            "datum",
            lezing.onderwerp,
            f"Hoe zijn de datums in {lezing.kolom.naam} geschreven: dag-maand-jaar (dmj) of maand-dag-jaar (mdj)?",
            (DAG_MAAND, MAAND_DAG),
            None,
            toon,
        )
    )
    return None


def _vast(tekst: str, datum1904: bool) -> tuple[dt.datetime | None, str | None]:
    """Date and text of the time of a form that can be read in one way only."""
    for vorm, jaar, maand, dag, tijd in ((_JMD, 1, 3, 4, 5), (_KAAL, 1, 2, 3, 4)):
        if treffer := vorm.fullmatch(tekst):
            return _datum(int(treffer[jaar]), int(treffer[maand]), int(treffer[dag])), treffer[tijd]
    if treffer := _SERIE.fullmatch(tekst):
        return _serie(int(treffer[1]), treffer[2], datum1904)
    return None, None


def _put(momenten: Momenten, plaats: int, datum: dt.datetime | None, tijd: str | None) -> None:
    if datum is None or datum == NOOIT:
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
    if (jaar, maand, dag) == (9999, 12, 31):
        return NOOIT
    try:
        return dt.datetime(jaar, maand, dag) if VROEGST <= jaar <= LAATST else None
    except ValueError:
        return None


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
