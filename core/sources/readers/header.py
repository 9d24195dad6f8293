"""Where the header is: titles above it, two merged header rows and empty rows do not matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.sources.recognition.names import normaal

ZOEK_RIJEN = 30
_JAAR = re.compile(r"(?:19|20)\d\d(?:\s?\*+)?")
Rij = Sequence[str | None]


@dataclass(frozen=True)
class Kop:
    """`rij`: index of the last header row; `hoogte`: rows it takes; `namen`: text per column, None when
    empty. `bekend`: how many different known columns it names."""

    rij: int
    hoogte: int
    namen: tuple[str | None, ...]
    bekend: int


def look_up_header(rijen: Sequence[Rij], bekend: frozenset[str]) -> Kop | None:
    """The header among the first rows: the row, or two rows together, that name most known columns.

    `bekend` holds normal names (herkennen.namen.normaal). Fewer than two known names is no header.
    """
    rijen = rijen[:ZOEK_RIJEN]
    los = [(i, 1, tuple(_tekst(c) for c in rij)) for i, rij in enumerate(rijen)]
    paren = [(i + 1, 2, _together(rijen[i], rijen[i + 1], bekend)) for i in range(len(rijen) - 1)]
    beste = None
    for rij, hoogte, namen in los + paren:  # two rows only where that names more than any single row
        aantal = len({normaal(n) for n in namen if n} & bekend)
        if aantal >= 2 and (beste is None or aantal > beste.bekend):
            beste = Kop(rij, hoogte, namen, aantal)
    return beste


def mogelijke_kop(rijen: Sequence[Rij]) -> Kop | None:
    """A row that could be a header with names nobody knows: the first well-filled row of different texts
    without a number (a year is a name: totals per year), above other rows."""
    breedte = max((sum(1 for c in r if c) for r in rijen[:ZOEK_RIJEN]), default=0)
    for i, rij in enumerate(rijen[:ZOEK_RIJEN]):
        gevuld = [c.strip() for c in rij if c and c.strip()]
        if len(gevuld) >= max(2, 0.6 * breedte):
            los = len(set(gevuld)) == len(gevuld) and not any(_cijfers(c) and not _JAAR.fullmatch(c) for c in gevuld)
            los = los and not all(_JAAR.fullmatch(c) for c in gevuld)
            return Kop(i, 1, tuple(_tekst(c) for c in rij), 0) if los else None
    return None


def unieke_namen(namen: Sequence[str]) -> list[str]:
    """`bedrag`, `bedrag (2)`. The name of the column with row numbers is taken."""
    uit: dict[str, None] = {}
    volgende: dict[str, int] = {}
    for basis in namen:
        naam = basis
        while naam in uit or naam == "__rij__":
            volgende[basis] = volgende.get(basis, 1) + 1
            naam = f"{basis} ({volgende[basis]})"
        uit[naam] = None
    return list(uit)


def kolomletter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _tekst(cel: str | None) -> str | None:
    return " ".join(cel.split()) or None if cel else None


def _cijfers(cel: str) -> bool:
    return sum(c.isdigit() for c in cel) * 2 >= len(cel)


def _together(boven: Rij, onder: Rij, bekend: frozenset[str]) -> tuple[str | None, ...]:
    """Two header rows as one. A merged upper cell covers the empty cells to its right. The lower text is the
    name, unless only both together are known or the lower text appears more than once."""
    breedte = max(len(boven), len(onder))
    bovenste = [_tekst(boven[i]) if i < len(boven) else None for i in range(breedte)]
    onderste = [_tekst(onder[i]) if i < len(onder) else None for i in range(breedte)]
    namen: list[str | None] = []
    groep = None
    for los, eigen in zip(bovenste, onderste, strict=True):
        groep = los or (groep if eigen else None)
        if not eigen:
            namen.append(los)
            continue
        dubbel = onderste.count(eigen) > 1
        samen = f"{groep} {eigen}" if groep else eigen
        alleen_samen = normaal(eigen) not in bekend and normaal(samen) in bekend
        namen.append(samen if groep and (dubbel or alleen_samen) else eigen)
    return tuple(namen)
