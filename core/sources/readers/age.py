"""Ages as CBS and others write them: a code, one year, a class, or an open end."""

import re
from functools import cache

HOOGSTE = 120
_EEN = re.compile(r"(\d{1,3}) jaar")
_TOT_EN_MET = re.compile(r"(\d{1,3}) ?(?:t/m|tot en met|-|–|tm) ?(\d{1,3})(?: jaar| jarigen|-jarigen)?")
_TOT = re.compile(r"(\d{1,3})(?: jaar)? tot (\d{1,3}) jaar")
_JONGER = re.compile(r"(?:jonger dan|tot) (\d{1,3}) jaar")
_OUDER = re.compile(r"(\d{1,3}) jaar (?:of|en) ouder|(\d{1,3})\+")
_CODE = re.compile(r"([17])(\d{4})")


@cache
def parse_leeftijd(tekst: str) -> tuple[int, int] | None:
    """(lowest, highest) age in whole years, None when the text is no age. `10010` is 0 years, `11700` is 17 (CBS, one
    year); `70200` is 5 to 9 (CBS, five years)."""
    kort = " ".join(tekst.split()).lower()
    if code := _CODE.fullmatch(kort):
        return _from_code(code[1], int(code[2]))
    if een := _EEN.fullmatch(kort):
        return int(een[1]), int(een[1])
    if tot := _TOT.fullmatch(kort):
        return _on_volgorde(int(tot[1]), int(tot[2]) - 1)
    if samen := _TOT_EN_MET.fullmatch(kort):
        return _on_volgorde(int(samen[1]), int(samen[2]))
    if jonger := _JONGER.fullmatch(kort):
        return _on_volgorde(0, int(jonger[1]) - 1)
    if ouder := _OUDER.fullmatch(kort):
        return int(ouder[1] or ouder[2]), HOOGSTE
    return None


def _from_code(soort: str, rest: int) -> tuple[int, int] | None:
    if soort == "1":
        if rest == 10:
            return 0, 0
        return (rest // 100, rest // 100) if rest and rest % 100 == 0 else None
    return (5 * (rest // 100) - 5, 5 * (rest // 100) - 1) if rest and rest % 100 == 0 else None


def _on_volgorde(laag: int, hoog: int) -> tuple[int, int] | None:
    return (laag, hoog) if laag <= hoog <= HOOGSTE else None
