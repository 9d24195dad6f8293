"""Rules for the quality of data: one small file per rule, found by looking in this folder.

A rule file has CODE (stable), ERNST, TABELLEN, VELDEN (the first one that the table has is shown), TITEL,
MELDING (what is wrong and what to do), VOORBEELD (a pipe table with a column `raak`; the test of the rule)
and one function:

    vind(rijen, context) -> boolean mask           over the rows of one table, or
    vind_over(tabellen, context) -> table -> mask  over the accepted rows of a whole import

Of a large table `vind` gets some rows at a time, so it judges each row by itself; a rule that sets rows of one table
beside each other says SAMEN = True, and gets them all. A `fout` rejects the row, so only `vind` may have it; null in a
mask is "no". A rule over an import runs when all tables in NODIG (default: TABELLEN) are there. Files that begin with
an underscore are no rules."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import ModuleType

import numpy as np
import pyarrow as pa

from core.model.schema import TABELLEN
from core.sources.kwaliteit._defects import GEBREKEN

ERNSTEN = ("fout", "waarschuwing", "melding")
_BLOK = 1 << 20  # rows


@dataclass(frozen=True)
class Context:
    """What a rule may know beside the rows. `tm`: data date; `doelen`: known ids of goals, `percentages`:
    those of them that are a share (None: not known, then rules on them are silent); `gemiddelden`: those that
    are an average."""

    vandaag: date
    tm: date | None = None
    doelen: frozenset[str] | None = None
    percentages: frozenset[str] | None = None
    gemiddelden: frozenset[str] = frozenset()

    @property
    def peildag(self) -> date:
        """The data date, today while it is not known."""
        return self.tm or self.vandaag


@dataclass(frozen=True)
class Beschrijving:
    """What every finding code means, for lists and pages."""

    code: str
    ernst: str
    titel: str
    melding: str
    tabellen: tuple[str, ...] = ()
    velden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regel(Beschrijving):
    """One rule file; exactly one of `vind` and `vind_over` is there."""

    vind: Callable | None = None
    vind_over: Callable | None = None
    samen: bool = False
    nodig: tuple[str, ...] = ()
    voorbeeld: str | dict = field(default="", hash=False)

    def veld(self, tabel: str) -> str:
        """The column of this table whose value a finding shows."""
        namen = [k.naam for k in TABELLEN[tabel].kolommen]
        return next(veld for veld in self.velden if veld in namen)


@cache
def regels() -> tuple[Regel, ...]:
    """All rules, by code. Raises ValueError with every error in the rule files at once."""
    namen = [m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")]
    return read_regels(importlib.import_module(f"{__name__}.{naam}") for naam in namen)


def read_regels(modules: Iterable[ModuleType]) -> tuple[Regel, ...]:
    """Rules of these modules, by code; raises ValueError when one is wrong or two share a code."""
    gevonden: dict[str, str] = {code: "_gebreken" for code in GEBREKEN}
    goed, fouten = [], []
    for module in modules:
        naam = module.__name__.rpartition(".")[2]
        try:
            regel = _regel(module)
        except (AttributeError, ValueError, StopIteration, KeyError) as fout:
            fouten.append(f"{naam}: {fout!r}")
            continue
        if regel.code in gevonden:
            fouten.append(f"{naam}: code {regel.code} is also in {gevonden[regel.code]}")
        gevonden[regel.code] = naam
        goed.append(regel)
    if fouten:
        raise ValueError("Rules that are not right: " + "; ".join(fouten))
    return tuple(sorted(goed, key=lambda regel: regel.code))


@cache
def beschrijvingen() -> dict[str, Beschrijving]:
    """Code -> what it means: faults of cells and columns (K...), then the rules."""
    gebreken = {code: Beschrijving(code, *delen) for code, delen in GEBREKEN.items()}
    return gebreken | {regel.code: regel for regel in regels()}


def _regel(module: ModuleType) -> Regel:
    vind, vind_over = getattr(module, "vind", None), getattr(module, "vind_over", None)
    if (vind is None) == (vind_over is None):
        raise ValueError("needs vind or vind_over, and not both")
    if module.ERNST not in ERNSTEN or (vind_over and module.ERNST == "fout"):
        raise ValueError(f"ERNST {module.ERNST!r}")
    regel = Regel(
        module.CODE,
        module.ERNST,
        module.TITEL,
        module.MELDING,
        module.TABELLEN,
        module.VELDEN,
        vind,
        vind_over,
        getattr(module, "SAMEN", False),
        getattr(module, "NODIG", module.TABELLEN),
        module.VOORBEELD,
    )
    for tabel in regel.tabellen:
        regel.veld(tabel)
    return regel


def hits(regel: Regel, rijen: pa.Table, context: Context) -> np.ndarray:
    """The mask of a rule over the rows of one table."""
    stap = max(rijen.num_rows, 1) if regel.samen else _BLOK
    delen = [regel.vind(rijen.slice(van, stap), context) for van in range(0, max(rijen.num_rows, 1), stap)]
    return np.concatenate([masker(deel).to_numpy(zero_copy_only=False) for deel in delen])


def masker(uitkomst: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A mask of a rule as one boolean array without nulls."""
    if isinstance(uitkomst, pa.ChunkedArray):
        uitkomst = uitkomst.combine_chunks()
    return uitkomst.cast(pa.bool_()).fill_null(False)
