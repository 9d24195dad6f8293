"""Section 1 of the counting rules, read literally: what one text cell means. Shares nothing with `core`."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

# word -> code; where a code has no word of its own, the code itself is the word
CODES = {
    "type": dict(ots="11", vots="12", voogdij="21", stp="61", gbm="62")
    | {
        "voorlopige voogdij": "22",
        "tijdelijke voogdij": "23",
        "t&b gedwongen": "41",
        "t&b vrijwillig": "42",
        "itb harde kern": "50",
        "itb criem": "51",
        "voorbereiding gbm": "63",
        "preventief justitieel kader": "31",
    },
    "machtiging": {"gesloten": "71", "uithuisplaatsing": "72"},
    "vorm": {"pleegzorg": "11", "gezinsgericht": "12", "gesloten": "13", "overig": "14"},
    "reden": "01 02 03 04 05 06 07 11 12 13 14 15 41 42 43 51 52 31",
    "redenhulp": "02 20 31 32 33 34 35 36 37 38 39",
    "geslacht": "V M O",
    "categorie": "35 43 44 45 46 47 48 49 54",
    "verwijzer": "01 02 03 04 05 06 08",
    "eenheid": "01 04 14 16 82",
    "dc": "D C",
    "status": "toegekend afgewezen",
    "interventie": "ambulant verblijf",
}
CODES = {k: c if isinstance(c, dict) else {x: x for x in c.split()} for k, c in CODES.items()}
# ambiguous: the rules do not list which gemeenten exist; only some of the three regions are used here.
GEMEENTEN = {
    "Alblasserdam": 482,
    "Dordrecht": 505,
    "Gorinchem": 512,
    "Hoeksche Waard": 1963,
    "Zwijndrecht": 642,
    "Leiden": 546,
    "Zeist": 355,
}
CODES_GEMEENTE = {f"GM{n:04d}" for n in GEMEENTEN.values()}


class Onleesbaar(ValueError):
    """A filled cell that cannot be read as its column says."""


def lees_id(tekst: str) -> str:
    """A BSN gets its lost leading zeros back; any other stable id stays as it is.

    ambiguous: 9 digits that fail the 11-proef are "any other stable id" (rule 5 does not reject them).
    CBS 2.2: 999999999 is an unknown child and 000000000 an unborn one, so no id at all.
    """
    if tekst.isdigit() and tekst.zfill(9) in ("999999999", "000000000"):
        raise Onleesbaar("geen nummer van een kind")
    if tekst.isdigit() and len(tekst) <= 9:
        negen = tekst.zfill(9)
        som = sum(int(c) * g for c, g in zip(negen, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        if som % 11 == 0:
            return negen
    return tekst


def lees_gemeente(tekst: str) -> str:
    for naam, nummer in GEMEENTEN.items():
        if tekst.casefold() == naam.casefold():
            return f"GM{nummer:04d}"
    kaal = tekst.upper().removeprefix("GM")
    if kaal.isdigit() and f"GM{int(kaal):04d}" in CODES_GEMEENTE:
        return f"GM{int(kaal):04d}"
    raise Onleesbaar("onbekende gemeente")


def lees_code(tekst: str, codes: dict[str, str]) -> str:
    """A code, its word, or a code that lost its leading zero in a spreadsheet.

    ambiguous: the rules accept words for `type` only and lost zeros for a BSN only; both are read everywhere.
    """
    for code in codes.values():
        if tekst.casefold() == code.casefold() or (code.isdigit() and tekst.isdigit() and int(code) == int(tekst)):
            return code
    if tekst.casefold() in codes:
        return codes[tekst.casefold()]
    raise Onleesbaar("onbekende code")


def lees_datum(tekst: str, epoch: date = date(1899, 12, 30)) -> date:
    """ISO, dd-mm-jjjj, d-m-jjjj, jjjjmmdd or an Excel serial; nothing else."""
    kaal = tekst[:10] if tekst[10:] in (" 00:00:00", "T00:00:00", " 00:00", "T00:00") else tekst
    try:
        if kaal.isdigit():
            if len(kaal) == 8:
                return date(int(kaal[:4]), int(kaal[4:6]), int(kaal[6:]))
            if len(kaal) == 5:
                return epoch + timedelta(days=int(kaal))
            raise Onleesbaar("geen datum")
        delen = kaal.split("-")
        if len(delen) != 3 or not all(d.isdigit() for d in delen):
            raise Onleesbaar("geen datum")
        if len(delen[0]) == 4:
            return date(int(delen[0]), int(delen[1]), int(delen[2]))
        if len(delen[2]) == 4 and len(delen[0]) <= 2 and len(delen[1]) <= 2:
            return date(int(delen[2]), int(delen[1]), int(delen[0]))
    except ValueError as fout:
        raise Onleesbaar("geen datum") from fout
    raise Onleesbaar("geen datum")


def lees_geboorte(tekst: str, epoch: date) -> int | None:
    """Year and month as jjjjmm. CBS 2.3: day 00 = day unknown; month 00 too = no birth date."""
    if tekst.isdigit() and len(tekst) == 8 and tekst.endswith("00"):
        return None if tekst.endswith("0000") else lees_geboorte(tekst[:6] + "01", epoch)
    d = lees_datum(tekst, epoch)
    return d.year * 100 + d.month


def lees_moment(tekst: str, epoch: date) -> datetime:
    dag, _, tijd = tekst.replace("T", " ").partition(" ")
    d = lees_datum(dag, epoch)
    # ambiguous: a date without a time; literal "date and time" would reject it, read here as 00:00.
    delen = [int(x) for x in tijd.split(":")] if tijd else [0, 0]
    try:
        return datetime(d.year, d.month, d.day, *delen)
    except (ValueError, TypeError) as fout:
        raise Onleesbaar("geen moment") from fout


def lees_janee(tekst: str) -> bool:
    if tekst.casefold() not in ("ja", "j", "1", "true", "nee", "n", "0", "false"):
        raise Onleesbaar("geen ja of nee")
    return tekst.casefold() in ("ja", "j", "1", "true")


def _leest_als(tekst: str, punt_is_decimaal: bool) -> Fraction | None:
    """The number under one convention, or None when the text does not fit it."""
    decimaal, duizend = (".", ",") if punt_is_decimaal else (",", ".")
    kaal = tekst.removeprefix("-")
    geheel, _, breuk = kaal.partition(decimaal)
    groepen = geheel.split(duizend)
    if len(groepen) > 1 and not (
        1 <= len(groepen[0]) <= 3 and groepen[0] != "0" and all(len(g) == 3 for g in groepen[1:])
    ):
        return None
    if not "".join(groepen).isdigit() or (decimaal in kaal and not breuk.isdigit()):
        return None
    waarde = Fraction(Decimal("".join(groepen) + (f".{breuk}" if breuk else "")))
    return -waarde if tekst.startswith("-") else waarde


def kies_decimaal(kolom: list[str]) -> set[bool]:
    """Whole-column decision: the conventions (True = decimal point) under which every number can be read.

    Two left = it does not matter, or it fits both and is never guessed; none left = a mixed column.
    """
    leesbaar = [t for t in kolom if _leest_als(t, True) is not None or _leest_als(t, False) is not None]
    return {c for c in (True, False) if all(_leest_als(t, c) is not None for t in leesbaar)}


def lees_getal(tekst: str, conventies: set[bool]) -> Fraction:
    """ambiguous: what a number becomes when the column does not settle it; here: read only when it has one
    reading by itself, else unreadable (in a mixed column too; other reading: the minority is unreadable)."""
    waarden = {_leest_als(tekst, c) for c in conventies or (True, False)} - {None}
    if len(waarden) != 1:
        raise Onleesbaar("geen getal")
    return waarden.pop()


def lees_cel(tekst: str, soort: str, decimaal: set[bool], epoch: date):
    if soort in CODES:
        return lees_code(tekst, CODES[soort])
    if soort == "getal":
        return lees_getal(tekst, decimaal)
    lezers = {
        "id": lees_id,
        "gemeente": lees_gemeente,
        "tekst": str,
        "janee": lees_janee,
        "datum": lambda t: lees_datum(t, epoch),
        "geboorte": lambda t: lees_geboorte(t, epoch),
        "moment": lambda t: lees_moment(t, epoch),
    }
    return lezers[soort](tekst)
