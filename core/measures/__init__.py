"""The policy: one maat = <theme>/<id>.yaml with its words and examples, and <id>.py with one function.

`measure(tables)` returns what one row adds. A maat that divides two others needs no function: its YAML is
enough when <id>.py returns a Quotient. Found by looking, so there is no list to forget.
"""

import functools
import importlib
from pathlib import Path

import yaml
from pydantic import ValidationError

from core.engine.rekenen import Catalogus
from core.engine.tabellen import tabellen_van_maten
from core.model.maat import Maat

MAP = Path(__file__).parent


@functools.cache
def load_catalogus() -> Catalogus:
    """Every maat, its words checked strictly; all mistakes of all files in one error."""
    maten, fouten = {}, []
    for pad in sorted(MAP.glob("*/*.yaml")):
        try:
            maat = Maat(id=pad.stem, theme=pad.parent.name, **yaml.safe_load(pad.read_text("utf-8")))
        except (ValidationError, TypeError, yaml.YAMLError) as fout:
            fouten.append(f"{pad.parent.name}/{pad.name}: {fout}")
            continue
        if pad.stem in maten:
            fouten.append(f"{pad.stem}: twice")
        maten[pad.stem] = maat
    if fouten:
        raise ValueError("\n".join(fouten))
    tables = tabellen_van_maten()
    bijdragen = {m.id: importlib.import_module(f"core.measures.{m.theme}.{m.id}").measure(tables)
                 for m in maten.values()}
    return Catalogus(maten, bijdragen)
