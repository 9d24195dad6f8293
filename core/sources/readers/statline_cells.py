"""Cells of a table of StatLine or Swing: which words head a dimension, what is a total, and what is no figure."""

import re
from collections.abc import Iterator, Sequence

from core.sources.codelijsten import simplify

Rij = Sequence[str | None]
ZOEK_RIJEN = 15
_DIMENSIES = {
    "regio": (
        "regio",
        "regios",
        "regiocode",
        "gemeente",
        "gemeenten",
        "gemeentenaam",
        "gemeentecode",
        "gebied",
        "gebieden",
    ),
    "periode": ("periode", "perioden", "jaar", "jaren"),
    "leeftijd": ("leeftijd", "leeftijden", "leeftijdsklasse", "leeftijdsgroep", "leeftijdscategorie"),
    "geslacht": ("geslacht", "sekse"),
    "over": ("id", "measure", "valueattribute", "stringvalue", "eenheid", "bron"),
}
_DIMENSIE = {naam: soort for soort, namen in _DIMENSIES.items() for naam in namen}
GEEN_CIJFER = frozenset({"", ".", "x", "-", "?", "*", "..", "...", "n.v.t.", "onbekend", "geheim"})
TOTAAL = re.compile(r"T\d{6}|totaal.*|mannen en vrouwen", re.IGNORECASE)
ALLE_LEEFTIJDEN = "10000"
_GETAL = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+|-?\d+(?:[.,]0+)?")


def kind_of(cel: str | None) -> str | None:
    """Which dimension this header names: regio, periode, leeftijd, geslacht or over (about the figures); else None."""
    return _DIMENSIE.get(bare(cel))


def bare(cel: str | None) -> str:
    """The letters and digits of a text."""
    return simplify(cel or "").replace(" ", "")


def clean(cel: str | None) -> str:
    """Without the blanks with which typed files pad their codes."""
    return (cel or "").strip()


def cell(cellen: list[str], plek: int) -> str | None:
    """None where the row is too short."""
    return cellen[plek] if plek < len(cellen) else None


def below(kop: int, begin: Sequence[Rij], rest: Iterator[Rij]) -> Iterator[tuple[int, Rij]]:
    """The rows under the header, with their number in the file. `kop`: the last row of the header, in `begin`, which
    are the rows that were read to find it; `rest`: those that come after."""
    yield from enumerate(begin[kop + 1 :], kop + 2)
    yield from enumerate(rest, len(begin) + 1)


def whole(waarde: str) -> str:
    """`23.700`, `23 700` and `23700.0` are 23700; what is no whole number stays, to be rejected where it is seen."""
    if not _GETAL.fullmatch(waarde):
        return waarde
    if re.search(r"[.,]0+$", waarde) and not re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+", waarde):
        waarde = re.sub(r"[.,]0+$", "", waarde)
    return re.sub(r"[. ]", "", waarde)
