"""Code lists from data/codelijsten: which gemeenten there are, what they were called and how people write
them."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from core.model.melding import Melding

MAP = Path(__file__).resolve().parents[2] / "data" / "codelijsten"

_APOSTROF = str.maketrans("", "", "'’‘`´")
_GEEN_LETTER = re.compile(r"[\W_]+")
_CODE = re.compile(r"(?:gm\s*)?(\d{1,4})", re.ASCII)
_CODE_EN_NAAM = re.compile(r"(?:gm\s*)?(\d{3,4})\s+(\D.*)", re.ASCII)


def simplify(tekst: str) -> str:
    """A spelling without case, accents, apostrophes and punctuation: "'s-Gravenhage" -> "s gravenhage"."""
    # Compatibility forms are decomposed, so that one letter with an accent and letter + accent are the same.
    letters = unicodedata.normalize("NFKD", tekst.translate(_APOSTROF).casefold())
    zonder_accent = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _GEEN_LETTER.sub(" ", zonder_accent).strip()


@cache
def _regels() -> tuple[dict[str, str], ...]:
    pad = MAP / "gemeenten.csv"
    try:
        with pad.open(encoding="utf-8", newline="") as bestand:
            next(bestand)  # origin and date of the list
            return tuple(csv.DictReader(bestand, delimiter=";"))
    except (OSError, StopIteration) as fout:
        raise Melding(
            f"De lijst van gemeenten ontbreekt of is leeg ({pad.name}). Zet het bestand terug in data/codelijsten."
        ) from fout


@cache
def gemeenten() -> dict[str, str]:
    """GM code -> name of every gemeente of today. Source: CBS, first line of the file.

    Raises Melding when the list is missing.
    """
    return {regel["code"]: regel["naam"] for regel in _regels()}


@cache
def former_gemeenten() -> dict[str, tuple[str, str]]:
    """Simplified name or GM code of a gemeente that was merged -> (GM code of today, name as it was)."""
    gevonden: dict[str, tuple[str, str]] = {}
    for regel in _regels():
        for deel in filter(None, (regel.get("vroeger") or "").split("|")):
            code, _, naam = deel.strip().partition(" ")
            if re.fullmatch(r"GM\d{4}", code) and naam:
                gevonden[code] = gevonden[simplify(naam)] = (regel["code"], naam)
    return gevonden


@cache
def _schrijfwijzen() -> dict[str, str]:
    """Simplified spelling -> GM code; a spelling of two gemeenten (Bergen) is in neither."""
    gevonden: dict[str, str | None] = {}
    for regel in _regels():
        anders = [d.strip() for d in (regel.get("vroeger") or "").split("|")]
        namen = [regel["naam"], *(a for a in anders if a and not re.match(r"GM\d{4} ", a))]
        for naam in {simplify(n) for n in namen}:
            gevonden[naam] = regel["code"] if gevonden.get(naam, regel["code"]) == regel["code"] else None
    return {naam: code for naam, code in gevonden.items() if code}


def look_up_gemeente(tekst: str) -> tuple[str | None, bool]:
    """(GM code of today or None, whether the text names a gemeente that was merged since).

    Takes a name in any spelling, `GM0505`, `0505`, `505`, "0505 Dordrecht" and "Gemeente Dordrecht".
    """
    naam = simplify(tekst)
    if cijfers := _CODE.fullmatch(naam):
        return _by_code(cijfers[1])
    if beide := _CODE_EN_NAAM.fullmatch(naam):
        op_code, op_naam = _by_code(beide[1]), _by_naam(beide[2])
        return op_code if op_code[0] == op_naam[0] else (None, False)
    return _by_naam(naam)


def _by_code(cijfers: str) -> tuple[str | None, bool]:
    code = f"GM{int(cijfers):04d}"
    if code in gemeenten():
        return code, False
    return former_gemeenten().get(code, (None,))[0], code in former_gemeenten()


def _by_naam(naam: str) -> tuple[str | None, bool]:
    # "gemeente Dordrecht" in letters, "Utrecht (gemeente)" at CBS.
    for vorm in (naam, naam.removeprefix("gemeente "), naam.removesuffix(" gemeente")):
        if vorm in _schrijfwijzen():
            return _schrijfwijzen()[vorm], False
        if vorm in former_gemeenten():
            return former_gemeenten()[vorm][0], True
    return None, False


@cache
def provincies() -> dict[str, str]:
    """GM code -> simplified name of the province."""
    return {regel["code"]: simplify(regel["provincie"]) for regel in _regels()}


@cache
def trendcijfers() -> tuple[dict[str, str], ...]:
    """Figures that the norm of Zuidoost Utrecht prints itself: doel, reeks, periode, gebied, waarde, eenheid.

    Source and date: first line of the file. Reference only, never part of a counted series.
    """
    pad = MAP / "trendcijfers-zou.csv"
    with pad.open(encoding="utf-8", newline="") as bestand:
        next(bestand)  # origin and date of the list
        return tuple(csv.DictReader(bestand, delimiter=";"))
