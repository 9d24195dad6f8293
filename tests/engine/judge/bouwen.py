"""Short ways to write series and goals in the tests of the verdict."""

from datetime import date

from core.engine.judge.dates import read_periode
from core.model.doel import Basis, Bron, Doel, Doelwaarde
from core.model.oordeel import Punt


def punt(periode, waarde, **anders) -> Punt:
    return Punt(str(periode), read_periode(periode)[1], waarde, **anders)


def reeks(**waarden) -> list[Punt]:
    """reeks(j2021=100, j2022=90) -> a point per year."""
    return [punt(naam[1:], waarde) for naam, waarde in waarden.items()]


def goal(
    soort: str,
    waarde: float | None = None,
    *,
    richting: str = "omlaag",
    datum: date | None = date(2025, 12, 31),
    basis: Basis | None = None,
    **anders,
) -> Doel:
    """A goal with baseline year 2021 (or `basis`) and target day 31-12-2025."""
    return Doel(
        id="T-01",
        label="proef",
        soort="ontwikkelopgave",
        niveau="prestatie",
        prioriteit="A",
        richting=richting,
        databron="registratie",
        eenheid="aantal",
        basis=basis or Basis(jaar=2021),
        doel=Doelwaarde(soort=soort, waarde=waarde, datum=datum, **anders),
        bronnen=(Bron(title="proef"),),
        definitie="proef",
        per_aanbieder=True,
    )
