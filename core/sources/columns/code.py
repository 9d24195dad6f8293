"""Codes of a list: the code, the code without its leading zero, the word for it, or both joined in any way."""

import re
from functools import cache

from core.model.schema import Kolom
from core.sources.codelijsten import simplify
from core.sources.columns.reading import LANGSTE, Gelezen, Lezing
from core.sources.columns.words import codewoorden

# Empty means debet, or toegekend. Made empty, an unknown code would count as money that was spent.
LEEG_BETEKENT_IETS = frozenset({"debet_credit", "status"})

_GETAL = re.compile(r"0*(\d{1,4})(?:[.,]0+)?", re.ASCII)
_CODE_EN_WOORD = re.compile(r"[(\[]?0*(\d{1,3})[)\]]?(\s*[-–_:;.,/|=)]*\s*)(\D.*)", re.ASCII)
_WOORD_EN_CODE = re.compile(r"(\D*[^\d\s(\[])\s*[-–_:;/|(\[ ]\s*0*(\d{1,3})\s*[)\]]?", re.ASCII)
_TWEE_WOORDEN = re.compile(r"(.+?)\s*(?:[(\[]([^()\[\]]+)[)\]]|\s[-–/|]\s(.+))")


def read(teksten: list[str], lezing: Lezing) -> Gelezen:
    """Distinct texts -> code. Unknown: K104 when required, K108 where empty would mean something, else
    K201. What a person said a word means (`lezing.codes`) goes first."""
    index = index_van(f"{lezing.tabel.naam}.{lezing.kolom.naam}", tuple(lezing.kolom.codes.items()))
    gezegd = {simplify(woord): code for woord, code in lezing.codes.items()}
    onbekend = _gebrek(lezing.kolom)
    gelezen = Gelezen([])
    for plaats, tekst in enumerate(teksten):
        if (woord := simplify(tekst)) in gezegd:
            gelezen.waarden.append(gezegd[woord] or None)
            continue
        code = look_up(tekst, index) if len(tekst) <= LANGSTE else None
        gelezen.waarden.append(code)
        if code is None:
            gelezen.gebreken[plaats] = onbekend
    return gelezen


def look_up(tekst: str, index: dict[str, str]) -> str | None:
    """The code of a text, None when it is unknown or when code and word contradict each other."""
    if getal := _GETAL.fullmatch(tekst):
        return index.get(f"#{int(getal[1])}")
    if code := _on_woord(tekst, index):
        return code
    if beide := _CODE_EN_WOORD.fullmatch(tekst):
        op_code, op_woord = index.get(f"#{int(beide[1])}"), _on_woord(beide[3], index)
        # Without a word we know, the number has to stand apart: "14-daags" is no code 14.
        los = beide[2] != beide[2].strip() or beide[2].strip() in (":", ".", ")")
        return op_code if op_woord == op_code or (op_woord is None and los) else None
    if beide := _WOORD_EN_CODE.fullmatch(tekst):
        op_code, op_woord = index.get(f"#{int(beide[2])}"), _on_woord(beide[1], index)
        return op_code if op_woord == op_code else None
    if beide := _TWEE_WOORDEN.fullmatch(tekst):
        eerste, tweede = _on_woord(beide[1], index), _on_woord(beide[2] or beide[3], index)
        return eerste if eerste == tweede else None
    return None


def _on_woord(tekst: str, index: dict[str, str]) -> str | None:
    """Words without points, dashes and blanks too: "O.T.S." and "T&B gedwongen"."""
    woord = simplify(tekst)
    dicht = woord.replace(" ", "")
    return index.get(woord) or (None if dicht.isdigit() else index.get("=" + dicht))


@cache
def index_van(onderwerp: str, codes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Simplified text -> code; `#1` is the number of code 01, `=ots` a word without its blanks. A word of two codes is
    in neither.

    `onderwerp`: table.column."""
    index: dict[str, str | None] = {}
    for code, betekenis in codes:
        for woord in {simplify(code), simplify(betekenis)}:
            index[woord] = code if index.get(woord, code) == code else None
        if code.isdigit():
            index[f"#{int(code)}"] = code
    bestaand = {code for code, _ in codes}
    woorden = codewoorden()
    for woord, code in (woorden.get(onderwerp.partition(".")[2], {}) | woorden.get(onderwerp, {})).items():
        if code in bestaand:
            index.setdefault(f"#{int(woord)}" if woord.isdigit() else woord, code)
    dicht: dict[str, str | None] = {}
    for woord, code in index.items():
        kort = "=" + woord.replace(" ", "")
        dicht[kort] = code if dicht.get(kort, code) == code else None
    return {woord: code for woord, code in (dicht | index).items() if code}


def _gebrek(kolom: Kolom) -> str:
    if kolom.verplicht:
        return "K104"
    return "K108" if kolom.naam in LEEG_BETEKENT_IETS else "K201"
