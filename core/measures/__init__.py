"""The policy: one maat = <theme>/<id>.yaml with its words and examples, and <id> in <theme>/maten.py, one function.

`<id>(tables)` returns what one row adds. A maat that divides two others (`divide`) or is a known word about measures
of some types (`known`) needs no function. Found by looking, so there is no list to forget.
"""

import functools
import hashlib
import importlib
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from core.engine import count
from core.engine.count.catalogus import Catalogus
from core.engine.count.contribution import Bijdrage, Quotient, set_apart
from core.engine.count.tables import tabellen_van_maten
from core.measures import blocks
from core.model import strict_yaml
from core.model.maat import Maat, part_errors

MAP = Path(__file__).parent
_COUNT = Path(count.__file__).parent  # selects, groups and divides what a maat adds


@functools.cache
def load_catalogus() -> Catalogus:
    """Every maat, its words checked strictly; all mistakes of all files in one error."""
    maten, fouten = {}, []
    for pad in sorted(MAP.glob("*/*.yaml")):
        try:
            maat = Maat(id=pad.stem, theme=pad.parent.name, **strict_yaml.load(pad.read_text("utf-8")))
        except (ValidationError, TypeError, yaml.YAMLError) as fout:
            fouten.append(f"{pad.parent.name}/{pad.name}: {fout}")
            continue
        if pad.stem in maten:
            fouten.append(f"{pad.stem}: twice")
        maten[pad.stem] = maat
    if fouten := fouten or part_errors(maten):
        raise ValueError("\n".join(fouten))
    return Catalogus("maten", maten, Bijdragen(maten))


@functools.cache
def definitieversie() -> str:
    """Changes when the words of a maat or how it is counted change: two figures with the same one can be compared."""
    som = hashlib.sha256()
    delen = [*MAP.rglob("*.yaml"), *MAP.rglob("*.py"), *_COUNT.rglob("*.py")]
    for pad in sorted(delen, key=lambda p: p.relative_to(MAP.parent).as_posix()):
        som.update(pad.read_text("utf-8").encode())  # as text: the same on a disk with other line ends
    return som.hexdigest()[:8]


class Bijdragen(Mapping):
    """What each maat adds, asked of its function when it is first needed: building an expression takes time,
    and most questions are about a few maten."""

    def __init__(self, maten: dict[str, Maat]):
        self._maten = maten
        self._bekend: dict[str, Bijdrage] = {}

    def __getitem__(self, maat_id: str) -> Bijdrage:
        if maat_id not in self._bekend:
            self._bekend[maat_id] = contribution(self._maten[maat_id])
        return self._bekend[maat_id]

    def __iter__(self):
        return iter(self._maten)

    def __len__(self) -> int:
        return len(self._maten)


def contribution(maat: Maat) -> Bijdrage:
    """What one row adds to a maat. Raises AttributeError when neither its YAML nor its theme says so."""
    if maat.divide:
        return Quotient(*maat.divide, rest=maat.rest)
    if maat.known:
        return blocks.known(_tabellen(), maat.known)
    return set_apart(getattr(importlib.import_module(f"core.measures.{maat.theme}.maten"), maat.id)(_tabellen()))


@functools.cache
def _tabellen():
    return tabellen_van_maten()
