"""What a report holds: its chapters are data (data/rapporten/*.yaml), strict. No figure and no code in it."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError, field_validator

from core.model import strict_yaml
from core.model.doel import Doel, Doelwaarde
from core.model.maat import Bron, Eenheid, Maat, Streng
from core.model.melding import Melding
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
    """Which goals: those that need attention, those that go well, all, or the hoofddoelen of the region (all where it
    named none). `over_maten`: only about the maten of the chapter. `grafiek`: each with its own chart."""

    kant: Literal["aandacht", "goed", "alle", "hoofddoelen"]
    hoogstens: int = Field(gt=0)
    over_maten: bool = False
    grafiek: bool = False


class Hoofdstuk(Streng):
    """`thema`: every maat of a theme. `gevraagd`: figures of data/rapporten/gevraagd.yaml, also by the columns of
    `gevraagd_per`. `besluiten`: how many open goals and decisions. `veranderd`: how many goals that got another
    figure with the newest delivery. `bij`: who can deliver what is not there."""

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
    veranderd: int = 0
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
    """The report of this name (one of SOORTEN). Raises Melding for a file that cannot be read, or that says something
    a report does not know."""
    return _read(soort, lambda velden: Opzet(soort=soort, **velden))


def check_names(opzet: Opzet, maten: Mapping[str, Maat]) -> None:
    """Raises Melding, one sentence, when a report names a maat, theme, column or figure that there is not, or has a
    chapter without anything to show."""
    themas, fout = {m.theme for m in maten.values()}, []
    for h in opzet.hoofdstukken:
        if not (h.uitleg or h.maten or h.thema or h.delen or h.doelen or h.gevraagd or h.besluiten or h.veranderd):
            fout.append(f"hoofdstuk {h.titel} heeft geen inhoud")
        cijfers = [(c.maat, tuple(c.filter)) for c in h.maten] + [(d.maat, (*d.filter, d.kolom)) for d in h.delen]
        fout += [f"maat {m} bestaat niet" for m, _ in cijfers if m not in maten]
        fout += [
            f"maat {m} kent geen {k}" for m, ks in cijfers if m in maten for k in ks if k not in maten[m].dimensions
        ]
        fout += [f"thema {h.thema} bestaat niet"] if h.thema and h.thema not in themas else []
        fout += [f"cijfer {g} staat niet in gevraagd.yaml" for g in h.gevraagd if g not in load_gevraagd()]
    if fout:
        raise Melding(f"De opzet data/rapporten/{opzet.soort}.yaml klopt niet: {'; '.join(dict.fromkeys(fout))}.")


@functools.cache
def load_gevraagd() -> dict[str, Doel]:
    """Figures that are asked for and are no goal, by id: in the shape of a goal without a target, so that they are
    read, counted and protected as the goals that are asked for. Raises Melding as `load_opzet`."""
    return _read(
        _GEVRAAGD, lambda gelezen: {naam: _as_doel(naam, Gevraagd(**velden)) for naam, velden in gelezen.items()}
    )


def _read(naam: str, make: Callable):
    try:
        return make(strict_yaml.load((MAP / f"{naam}.yaml").read_text("utf-8")))
    except ValidationError as fout:
        plek = ", ".join(dict.fromkeys(".".join(map(str, f["loc"])) for f in fout.errors()))
        waarom = f"dit ontbreekt, is onbekend of klopt niet: {plek}"
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, AttributeError):
        waarom = "het bestand is er niet, of is geen goede YAML"
    raise Melding(f"De opzet data/rapporten/{naam}.yaml is niet te gebruiken ({waarom}): verbeter het bestand.")


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
