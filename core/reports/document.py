"""A report as it leaves: chapters of blocks. A block says which rows of the frame it shows: every figure of a table or
a line is there, so that the guard at the door sees it. What is said in words (a verdict, a path, what was decided) can
hold figures too; those are of the view that made the document, and no other view lets it through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from core.charts.grammar import Grafiek
from core.model.doel import Reeksbreuk
from core.model.oordeel import Uitkomst

# Of the frame of a report. `blok`: of which block; `wat`: which figure, in words; `deel`: of which part of a split.
KOLOMMEN = [
    "blok",
    "wat",
    "deel",
    "doel",
    "maat",
    "periode",
    "van",
    "tot",
    "peildatum",
    "teller",
    "noemer",
    "waarde",
    "n",
    "laag",
    "hoog",
    "eenheid",
    "basis",
    "doelwaarde",
    "padwaarde",
    "oordeel",
    "voorlopig",
    "reden",
]


@dataclass(frozen=True)
class Blok:
    """`soort`: tekst (`zinnen` as paragraphs), lijst (as bullets), overzicht (a row per figure, a column per period),
    delen (a row per part, a column per period), doelen (a row per goal, `zinnen` under it), veranderd (a row per goal,
    its figure of then and now) or reeks (a chart). `id`: of its rows, with `wat` only those of one figure. `kolom`:
    what the parts are. `uitkomst`, `breuken`: the path and the breaks of a chart."""

    soort: Literal["tekst", "lijst", "overzicht", "delen", "doelen", "veranderd", "reeks"]
    id: str = ""
    wat: str = ""
    titel: str = ""
    zinnen: tuple[str, ...] = ()
    eenheid: str = ""
    kolom: str = ""
    uitkomst: Uitkomst | None = field(default=None, hash=False)
    breuken: tuple[Reeksbreuk, ...] = ()


@dataclass(frozen=True)
class Plaatje:
    """A chart that leaves as a picture. `teken` makes it of the rows that the guard let through; `weergave`: of which
    view its words are, and what is no row (the whole of parts, the limits of a funnel, curves)."""

    teken: Callable[[pd.DataFrame], Grafiek] = field(hash=False)
    weergave: str


@dataclass(frozen=True)
class Hoofdstuk:
    titel: str
    blokken: tuple[Blok, ...] = ()


@dataclass(frozen=True)
class Document:
    """What stands in a report, beside the rows of its figures. `weergave`: of which view its words are (the name of its
    Weergave). `compact`: it has to fit on one page."""

    hoofdstukken: tuple[Hoofdstuk, ...]
    weergave: str
    compact: bool = False
    sjabloon: bytes | None = field(default=None, repr=False)
