"""What part of a region's figure a gemeente, GI or segment is: said instead of holding a part to what was agreed
for the whole."""

import math
from dataclasses import dataclass

from core.model import wording
from core.model.doel import Doel
from core.model.oordeel import Punt, Uitkomst
from core.model.selectie import Selectie


@dataclass(frozen=True)
class Regiodeel:
    """`deel` of `geheel` in `eenheid` (cases behind a share or mean), both of `periode`; `aandeel` 0-1. `doelwaarde`:
    the target of the region. `zin`: all of it in one or two Dutch sentences."""

    periode: str
    deel: float
    geheel: float
    eenheid: str
    doelwaarde: float | None
    zin: str

    @property
    def aandeel(self) -> float:
        return self.deel / self.geheel


def is_part(doel: Doel, selectie: Selectie, splits: tuple[str, ...], codes: tuple[str, ...]) -> bool:
    """Whether a selection, or a cell of its split, is less than what the goal was agreed for. `codes`: the gemeenten
    of the region; all of them together are no part, and neither is the goal's own filter."""
    geheel = {k: set(v) for k, v in doel.filter.items()}
    if codes:
        geheel.setdefault("gemeente", set(codes))
    gekozen = ((k, set(w)) for k, w in selectie.filters if w)
    return bool(splits) or any(not geheel.get(k) or not geheel[k] <= w for k, w in gekozen)


def part_of_region(
    eigen: Punt | None, regio: Punt | None, soort: str, eenheid: str, uitkomst: Uitkomst
) -> Regiodeel | None:
    """The part that `eigen` is of `regio`, two points of one period; None when one of them is not known or the region
    has nothing. `uitkomst`: what the region's own series says."""
    deel, geheel = (_cases(p, soort) for p in (eigen, regio))
    if deel is None or not geheel or deel > geheel * (1 + 1e-9):
        return None
    woord = eenheid if soort in ("aantal", "bedrag") else "gevallen"
    zin = (
        f"Dit is {_figure(deel, woord)} van de {wording.with_eenheid(geheel, woord)} in de hele regio "
        f"({wording.procent(deel / geheel, 0)})."
    )
    if uitkomst.doelwaarde is not None:
        doel = wording.with_eenheid(_whole(uitkomst, eenheid), eenheid)
        zin += f" Het doel van {doel} is voor de regio afgesproken; daar is het oordeel: {uitkomst.oordeel.value}."
    return Regiodeel(eigen.periode, deel, geheel, woord, uitkomst.doelwaarde, zin)


def _cases(punt: Punt | None, soort: str) -> float | None:
    if punt is None or punt.waarde is None:
        return None
    if soort in ("aantal", "bedrag") and punt.noemer is None:
        return punt.waarde
    return punt.noemer if punt.noemer is not None else punt.n


def _figure(x: float, eenheid: str) -> str:
    return wording.waarde(x, eenheid)


def _whole(uitkomst: Uitkomst, eenheid: str) -> float:
    """Children are whole: a target of at most 35,2 is 35, and of at least 35,2 it is 36."""
    doel = uitkomst.doelwaarde
    if eenheid not in wording.TELBAAR:
        return doel
    omhoog = uitkomst.basis is not None and doel > uitkomst.basis
    return float(math.ceil(doel - 1e-9) if omhoog else math.floor(doel + 1e-9))
