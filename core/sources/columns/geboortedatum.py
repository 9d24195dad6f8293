"""A date of birth: only year and month are kept, as the whole number jjjjmm; the day is dropped at once."""

import re

from core.sources.columns.datum import LAATST, VROEGST, read_momenten, to_gelezen
from core.sources.columns.reading import Gelezen, Lezing

# CBS protocol 2.3: day unknown JJJJMM00, month unknown JJJJ0000, unborn zeros. Some send only the month.
_MAAND = re.compile(r"(?P<j>\d{4})-?(?P<m>\d\d)(?:-?00)?|(?:00-)?(?P<m2>\d\d)-(?P<j2>\d{4})", re.ASCII)
_ONBEKEND = re.compile(r"0+|\d{4}|\d{4}-?00(?:-?00)?|00-00-\d{4}|0000-00-00", re.ASCII)
_ZES_CIJFERS = re.compile(r"\d{6}", re.ASCII)
_KIND_VANAF = 1980


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> int jjjjmm; None with K207 when the month is unknown, with K102 when unreadable."""
    maanden = [_maand(tekst) for tekst in teksten]
    _refuse_ddmmjj(teksten, maanden)
    over = [plaats for plaats, maand in enumerate(maanden) if maand is None]
    overige = [teksten[plaats] for plaats in over]
    datums = to_gelezen(read_momenten(overige, lezing), overige, lezing)
    gelezen = Gelezen([maand or None for maand in maanden], vragen=datums.vragen, uitleg=datums.uitleg)
    gelezen.gebreken = {plaats: "K207" for plaats, maand in enumerate(maanden) if maand == 0}
    for plaats, moment in zip(over, datums.waarden, strict=True):
        gelezen.waarden[plaats] = moment and moment.year * 100 + moment.month
    gelezen.gebreken |= {over[plaats]: code for plaats, code in datums.gebreken.items()}
    gelezen.kolomgebreken = {code: [over[p] for p in waar] for code, waar in datums.kolomgebreken.items()}
    return gelezen


def _refuse_ddmmjj(teksten: list[str], maanden: list[int | None]) -> None:
    """190512 may be 19 May 2012: six digits are jjjjmm only when that fits every such value of the column."""
    zes = [plaats for plaats, tekst in enumerate(teksten) if _ZES_CIJFERS.fullmatch(tekst) and tekst.strip("0")]
    if any(maanden[plaats] is None or 0 < maanden[plaats] < _KIND_VANAF * 100 for plaats in zes):
        for plaats in zes:
            maanden[plaats] = None


def _maand(tekst: str) -> int | None:
    """jjjjmm of a text that gives no day, 0 when it says that the month is unknown, None when it is a
    date."""
    if len(tekst) > len("0000-00-00"):
        return None
    if _ONBEKEND.fullmatch(tekst):
        return 0
    if not (treffer := _MAAND.fullmatch(tekst)):
        return None
    jaar, maand = int(treffer["j"] or treffer["j2"]), int(treffer["m"] or treffer["m2"])
    return jaar * 100 + maand if VROEGST <= jaar <= LAATST and 1 <= maand <= 12 else None
