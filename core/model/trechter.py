"""A funnel: the parts of a region beside each other, each against its size, within the limits of chance."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Trechter:
    """`punten`: naam, grootte, waarde, buiten ("95%" or "99,8%": the widest limit that it lies outside, else ""), kant
    (hoger, lager or ""). `lijnen`: grens, grootte, laag, hoog. `samen`: the figure of all parts together. `as_x`: what
    the size is, in words. `klein`: names of parts with too few cases to draw; `dicht`: those that may not be shown.
    `leeg`: those that cannot be a rate, because nobody knows how many live there. `uitleg`: how the limits were made;
    `reden`: why there are none, one sentence, "" when there are. `onbekend`: of how many cases is not known to which
    part they belong, in a sentence, "" when it is of all."""

    punten: pd.DataFrame = field(hash=False)
    lijnen: pd.DataFrame = field(hash=False)
    samen: float = float("nan")
    periode: str = ""
    as_x: str = ""
    klein: tuple[str, ...] = ()
    dicht: tuple[str, ...] = ()
    leeg: tuple[str, ...] = ()
    uitleg: str = ""
    reden: str = ""
    onbekend: str = ""

    @property
    def different(self) -> tuple[str, ...]:
        """The names outside the widest limits, by name."""
        return tuple(sorted(self.punten.loc[self.punten["buiten"] == BREEDST, "naam"]))

    @property
    def scattered(self) -> bool:
        """Whether so many lie outside the narrow limits that chance alone is no good yardstick; a single one may."""
        buiten = int((self.punten["buiten"] != "").sum())
        return buiten > max(1, VEEL * len(self.punten))


# One in 20, and one in 500, by chance alone.
SMALST, BREEDST = "95%", "99,8%"
# The share of the parts outside the 95% limits from where something else than chance is at work.
VEEL = 0.2
