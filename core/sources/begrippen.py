"""The words of the field, each explained once (core/model/begrippen.yaml)."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

BESTAND = Path(__file__).resolve().parents[1] / "model" / "begrippen.yaml"


class _Streng(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Begrip(_Streng):
    """`ook`: other words for the same thing."""

    naam: str
    uitleg: str
    ook: tuple[str, ...] = ()


class Thema(_Streng):
    thema: str
    begrippen: tuple[Begrip, ...]


@cache
def begrippen() -> tuple[Thema, ...]:
    """All words by theme, in the order of the file."""
    return TypeAdapter(tuple[Thema, ...]).validate_python(yaml.safe_load(BESTAND.read_text("utf-8")))
