"""Codes of a list: the code, the code without its leading zero, or the word for it."""

import re
from functools import cache

from core.model.schema import Kolom
from core.sources.codelijsten import simplify
from core.sources.columns.reading import LANGSTE, Gelezen, Lezing
from core.sources.columns.words import WOORDEN

# Empty means debet, or toegekend. Made empty, an unknown code would count as money that was spent.
LEEG_BETEKENT_IETS = frozenset({"debet_credit", "status"})

_GETAL = re.compile(r"0*(\d{1,4})(?:[.,]0+)?", re.ASCII)
_CODE_EN_WOORD = re.compile(r"(\d{1,2})\s*[-:.)]?\s+(\D.*)", re.ASCII)


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> code. Unknown: K104 when required, K108 where empty would mean something, else
    K201."""
    index = index_van(f"{lezing.tabel.naam}.{lezing.kolom.naam}", tuple(lezing.kolom.codes.items()))
    onbekend = _gebrek(lezing.kolom)
    waarden = [look_up(tekst, index) if len(tekst) <= LANGSTE else None for tekst in teksten]
    return Gelezen(waarden, {plaats: onbekend for plaats, code in enumerate(waarden) if code is None})


def look_up(tekst: str, index: dict[str, str]) -> str | None:
    """The code of a text, None when it is unknown or when code and word contradict each other."""
    if getal := _GETAL.fullmatch(tekst):
        return index.get(f"#{int(getal[1])}")
    if (woord := simplify(tekst)) in index:
        return index[woord]
    if not (beide := _CODE_EN_WOORD.fullmatch(tekst)):
        return None
    op_code, op_woord = index.get(f"#{int(beide[1])}"), index.get(simplify(beide[2]))
    return op_code if op_woord in (None, op_code) else None


@cache
def index_van(onderwerp: str, codes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Simplified text -> code; `#1` is the number of code 01. A word of two codes is in neither.

    `onderwerp`: table.column."""
    index: dict[str, str | None] = {}
    for code, betekenis in codes:
        for woord in {simplify(code), simplify(betekenis)}:
            index[woord] = code if index.get(woord, code) == code else None
        if code.isdigit():
            index[f"#{int(code)}"] = code
    bestaand = {code for code, _ in codes}
    for woord, code in (WOORDEN.get(onderwerp.partition(".")[2], {}) | WOORDEN.get(onderwerp, {})).items():
        if code in bestaand:
            index.setdefault(f"#{int(woord)}" if woord.isdigit() else woord, code)
    return {woord: code for woord, code in index.items() if code}


def _gebrek(kolom: Kolom) -> str:
    if kolom.verplicht:
        return "K104"
    return "K108" if kolom.naam in LEEG_BETEKENT_IETS else "K201"
