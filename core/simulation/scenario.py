"""A scenario: what would be different, from when, for whom. A strict YAML file that anybody can read and keep.

Nothing in it is code. Unknown keys are refused, so that a typing error is never a scenario without effect.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from core.model import strict_yaml
from core.model.melding import Melding
from core.model.selectie import Per, Selectie

Soort = Literal[
    "instroom", "vots", "vots_naar_ots", "duur", "uithuisplaatsing", "netwerk", "terug_naar_huis", "opnieuw"
]
Maatregel = Literal["ots", "vots", "voogdij"]
MAX_BESTAND = 200_000
MAX_REPLICATIES, MAX_JAREN = 5000, 20

NAMEN = {
    "instroom": "instroom van nieuwe maatregelen",
    "vots": "instroom van VOTS",
    "vots_naar_ots": "deel van de VOTS dat OTS wordt",
    "duur": "duur van de maatregelen",
    "uithuisplaatsing": "kans op uithuisplaatsing",
    "netwerk": "deel van de plaatsingen in het netwerk",
    "terug_naar_huis": "kans om terug naar huis te gaan",
    "opnieuw": "kans op opnieuw een maatregel",
}


class _Streng(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _no_janee(waarde: object) -> object:
    if isinstance(waarde, bool):
        raise ValueError("geen getal")
    return waarde


def _no_leeg(filters: object) -> object:
    if isinstance(filters, dict) and (leeg := [str(k) for k, w in filters.items() if not w]):
        raise ValueError(f"het filter {', '.join(leeg)} is leeg; noem wat het kiest, of laat het weg")
    return filters


Getal = Annotated[float, BeforeValidator(_no_janee)]


class Waar(_Streng):
    """Whom a lever touches: empty is everybody. Segment only says something of placements."""

    gemeente: tuple[str, ...] = ()
    gi: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()


class Hefboom(_Streng):
    """`verandering`: fraction, -0.2 is 20% less. It starts on `start` and grows in a straight line to its full
    size in `ingroei_maanden`. `maatregel` limits instroom and duur to some kinds of measure."""

    soort: Soort
    verandering: Getal = Field(ge=-1, le=1)
    start: dt.date
    ingroei_maanden: int = Field(0, ge=0, le=240)
    maatregel: tuple[Maatregel, ...] = ()
    waar: Waar = Waar()

    @model_validator(mode="after")
    def past(self):
        if self.maatregel and self.soort not in ("instroom", "duur"):
            raise ValueError("maatregel hoort alleen bij instroom en duur")
        if self.waar.segment and self.soort not in ("uithuisplaatsing", "netwerk", "terug_naar_huis"):
            raise ValueError("een segment hoort alleen bij uithuisplaatsing, netwerk en terug_naar_huis")
        return self


class Kostenpost(_Streng):
    """Euro per unit of a maat: per child or measure and year for a stock, per one for a flow. `index`: rise per
    year after the start; the second pair is for the scenario, when it has other prices. `filter` limits the
    maat (verblijfsvorm, netwerk)."""

    naam: str
    maat: str
    bedrag: Getal = Field(ge=0)
    index: Getal = Field(0, ge=-0.5, le=0.5)
    bedrag_scenario: Getal | None = Field(None, ge=0)
    index_scenario: Getal | None = Field(None, ge=-0.5, le=0.5)
    filter: dict[str, tuple[str, ...]] = {}


class Streef(_Streng):
    """The target: a value of a maat, or a change from what it was on `basis` (a stock) or in `basisjaar`
    (a flow), to be reached on `datum`."""

    maat: str
    datum: dt.date
    waarde: Getal | None = Field(None, ge=0)
    verandering: Getal | None = Field(None, ge=-1, le=1)
    basis: dt.date | None = None
    basisjaar: int | None = Field(None, ge=2000, le=2100)
    richting: Literal["omlaag", "omhoog"] = "omlaag"

    @model_validator(mode="after")
    def compleet(self):
        if (self.waarde is None) == (self.verandering is None):
            raise ValueError("geef waarde of verandering")
        if self.verandering is not None and (self.basis is None) == (self.basisjaar is None):
            raise ValueError("geef bij verandering een basis (dag) of een basisjaar")
        if self.verandering is not None and self.datum <= self.since:
            raise ValueError("de doeldatum ligt niet na de basis")
        return self

    @property
    def since(self) -> dt.date:
        """The first day of the baseline of a relative target."""
        return self.basis or dt.date(self.basisjaar, 1, 1)


class Keuze(_Streng):
    """The selection, as pages and commands know it."""

    regio: str | None = None
    filters: Annotated[dict[Literal["gemeente", "gi"], tuple[str, ...]], BeforeValidator(_no_leeg)] = {}
    per: Per = "jaar"


class Gegevens(_Streng):
    """On which data the scenario was made: version of the store and data date."""

    versie: str
    tm: dt.date


class Scenario(_Streng):
    """See the fields. Without levers and prices it is the base."""

    naam: str = Field(min_length=1, max_length=200)
    auteur: str = ""
    datum: dt.date | None = None
    aannames: tuple[str, ...] = ()
    bronnen: tuple[str, ...] = ()
    selectie: Keuze = Keuze()
    hefbomen: tuple[Hefboom, ...] = ()
    kosten: tuple[Kostenpost, ...] = ()
    doel: Streef | None = None
    jaren: int = Field(5, ge=1, le=MAX_JAREN)
    seed: int = Field(1, ge=0, lt=2**63)
    replicaties: int = Field(1000, ge=20, le=MAX_REPLICATIES)
    gegevens: Gegevens | None = None

    @field_validator("naam")
    @classmethod
    def one_regel(cls, naam: str) -> str:
        return " ".join(naam.split())

    def as_selectie(self) -> Selectie:
        k = self.selectie
        return Selectie(regio=k.regio, per=k.per).with_(**k.filters)


def load_scenario(pad: Path) -> Scenario:
    """Reads and checks a scenario. Raises Melding with everything that is wrong with it."""
    pad = Path(pad)
    try:
        if pad.stat().st_size > MAX_BESTAND:
            raise Melding(f"Het bestand {pad.name} is te groot voor een scenario: kies het goede bestand.")
        inhoud = strict_yaml.load(pad.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fout:
        raise Melding(f"Het scenario {pad.name} is niet te lezen: kies een YAML-bestand.") from fout
    except (yaml.YAMLError, RecursionError, ValueError) as fout:
        raise Melding(
            f"Het bestand {pad.name} is geen geldige YAML: kijk naar inspringing, dubbele punten "
            "en sleutels die twee keer voorkomen."
        ) from fout
    return read_scenario(inhoud, pad.name)


def read_scenario(inhoud: object, bron: str = "het scenario") -> Scenario:
    """The same from what a YAML file holds."""
    if not isinstance(inhoud, dict):
        raise Melding(f"In {bron} staat geen scenario: begin met naam en hefbomen.")
    try:
        return Scenario.model_validate(inhoud)
    except ValidationError as fout:
        zinnen = "; ".join(dict.fromkeys(_zin(e) for e in fout.errors()))
        raise Melding(f"Er klopt iets niet in {bron}: {zinnen}.") from fout


def velden(scenario: Scenario) -> dict:
    """What was chosen as plain values; `read_scenario` reads them back."""
    return scenario.model_dump(mode="json", exclude_defaults=True)


def as_yaml(scenario: Scenario) -> str:
    return yaml.safe_dump(velden(scenario), allow_unicode=True, sort_keys=False, width=100)


def with_codes(scenario: Scenario, code_van: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Scenario:
    """The scenario with the gemeenten that it names as codes."""

    def swap(w: dict) -> dict:
        return w | {"gemeente": code_van(w["gemeente"])} if w.get("gemeente") else w

    hefbomen = tuple(h.model_copy(update={"waar": Waar(**swap(h.waar.model_dump()))}) for h in scenario.hefbomen)
    selectie = scenario.selectie.model_copy(update={"filters": swap(scenario.selectie.filters)})
    return scenario.model_copy(update={"hefbomen": hefbomen, "selectie": selectie})


def validate(scenario: Scenario, lijsten: dict[str, tuple[str, ...]]) -> None:
    """Raises Melding when a region, GI or segment that the scenario names is not in its list."""
    genoemd = {
        "regio": [scenario.selectie.regio] if scenario.selectie.regio else [],
        "gi": [*scenario.selectie.filters.get("gi", ()), *(g for h in scenario.hefbomen for g in h.waar.gi)],
        "segment": [s for h in scenario.hefbomen for s in h.waar.segment],
    }
    for kolom, waarden in genoemd.items():
        vreemd = [w for w in dict.fromkeys(waarden) if w not in lijsten[kolom]]
        if vreemd:
            raise Melding(
                f"Het scenario noemt {kolom} {', '.join(vreemd)}, en die staat niet in de gegevens: kies uit "
                f"{', '.join(lijsten[kolom]) or 'niets, want er is geen ' + kolom}."
            )


def fix_down(scenario: Scenario, versie: str, tm: dt.date) -> Scenario:
    """The scenario with the data it is made on: version of the store and data date."""
    return scenario.model_copy(update={"gegevens": Gegevens(versie=versie, tm=tm)})


def older_dan(scenario: Scenario, versie: str, tm: dt.date | None) -> str | None:
    """A sentence when the scenario was made on other data than these, else None."""
    if scenario.gegevens is None or scenario.gegevens.versie == versie:
        return None
    toen = f"{scenario.gegevens.tm:%d-%m-%Y}"
    if tm and scenario.gegevens.tm < tm:
        return (
            f"Dit scenario is gemaakt op oudere gegevens (t/m {toen}); nu lopen ze t/m {tm:%d-%m-%Y}. "
            "De uitkomsten kunnen daarom anders zijn."
        )
    return f"Dit scenario is gemaakt op een andere levering (t/m {toen}). De uitkomsten kunnen daarom anders zijn."


_FOUTEN = {
    "extra_forbidden": "de sleutel '{plek}' bestaat niet",
    "missing": "'{plek}' ontbreekt",
    "greater_than_equal": "'{plek}' mag niet kleiner zijn dan {ge}",
    "less_than_equal": "'{plek}' mag niet groter zijn dan {le}",
    "less_than": "'{plek}' is te groot",
    "literal_error": "'{plek}' kan alleen zijn: {expected}",
    "finite_number": "'{plek}' is geen gewoon getal",
    "string_too_short": "'{plek}' is leeg",
    "string_too_long": "'{plek}' is te lang",
}


def _zin(fout: dict) -> str:
    """One mistake in Dutch, with the place in the file counted from 1; a percentage above 100 gets its own words."""
    plek = ".".join(str(deel + 1 if isinstance(deel, int) else deel) for deel in fout["loc"]) or "het scenario"
    soort, ctx = fout["type"], fout.get("ctx", {})
    if plek.endswith("verandering") and soort in ("less_than_equal", "greater_than_equal"):
        return f"'{plek}' is meer dan 100%: schrijf 20% minder als -0.2, en blijf tussen -1 en 1"
    if ".bedrag" in f".{plek}" and soort == "greater_than_equal":
        return f"'{plek}' is negatief: kosten zijn 0 of meer"
    if soort == "value_error":
        return f"'{plek}': {ctx['error']}"
    if soort in _FOUTEN:
        mag = str(ctx.get("expected", "")).replace(" or ", " of ")
        return _FOUTEN[soort].format(plek=plek, ge=ctx.get("ge"), le=ctx.get("le"), expected=mag)
    if soort.startswith("date"):
        return f"'{plek}' is geen datum: schrijf jjjj-mm-dd"
    return f"'{plek}' heeft een waarde die niet past"
