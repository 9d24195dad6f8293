"""The words of the field, each explained once (core/model/begrippen.yaml)."""

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, model_validator

from core.model import strict_yaml
from core.model.maat import Streng

BESTAND = Path(__file__).resolve().parents[1] / "model" / "begrippen.yaml"


class Begrip(Streng):
    """`ook`: other words for the same thing. `vaktaal`: those of them (or the name itself) that never stand on a screen
    without the explanation within reach."""

    naam: str
    uitleg: str
    ook: tuple[str, ...] = ()
    vaktaal: tuple[str, ...] = ()

    @model_validator(mode="after")
    def vaktaal_is_of_this_word(self) -> "Begrip":
        if vreemd := set(self.vaktaal) - {self.naam, *self.ook}:
            raise ValueError(f"vaktaal that is no word of {self.naam}: {', '.join(sorted(vreemd))}")
        return self


class Thema(Streng):
    thema: str
    begrippen: tuple[Begrip, ...]


@cache
def begrippen() -> tuple[Thema, ...]:
    """All words by theme, in the order of the file."""
    return TypeAdapter(tuple[Thema, ...]).validate_python(strict_yaml.load(BESTAND.read_text("utf-8")))
