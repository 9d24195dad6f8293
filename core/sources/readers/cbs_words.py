"""What the words and codes of a table of the CBS on youth mean: which subject a header names, and which period."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from core.sources.readers.statline_cells import bare

_VOOR = r"(?:jeugdbescherming(?:s?trajecten)?|totaal)*"
_ACHTER = r"(?:totaal)?"
# What was counted of: patterns of the letters of a header. A part of voogdij is left out, of OTS it is kept.
_GROEPEN = {
    "vots": r"(?:totaal)?(?:ondertoezichtstelling(?:ots)?)?voorlopigeondertoezichtstelling(?:vots)?",
    "ots_regulier": r"(?:totaal)?(?:ondertoezichtstelling(?:ots)?)?regulier\w?ondertoezichtstelling(?:ots)?",
    "ots": r"(?:(?:totaal)?ondertoezichtstelling(?:ots)?)+",
    "voogdij": r"(?:(?:totaal)?voogdij)+",
}
_SOORTEN = {"": "", "begonnentrajecten": "begonnen", "beeindigdetrajecten": "beeindigd"}
_JONGEREN = {
    "jb": r"jongerenmetjeugdbescherming",
    "verblijf": r"jongerenmetjeugdhulpmetverblijf(?:innatura)?",
    "jeugdhulp": r"jongerenmet(?:totaal)?jeugdhulp(?:innatura)?",
}
ALLE_JONGEREN = re.compile(r"(?:totaal)?(?:aantal)?jongeren(?:metjeugdzorg(?:innatura)?)?(?:totaal)?")
# The dimension of 85099NED, by code and by label.
VORMEN = {
    "a045560": "jeugdhulp",
    "a027918": "verblijf",
    "a027919": "jb",
    "totaaljeugdhulp": "jeugdhulp",
    "jeugdhulp": "jeugdhulp",
    "jeugdhulpmetverblijf": "verblijf",
    "totaaljeugdhulpmetverblijf": "verblijf",
    "jeugdbescherming": "jb",
}
_STER = r"\s*(\*{0,2})(?:\s*\((?:nader )?voorlopig\))?"
_JAAR = re.compile(rf"((?:19|20)\d\d)(?:JJ00)?{_STER}", re.IGNORECASE)
_HALFJAAR = re.compile(rf"((?:19|20)\d\d)(?:HJ0([12])| ([12])e halfjaar){_STER}", re.IGNORECASE)
_DAG = re.compile(rf"(3[01]) (juni|december) ((?:19|20)\d\d){_STER}", re.IGNORECASE)


@dataclass(frozen=True)
class Onderwerp:
    """`groep`: of which measure or young people, "" when the header does not say. `soort`: begonnen, beeindigd,
    jongeren, or "" for how many there are, in the period or on its day."""

    groep: str
    soort: str

    def code(self, op_dag: bool) -> str:
        """The subject as the table cbs calls it."""
        if self.soort == "jongeren":
            return f"{self.groep}_jongeren"
        return f"{self.groep}_{self.soort or ('stand' if op_dag else 'tijdens')}"


@dataclass(frozen=True)
class Tijdvak:
    """First and last day; `op_dag`: it is about the last day alone."""

    van: dt.date
    tot: dt.date
    op_dag: bool
    voorlopig: bool


@cache
def parse_onderwerp(kop: str) -> Onderwerp | None:
    """What a header names; None for what is not read. A typed key (`TotaalBegonnenTrajecten_2`) ends in a number, a
    label in its unit."""
    kaal = re.sub(r"(?:aantal|\d)+$", "", bare(kop))
    for groep, vorm in _JONGEREN.items():
        if re.fullmatch(vorm, kaal):
            return Onderwerp(groep, "jongeren")
    for woord, soort in _SOORTEN.items():
        rest = rf"(?:totaal)?{woord}(?:totaal(?:{woord})?)?" if woord else ""
        for groep, vorm in _GROEPEN.items():
            if re.fullmatch(f"{_VOOR}{vorm}{rest}{_ACHTER}", kaal):
                return Onderwerp(groep, soort)
        if woord and re.fullmatch(rest, kaal):
            return Onderwerp("", soort)
    return None


@cache
def parse_tijdvak(tekst: str) -> Tijdvak | None:
    """`2023JJ00`, `2023*`, `2022HJ01`, `2022 1e halfjaar**` and `31 december 2020`; None for another period."""
    if jaar := _JAAR.fullmatch(tekst):
        return Tijdvak(dt.date(int(jaar[1]), 1, 1), dt.date(int(jaar[1]), 12, 31), False, _ster(jaar[2], tekst))
    if half := _HALFJAAR.fullmatch(tekst):
        jaar, deel = int(half[1]), int(half[2] or half[3])
        tot = dt.date(jaar, 6 * deel, calendar.monthrange(jaar, 6 * deel)[1])
        return Tijdvak(dt.date(jaar, 6 * deel - 5, 1), tot, False, _ster(half[4], tekst))
    if dag := _DAG.fullmatch(tekst):
        maand = 6 if dag[2].lower() == "juni" else 12
        if int(dag[1]) == calendar.monthrange(int(dag[3]), maand)[1]:
            op = dt.date(int(dag[3]), maand, int(dag[1]))
            return Tijdvak(op, op, True, _ster(dag[4], tekst))
    return None


def _ster(sterren: str, tekst: str) -> bool:
    return bool(sterren) or "voorlopig" in tekst
