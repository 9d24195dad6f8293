"""Section 3: cells, periods and figures, shared by every maat of the recount. Literal, slow on purpose.

`MATEN[id].functie(telling, van, tot, cel)` returns {cell: Uitkomst}. `cel(gemeente, gi, segment)` gives the
cell of a row, or None when a filter leaves it out. A stock is that of the last day of the period, so a stock
on a day is `van == tot`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from tests.natelling.regels import Telling

Cel = tuple
Celmaker = Callable[[str | None, str | None, str | None], Cel | None]


@dataclass
class Uitkomst:
    """Figures of one cell; n = how many rows or children stand behind it. None = empty."""

    teller: Fraction | int | None
    noemer: Fraction | int | None
    waarde: Fraction | int | None
    n: int


@dataclass
class Maat:
    functie: Callable[[Telling, date, date, Celmaker], dict[Cel, Uitkomst]]
    tabellen: tuple[str, ...]
    dimensies: tuple[str, ...] = ("gemeente", "gi")
    stand: bool = False
    optelbaar: bool = False
    leeg: bool = False  # nothing to count is empty, not 0
    volgdagen: int = 0
    euro: bool = False


MATEN: dict[str, Maat] = {}


def maat(id_: str, *tabellen: str, **eigenschappen):
    def leg_vast(functie):
        MATEN[id_] = Maat(functie, tabellen, **eigenschappen)
        return functie

    return leg_vast


def verdeel(paren) -> dict[Cel, list]:
    """Group (cell, item) pairs; pairs without a cell are filtered out."""
    uit: dict[Cel, list] = defaultdict(list)
    for cel, item in paren:
        if cel is not None:
            uit[cel].append(item)
    return uit


def aantal(paren) -> dict[Cel, Uitkomst]:
    return {c: Uitkomst(len(x), None, len(x), len(x)) for c, x in verdeel(paren).items()}


def uniek(paren) -> dict[Cel, Uitkomst]:
    return aantal((c, i) for c, i in set(paren))


def aandeel(paren) -> dict[Cel, Uitkomst]:
    """Pairs (cell, bool): the share that is true."""
    return {c: Uitkomst(sum(x), len(x), Fraction(sum(x), len(x)), len(x)) for c, x in verdeel(paren).items()}


def mediaan(paren) -> dict[Cel, Uitkomst]:
    return {c: Uitkomst(None, None, median([Fraction(i) for i in x]), len(x)) for c, x in verdeel(paren).items()}


def gemiddelde(paren) -> dict[Cel, Uitkomst]:
    return {c: Uitkomst(sum(x), len(x), Fraction(sum(x), len(x)), len(x)) for c, x in verdeel(paren).items()}


def som(paren) -> dict[Cel, Uitkomst]:
    return {c: Uitkomst(sum(x), None, sum(x), len(x)) for c, x in verdeel(paren).items()}


def plek(cel: Celmaker, rij) -> Cel | None:
    """Cell of a row by its own columns."""
    return cel(rij.waarden["gemeente"], rij.waarden.get("gi"), rij.waarden.get("segment"))


# --- periods --------------------------------------------------------------------------------------------

MAANDEN = {"jaar": 12, "halfjaar": 6, "kwartaal": 3, "maand": 1}


def perioden(per: str, van: date, tot: date) -> list[tuple[str, date, date]]:
    """(label, first day, last day) of every whole period within van..tot."""
    uit, stap = [], MAANDEN[per]
    for jaar in range(van.year, tot.year + 1):
        for i in range(12 // stap):
            a = date(jaar, i * stap + 1, 1)
            b = date(jaar + (i + 1) * stap // 12, (i + 1) * stap % 12 + 1, 1) - timedelta(1)
            label = {
                "jaar": f"{jaar}",
                "halfjaar": f"{jaar}-H{i + 1}",
                "kwartaal": f"{jaar}-Q{i + 1}",
                "maand": f"{jaar}-{i + 1:02d}",
            }[per]
            if van <= a and b <= tot:
                uit.append((label, a, b))
    return uit


def maak_cel(splits: tuple[str, ...], filters: dict[str, set[str]]) -> Celmaker:
    """The cell of a row: its values in the split columns, or None when a filter leaves it out."""

    def cel(gemeente, gi, segment):
        plek = {"gemeente": gemeente, "gi": gi, "segment": segment}
        if any(plek[k] not in waarden for k, waarden in filters.items()):
            return None
        return tuple(plek[k] or "" for k in splits)

    return cel


def meetbaar(t: Telling, m: Maat, van: date, tot: date) -> bool:
    """The period lies within what the tables cover: it ends, with its follow-up, on or before the earliest
    data date, and begins no sooner than the delivery does when that was given at import.

    ambiguous: without a given begin the coverage has no begin (other reading: the first date in the data).
    """
    dagen = [t.tm.get(tabel) for tabel in m.tabellen]
    if None in dagen or (t.van and van < t.van):
        return False
    return tot + timedelta(m.volgdagen) <= min(dagen)
