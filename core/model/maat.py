"""A maat: what is counted, in words and with worked examples. One YAML file each, strict."""

from collections.abc import Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.model.schema import TABELLEN
from core.model.selectie import Selectie

Eenheid = Literal[
    "maatregelen",
    "jeugdigen",
    "machtigingen",
    "plaatsingen",
    "trajecten",
    "crises",
    "etmalen",
    "dagen",
    "maanden",
    "euro",
    "aandeel",
    "adviezen",
    "declaraties",
    "cijfer",
    "aantal",
    "per 1.000",
]
Richting = Literal["higher_is_better", "lower_is_better", "none"]


class Streng(BaseModel):
    """Unknown keys are errors, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bron(Streng):
    """Where a definition or a goal comes from: a document and the place in it."""

    title: str
    article: str | None = None
    url: str | None = None


class Voorbeeld(Streng):
    """One worked example: small pipe tables in (`given`), figures out (`expect`).

    `data_until` is the data date of every given table. `expect` maps a period (2024, 2024-H1, 2024-Q1,
    2024-01) or a day (2024-06-30, for a stock) to the figures: a number is the value, a mapping names
    teller, noemer, waarde, n or buiten (how much is left out, see `left_out` of a Maat); null means that there is no
    figure. With `split`, the key is
    "2024 gi=JBw". `filter` limits the rows first.
    """

    name: str
    given: dict[str, str]
    data_until: date
    expect: dict[str, float | dict[str, float | None] | None]
    per: Literal["jaar", "halfjaar", "kwartaal", "maand"] = "jaar"
    split: tuple[str, ...] = ()
    filter: dict[str, tuple[str, ...]] = {}

    @field_validator("given")
    @classmethod
    def tables_exist(cls, given: dict[str, str]) -> dict[str, str]:
        unknown = set(given) - set(TABELLEN)
        if unknown:
            raise ValueError(f"unknown table: {', '.join(sorted(unknown))}")
        return given


class Known(Streng):
    """A known word about measures of some types: what is in stock, comes in, goes out, or how long it took."""

    word: Literal["stand", "instroom", "uitstroom", "duur"]
    types: tuple[str, ...] | Literal["JB", "JR", "voogdij"] = Field(description="codes, or the name of a group")
    summary: Literal["gemiddelde", "mediaan", "p90"] | None = Field(None, description="of a duration")

    @model_validator(mode="after")
    def summary_belongs_to_duur(self) -> "Known":
        if (self.word == "duur") != (self.summary is not None):
            raise ValueError("summary belongs to word: duur, and only there")
        return self


class Maat(Streng):
    """The record of one maat; id and theme come from the path of its file."""

    id: str
    theme: str
    label: str
    question: str
    definition: str = Field(description="one or two sentences: what counts, when, and once per what")
    unit: Eenheid
    direction: Richting
    tables: tuple[str, ...] = Field(description="canonical tables it needs")
    dimensions: tuple[str, ...] = Field(description="columns it can be split and filtered by")
    sources: tuple[Bron, ...] = Field(min_length=1)
    warnings: tuple[str, ...] = ()
    owner: str
    next_review: date
    follow_up_days: int = Field(0, description="days after the period that must be covered too")
    provisional_months: int = Field(6, description="last months before the data date marked voorlopig")
    divide: tuple[str, str] | None = Field(None, description="the ids of the two maten it divides")
    rest: bool = Field(False, description="divide what the first leaves of the second")
    known: Known | None = Field(None, description="a known word about measures of some types")
    additive: bool = Field(False, description="the parts of a split add up to the total")
    simulated: Literal["core", "standard", "extra"] | None = Field(
        None, description="what-if makes all its rows; core: counted for every picture, standard: in a whole run"
    )
    levers: tuple[str, ...] = Field((), description="kinds of levers after which a picture counts it too")
    part_of: str | None = Field(None, description="the maat that counts all of this and more; its parts share nothing")
    precomputed: bool = Field(
        True, description="its rows are made when data are loaded; not where they are most rows of a table (measured)"
    )
    left_out: str = Field("", description="what counts in neither teller nor noemer because a column is empty")
    overlaps: bool = Field(False, description="it may count what another part counts: weighed with the remainder only")
    examples: tuple[Voorbeeld, ...] = Field(min_length=1)

    def fit(self, selectie: Selectie) -> Selectie:
        """The selection without filters on columns that its rows do not have: a measure has no segment."""
        return selectie.with_(**{k: () for k, _ in selectie.filters if k not in self.dimensions})


def wholes(maten: Mapping[str, Maat]) -> dict[str, tuple[str, ...]]:
    """Per maat the maten that count all of it and more: `part_of`, and of a share of two counts the second of the
    first."""
    uit = {maat.id: (maat.part_of,) if maat.part_of else () for maat in maten.values()}
    for teller, noemer in [m.divide for m in maten.values() if m.divide]:
        if teller in maten and noemer in maten and maten[teller].unit == maten[noemer].unit:
            uit[teller] = tuple(dict.fromkeys((*uit[teller], noemer)))
    return uit


def weighed_with(maten: Mapping[str, Maat], maat_id: str) -> tuple[str, ...]:
    """The maten that a figure of this one is weighed with before it is shared: what it divides, the wholes that it is
    part of, and the other parts of those."""
    boven, uit, nog = wholes(maten), {}, [maat_id]
    while nog:
        gehelen = boven.get(maat := nog.pop(), ())
        naast = [m.id for m in maten.values() if m.part_of in gehelen]
        nieuw = {m: None for m in (*(maten[maat].divide or ()), *gehelen, *naast) if m in maten and m not in uit}
        uit |= nieuw
        nog += nieuw
    return tuple([m for m in uit if m != maat_id])


def part_errors(maten: Mapping[str, Maat]) -> list[str]:
    """What is wrong with `part_of`: a whole that does not exist or counts something else, a circle, or two wholes for
    a part that is added up with others."""
    fouten, boven = [], wholes(maten)
    for maat in (m for m in maten.values() if m.part_of):
        geheel = maten.get(maat.part_of)
        if geheel is None:
            fouten.append(f"{maat.id}: part_of {maat.part_of}, which does not exist")
        elif geheel.unit != maat.unit:
            fouten.append(f"{maat.id}: part_of {geheel.id}, which counts {geheel.unit} and not {maat.unit}")
        if len(boven[maat.id]) > 1 and not maat.overlaps:
            fouten.append(f"{maat.id}: part of {' and '.join(boven[maat.id])}: say overlaps: true")
    try:
        TopologicalSorter(boven).prepare()
    except CycleError as fout:
        fouten.append(f"part_of goes round: {', '.join(fout.args[1])}")
    return fouten
