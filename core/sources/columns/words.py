"""Words that suppliers write: instead of a code, for an empty field, for "still running". All from data/codelijsten,
so that a new word is a line of data."""

import csv
from functools import cache

from core.model.melding import Melding
from core.sources.codelijsten import MAP

LEEG, ONBEKEND, LOPEND = "leeg", "onbekend", "lopend"


def _regels(naam: str) -> list[dict[str, str]]:
    """The lines of a list; the first line of the file says where it comes from. Raises Melding when it is not there."""
    try:
        with (MAP / naam).open(encoding="utf-8", newline="") as bestand:
            next(bestand)
            return list(csv.DictReader(bestand, delimiter=";", quoting=csv.QUOTE_NONE))
    except (OSError, StopIteration) as fout:
        raise Melding(f"De lijst {naam} ontbreekt of is leeg. Zet het bestand terug in data/codelijsten.") from fout


@cache
def codewoorden() -> dict[str, dict[str, str]]:
    """Column, or table.column where tables differ -> simplified word (no case, accents, punctuation) -> code."""
    woorden: dict[str, dict[str, str]] = {}
    for regel in _regels("codewoorden.csv"):
        woorden.setdefault(regel["kolom"], {})[regel["woord"]] = regel["code"]
    return woorden


@cache
def leegwoorden(soort: str) -> frozenset[str]:
    """Words, in small letters, that mean nothing is there (LEEG), that it is not known (ONBEKEND) or that it
    still runs (LOPEND)."""
    return frozenset(r["woord"].casefold() for r in _regels("leegwoorden.csv") if r["soort"] == soort)
