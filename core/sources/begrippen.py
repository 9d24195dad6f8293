"""The words of the field, each explained once (core/model/begrippen.yaml)."""

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from core.model import strict_yaml
from core.model.maat import Streng

BESTAND = Path(__file__).resolve().parents[1] / "model" / "begrippen.yaml"


class Begrip(Streng):
    """`ook`: other words for the same thing."""

    naam: str
    uitleg: str
    ook: tuple[str, ...] = ()


class Thema(Streng):
    thema: str
    begrippen: tuple[Begrip, ...]


@cache
def begrippen() -> tuple[Thema, ...]:
    """All words by theme, in the order of the file."""
    return TypeAdapter(tuple[Thema, ...]).validate_python(strict_yaml.load(BESTAND.read_text("utf-8")))
