"""The pairs of data/tweelingen.yaml, checked strictly: every maat exists and every filter is one it knows."""

import functools
from pathlib import Path

from pydantic import TypeAdapter

from core.measures import load_catalogus
from core.model import strict_yaml
from core.model.tweeling import Tweeling

BESTAND = Path(__file__).parents[2] / "data" / "tweelingen.yaml"


@functools.cache
def load_tweelingen(pad: Path = BESTAND) -> tuple[Tweeling, ...]:
    """Every pair; raises ValueError with all mistakes together."""
    paren = TypeAdapter(tuple[Tweeling, ...]).validate_python(strict_yaml.load(pad.read_text("utf-8")))
    maten, fouten = load_catalogus().maten, []
    for paar in paren:
        for maat_id in (paar.een.maat, paar.ander.maat, *paar.bij):
            if maat_id not in maten:
                fouten.append(f"{paar.id}: unknown maat {maat_id}")
        for lid in (paar.een, paar.ander):
            onbekend = set(lid.filter) - set(maten[lid.maat].dimensions if lid.maat in maten else lid.filter)
            fouten += [f"{paar.id}: {lid.maat} cannot be filtered by {k}" for k in sorted(onbekend)]
    ids = [p.id for p in paren]
    fouten += [f"{i}: twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    if fouten:
        raise ValueError("\n".join(fouten))
    return paren
