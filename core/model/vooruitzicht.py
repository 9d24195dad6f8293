"""What a figure is expected to be on a day that is still to come."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Vooruitzicht:
    """The expected figure of `dag` with its 95% interval (None when the margin is not known). `vanaf` and `begin`: day
    and height of the newest known figure, where the line starts."""

    dag: date
    waarde: float
    vanaf: date
    begin: float
    waarneming_laag: float | None = None
    waarneming_hoog: float | None = None
