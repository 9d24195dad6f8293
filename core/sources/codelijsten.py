"""Code lists from data/codelijsten: which gemeenten there are, what they were called and how people write
them."""

import csv
import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class Vroeger(NamedTuple):
    """A gemeente that is no more, or is larger now under the same code: `tot` is the first day it was not as it was,
    `opvolgers` the gemeenten of today (more than one when it was divided)."""

    code: str
    naam: str
    tot: date
    opvolgers: tuple[str, ...]


@cache
def _regels(naam: str = "gemeenten.csv") -> tuple[dict[str, str], ...]:
    pad = MAP / naam
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
def load_vroeger() -> tuple[Vroeger, ...]:
    """Every gemeente as it was before it merged, was divided or took in others, since 2015. Source: CBS, first line
    of data/codelijsten/gemeenten-vroeger.csv."""
    return tuple(
        Vroeger(r["code"], r["naam"], date.fromisoformat(r["tot"]), tuple(r["opvolger"].split("|")))
        for r in _regels("gemeenten-vroeger.csv")
    )


@cache
def former_gemeenten() -> dict[str, tuple[str, str]]:
    """Simplified name or GM code of a gemeente that was merged -> (GM code of today, name as it was)."""
    gevonden: dict[str, tuple[str, str]] = {}
    for v in load_vroeger():
        if len(v.opvolgers) == 1 and v.code != v.opvolgers[0]:
            gevonden[v.code] = gevonden[simplify(v.naam)] = (v.opvolgers[0], v.naam)
    return gevonden


@cache
def merged_parts() -> dict[str, dict[str, date]]:
    """GM code of today -> the codes it is made of, each with the first day that it was no more. A gemeente that kept
    its code is a part of itself; one with a new code is not."""
    delen: dict[str, dict[str, date]] = {}
    for v in load_vroeger():
        if len(v.opvolgers) == 1:
            delen.setdefault(v.opvolgers[0], {})[v.code] = v.tot
    return delen


@cache
def _schrijfwijzen() -> dict[str, str]:
    """Simplified spelling -> GM code; a spelling of two gemeenten (Bergen) is in neither."""
    gevonden: dict[str, str | None] = {}
    for regel in _regels():
        anders = filter(None, (d.strip() for d in (regel.get("schrijfwijzen") or "").split("|")))
        for naam in {simplify(n) for n in (regel["naam"], *anders)}:
            gevonden[naam] = regel["code"] if gevonden.get(naam, regel["code"]) == regel["code"] else None
    return {naam: code for naam, code in gevonden.items() if code}


@cache
def _former_namen() -> dict[str, str]:
    return {simplify(v.naam): v.code for v in load_vroeger() if v.code in former_gemeenten()}


def look_up_gemeente(tekst: str) -> tuple[str | None, bool]:
    """(GM code of today or None, whether the text names a gemeente that was merged since).

    Takes a name in any spelling, `GM0505`, `0505`, `505`, "0505 Dordrecht" and "Gemeente Dordrecht".
    """
    code = delivered_code(tekst)
    return (code, False) if code is None or code in gemeenten() else (former_gemeenten()[code][0], True)


def delivered_code(tekst: str) -> str | None:
    """GM code of the gemeente that the text names, of today or of the past; texts as in `look_up_gemeente`."""
    naam = simplify(tekst)
    if cijfers := _CODE.fullmatch(naam):
        return _by_code(cijfers[1])
    if beide := _CODE_EN_NAAM.fullmatch(naam):
        op_code, op_naam = _by_code(beide[1]), _by_naam(beide[2])
        zelfde = op_code and op_naam and _today(op_code) == _today(op_naam)
        return op_code if zelfde else None
    return _by_naam(naam)


def _today(code: str) -> str:
    return code if code in gemeenten() else former_gemeenten()[code][0]


def _by_code(cijfers: str) -> str | None:
    code = f"GM{int(cijfers):04d}"
    return code if code in gemeenten() or code in former_gemeenten() else None


def _by_naam(naam: str) -> str | None:
    # "gemeente Dordrecht" in letters, "Utrecht (gemeente)" at CBS.
    for vorm in (naam, naam.removeprefix("gemeente "), naam.removesuffix(" gemeente")):
        if code := _schrijfwijzen().get(vorm) or _former_namen().get(vorm):
            return code
    return None


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
