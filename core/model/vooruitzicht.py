"""Where a series is heading: its line on a day that is still to come."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Vooruitzicht:
    """The value of the line on `dag`, with the 95% interval of the mean (where the line lies) and the wider
    one of a new observation (where the figure of that day falls); None with fewer than three figures. `vanaf`
    and `begin`: day and height of the line at the last figure."""

    dag: date
    waarde: float
    vanaf: date
    begin: float
    gemiddelde_laag: float | None = None
    gemiddelde_hoog: float | None = None
    waarneming_laag: float | None = None
    waarneming_hoog: float | None = None
