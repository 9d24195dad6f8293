"""The policy: one maat = <theme>/<id>.yaml with its words and examples, and <id>.py with one function.

`measure(tables)` returns what one row adds. A maat that divides two others needs no function: its YAML is
enough when <id>.py returns a Quotient. Found by looking, so there is no list to forget.
"""

import functools
import importlib
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from core.engine.count.contribution import Bijdrage
from core.engine.count.series import Catalogus
from core.engine.count.tables import tabellen_van_maten
from core.model.maat import Maat

MAP = Path(__file__).parent
_LEZER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C: ten times as fast, at every start


@functools.cache
def load_catalogus() -> Catalogus:
    """Every maat, its words checked strictly; all mistakes of all files in one error."""
    maten, fouten = {}, []
    for pad in sorted(MAP.glob("*/*.yaml")):
        try:
            maat = Maat(id=pad.stem, theme=pad.parent.name, **yaml.load(pad.read_text("utf-8"), _LEZER))
        except (ValidationError, TypeError, yaml.YAMLError) as fout:
            fouten.append(f"{pad.parent.name}/{pad.name}: {fout}")
            continue
        if pad.stem in maten:
            fouten.append(f"{pad.stem}: twice")
        maten[pad.stem] = maat
    if fouten:
        raise ValueError("\n".join(fouten))
    return Catalogus("maten", maten, Bijdragen(maten))


class Bijdragen(Mapping):
    """What each maat adds, asked of its function when it is first needed: building an expression takes time,
    and most questions are about a few maten."""

    def __init__(self, maten: dict[str, Maat]):
        self._maten = maten
        self._bekend: dict[str, Bijdrage] = {}

    def __getitem__(self, maat_id: str) -> Bijdrage:
        if maat_id not in self._bekend:
            module = importlib.import_module(f"core.measures.{self._maten[maat_id].theme}.{maat_id}")
            self._bekend[maat_id] = module.measure(_tabellen())
        return self._bekend[maat_id]

    def __iter__(self):
        return iter(self._maten)

    def __len__(self) -> int:
        return len(self._maten)


@functools.cache
def _tabellen():
    return tabellen_van_maten()
