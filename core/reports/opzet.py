"""What a report holds: its chapters are data (data/rapporten/*.yaml), strict. No figure and no code in it."""

import functools
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from core.model import strict_yaml
from core.model.doel import Doel, Doelwaarde
from core.model.maat import Bron, Eenheid, Streng
from core.model.selectie import Per

MAP = Path(__file__).resolve().parents[2] / "data" / "rapporten"
SOORTEN = ("tafelblad", "kwartaal", "presentatie", "cijferboek")
_GEVRAAGD = "gevraagd"  # the file that is no report


class Cijfer(Streng):
    """A maat in a report. `filter` limits it beyond what the reader chose, `label` then says to what."""

    maat: str
    filter: dict[str, tuple[str, ...]] = {}
    label: str | None = None


class Deel(Cijfer):
    """A maat by the parts of one column, over the years."""

    kolom: Literal["gemeente", "segment", "gi"]


class Doelkeuze(Streng):
    """Which goals: those that need attention, those that go well, or all; `over_maten`: only about the maten of the
    chapter. `grafiek`: each with its own chart."""

    kant: Literal["aandacht", "goed", "alle"]
    hoogstens: int = Field(gt=0)
    prioriteit: tuple[Literal["A", "B", "C"], ...] = ()
    over_maten: bool = False
    grafiek: bool = False


class Hoofdstuk(Streng):
    """`thema`: every maat of a theme. `gevraagd`: figures of data/rapporten/gevraagd.yaml, also by the columns of
    `gevraagd_per`. `besluiten`: how many open goals and decisions. `bij`: who can deliver what is not there."""

    titel: str
    uitleg: str = ""
    maten: tuple[Cijfer, ...] = ()
    thema: str | None = None
    grafieken: bool = True
    delen: tuple[Deel, ...] = ()
    doelen: Doelkeuze | None = None
    gevraagd: tuple[str, ...] = ()
    gevraagd_per: tuple[Literal["gemeente", "segment"], ...] = ()
    besluiten: int = 0
    bij: str = ""

    @field_validator("maten", mode="before")
    @classmethod
    def a_name_alone_is_a_maat(cls, maten):
        return [{"maat": m} if isinstance(m, str) else m for m in maten]


class Opzet(Streng):
    """A report. `per`: its periods when the reader chooses none; `compact`: it has to fit on one page."""

    soort: str
    titel: str
    per: Per
    compact: bool = False
    hoofdstukken: tuple[Hoofdstuk, ...] = Field(min_length=1)


class Gevraagd(Streng):
    """A figure that is asked for and is no goal of a region. `geld`: a share of euros."""

    label: str
    eenheid: Eenheid | Literal["zaken"]
    geld: bool = False
    bij: str
    definitie: str


@functools.cache
def load_opzet(soort: str) -> Opzet:
    """The report of this name (one of SOORTEN)."""
    return Opzet(soort=soort, **strict_yaml.load((MAP / f"{soort}.yaml").read_text("utf-8")))


@functools.cache
def load_gevraagd() -> dict[str, Doel]:
    """Figures that are asked for and are no goal, by id: in the shape of a goal without a target, so that they are
    read, counted and protected as the goals that are asked for."""
    gelezen = strict_yaml.load((MAP / f"{_GEVRAAGD}.yaml").read_text("utf-8"))
    return {naam: _as_doel(naam, Gevraagd(**velden)) for naam, velden in gelezen.items()}


def _as_doel(naam: str, cijfer: Gevraagd) -> Doel:
    return Doel(
        id=naam,
        label=cijfer.label,
        soort="context",
        niveau="beleid",
        prioriteit="C",
        richting="volgen",
        databron="opvraag",
        eenheid=cijfer.eenheid,
        doel=Doelwaarde(soort="geen"),
        bronnen=(Bron(title=f"Opgevraagd bij {cijfer.bij}"),),
        definitie=cijfer.definitie,
        leverancier=cijfer.bij,
        geld=cijfer.geld,
        frequentie="kwartaal",
    )
