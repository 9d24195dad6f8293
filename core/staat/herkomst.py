"""Whose a scenario, note or decision is, and who may see it: the same columns beside each of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True)
class Herkomst:
    """`eigenaar`: who made it (None: kept before owners were); `bereik`: the gemeenten whose figures may be in it
    (None: of all); `intern`: made beside exact figures. What is not known is taken as narrow as it can be."""

    eigenaar: str | None = None
    bereik: tuple[str, ...] | None = None
    intern: bool = True

    def visible(self, bereik: Sequence[str] | None, intern: bool) -> bool:
        """To a reader of these gemeenten (None: all), who sees exact figures now or not."""
        binnen = bereik is None or (self.bereik is not None and set(self.bereik) <= set(bereik))
        return binnen and (intern or not self.intern)

    def may_change(self, wie: str, beheert: bool) -> bool:
        """Only who made it, or a beheerder."""
        return beheert or (self.eigenaar is not None and self.eigenaar == wie)


ONBEKEND = Herkomst()


def columns() -> tuple[sa.Column, ...]:
    """The columns of a Herkomst, empty in what an older version kept."""
    return (sa.Column("eigenaar", sa.String(600)), sa.Column("bereik", sa.Text), sa.Column("intern", sa.Boolean))


def as_row(herkomst: Herkomst) -> dict:
    bereik = None if herkomst.bereik is None else json.dumps(sorted(herkomst.bereik))
    return {"eigenaar": herkomst.eigenaar, "bereik": bereik, "intern": herkomst.intern}


def from_row(rij) -> Herkomst:
    """Raises ValueError when the row was tampered with."""
    bereik = None if rij.bereik is None else tuple(str(c) for c in json.loads(rij.bereik))
    return Herkomst(rij.eigenaar, bereik, rij.intern is not False)
