"""A pair of figures that are read together: data, strict."""

from typing import Literal

from pydantic import Field

from core.model.maat import Streng


class Lid(Streng):
    """One of the two: a maat, which way is better, and what limits it."""

    maat: str
    richting: Literal["omlaag", "omhoog"]
    filter: dict[str, tuple[str, ...]] = {}
    label: str | None = None


class Tweeling(Streng):
    """A pair, why it is one, and where it comes from. `bij`: other maten beside which it is shown too."""

    id: str
    label: str
    een: Lid
    ander: Lid
    bij: tuple[str, ...] = ()
    reden: str = Field(min_length=10)
    bron: str = Field(min_length=5)

    def belongs_to(self, maat_id: str | None) -> bool:
        return maat_id in (self.een.maat, self.ander.maat, *self.bij)
