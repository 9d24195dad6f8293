"""A doel: what a region agreed about a maat, and a regio: its gemeenten, segments and goals. Data, strict."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from core.model.maat import Bron, Maat, Streng
from core.model.selectie import Selectie

Soort = Literal[
    "beleidsdoel",
    "inspanningsverplichting",
    "resultaatafspraak",
    "ontwikkelopgave",
    "procesnorm",
    "mijlpaal",
    "context",
    "productcode",
]
Niveau = Literal["beleid", "inspanning", "prestatie"]
Databron = Literal["registratie", "opvraag", "mijlpaal", "context"]
Doelsoort = Literal[
    "relatief",
    "per_jaar",
    "minstens",
    "meer_dan",
    "hoogstens",
    "bereik",
    "nul",
    "stabiel",
    "mijlpaal",
    "richting",
    "open",
    "geen",
]


class Basis(Streng):
    """Where the path starts: a stock on a day (`peildatum`) or the flow of a year (`jaar`). `waarde` only
    where the documents print the figure themselves."""

    peildatum: date | None = None
    jaar: int | None = None
    waarde: float | None = None
    aangenomen: bool = Field(False, description="the source does not name the baseline; assumed")

    @model_validator(mode="after")
    def one_moment(self):
        if (self.peildatum is None) == (self.jaar is None):
            raise ValueError("give peildatum or jaar")
        return self


class Doelwaarde(Streng):
    """The target.

    relatief: `waarde` is the change from the baseline (-0.6 = 60% fewer) on `datum`.
    per_jaar: `waarde` is the change each year; `lezing` says of the year before (samengesteld) or of the
      baseline (lineair).
    minstens, meer_dan, hoogstens: a threshold. bereik: between `laag` and `hoog`, relative to the baseline
      when `relatief_bereik`, else in the unit of the maat. nul: none at all. stabiel: within
      `waarde` (a fraction, e.g. 0.02) of the baseline. mijlpaal: done on `datum`; `waarde` = how many, when
      it is counted; `per`: by each gi or toegang of the region (gi_toegang: by each pair of the two); `elke`:
      it comes back after so many years.
      richting: no figure, only up or down. open: the percentage is still to be agreed; `waarde` may be filled
      in later. geen: no target, context only.
    pad: the road from baseline to target: recht (a straight line) or samengesteld (the same percentage each
      year: basis * (doel / basis) ** share of the time), where the source says so.
    """

    soort: Doelsoort
    waarde: float | None = None
    laag: float | None = None
    hoog: float | None = None
    relatief_bereik: bool = False
    datum: date | None = None
    lezing: Literal["samengesteld", "lineair"] | None = None
    partijen: tuple[int, int] = Field((1, 1), description="how many GI's and toegangen `per` counts; see Regio")
    pad: Literal["recht", "samengesteld"] = "recht"
    per: Literal["gi", "toegang", "gi_toegang"] | None = None
    elke: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def complete(self):
        needs = {"relatief", "per_jaar", "minstens", "meer_dan", "hoogstens", "stabiel"}
        if self.soort in needs and self.waarde is None:
            raise ValueError(f"{self.soort} needs waarde")
        if self.soort == "relatief" and self.datum is None:
            raise ValueError("relatief needs datum")
        if self.soort == "per_jaar" and self.lezing is None:
            raise ValueError("per_jaar needs lezing")
        if self.soort == "bereik" and (self.laag is None or self.hoog is None):
            raise ValueError("bereik needs laag and hoog")
        if self.per and (self.soort != "mijlpaal" or self.waarde is not None):
            raise ValueError("per belongs to a mijlpaal, and says how many itself: leave waarde out")
        if self.elke and (self.soort != "mijlpaal" or self.datum is None):
            raise ValueError("elke belongs to a mijlpaal with a datum")
        return self


class Reeksbreuk(Streng):
    """A date on which a series changes meaning: drawn in charts. A baseline of a document that lies before it is
    shown with the break; a baseline that somebody chooses now is refused."""

    datum: date
    label: str
    uitleg: str
    tabellen: tuple[str, ...] = ()
    maten: tuple[str, ...] = ()

    def touches(self, maat: Maat) -> bool:
        return maat.id in self.maten or bool(set(self.tabellen) & set(maat.tables))


class Doel(Streng):
    """One goal of a region, as the contract says it and as it is read."""

    id: str
    label: str
    maat: str | None = Field(None, description="id of the maat; several goals may share one")
    ook: tuple[str, ...] = Field((), description="ids of maten shown beside it")
    kernwaarden: tuple[int, ...] = ()
    segment: str | None = None
    soort: Soort
    niveau: Niveau
    prioriteit: Literal["A", "B", "C"]
    richting: Literal["omlaag", "omhoog", "stabiel", "behalen", "volgen"]
    databron: Databron
    eenheid: str
    basis: Basis | None = None
    doel: Doelwaarde
    filter: dict[str, tuple[str, ...]] = Field({}, description="limits the maat, e.g. segment: ['1']")
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    definitie: str
    let_op: tuple[str, ...] = ()
    gelezen_als: str | None = Field(None, description="how a mistake or contradiction in the source is read")
    ook_doel_in: tuple[str, ...] = Field((), description="ids of goals that measure the same")
    per_aanbieder: bool = Field(True, description="may be scored per provider; never for a beleidsdoel")
    leverancier: str | None = Field(None, description="who supplies the figure, for opvraag")
    geld: bool = Field(
        False, description="a share of euros (teller and noemer), for opvraag; n: the children behind it"
    )
    frequentie: Literal["jaar", "halfjaar", "kwartaal", "maand", "eenmalig"] = "jaar"
    breuken: tuple[Reeksbreuk, ...] = Field((), description="those of its region; see Regio")
    gemeenten: tuple[str, ...] = Field((), description="the codes of its region; see Regio")

    @model_validator(mode="after")
    def geld_is_an_asked_share(self):
        if self.geld and (self.databron != "opvraag" or self.eenheid != "aandeel"):
            raise ValueError("geld belongs to a share (eenheid: aandeel) that is asked for (databron: opvraag)")
        return self

    @model_validator(mode="after")
    def beleidsdoel_is_not_scored_per_provider(self):
        if self.soort == "beleidsdoel" and self.per_aanbieder:
            raise ValueError("a beleidsdoel is never scored per provider: set per_aanbieder: false")
        return self

    @property
    def segmenten(self) -> tuple[str, ...]:
        """The segments that agreed it ("1 en 2" are two); none: the whole region did."""
        return tuple((self.segment or "").split(" en ")) if self.segment else ()

    def fit(self, selectie: Selectie) -> Selectie:
        """The selection as this goal knows it. Who chooses a segment that agreed it, asks for this goal and not for the
        rows of that segment: a measure has none, and what a GI asks for is delivered in another segment."""
        return selectie.with_(segment=()) if set(self.segmenten) & set(selectie.filter("segment")) else selectie

    def is_elsewhere(self, selectie: Selectie) -> bool:
        """Whether only segments were chosen that did not agree it: then it has no figure, and 0 would look like one."""
        gekozen = set(selectie.filter("segment"))
        return bool(gekozen and self.segmenten) and not gekozen & set(self.segmenten)

    def is_late(self, dag: date | None) -> bool:
        """Whether it is a milestone that should have been reached before this day."""
        return self.doel.soort == "mijlpaal" and None not in (dag, self.doel.datum) and dag > self.doel.datum


class Gemeente(Streng):
    code: str
    naam: str


class Segment(Streng):
    nummer: str
    naam: str

    @property
    def titel(self) -> str:
        """As it is shown: with its number, when that is one and not the name once more."""
        return f"{self.nummer} {self.naam}" if self.nummer[:1].isdigit() else self.naam


class Regio(Streng):
    """A region: who belongs to it and what it agreed. Segment numbers differ per region."""

    id: str
    naam: str
    gezamenlijk: bool = Field(False, description="agreements of several regions together: none to choose by itself")
    gemeenten: tuple[Gemeente, ...]
    segmenten: tuple[Segment, ...] = ()
    toegangen: tuple[str, ...] = ()
    gis: tuple[str, ...] = Field((), description="gecertificeerde instellingen; configurable")
    kernwaarden: dict[int, str] = {}
    reeksbreuken: tuple[Reeksbreuk, ...] = ()
    volgorde: int = Field(100, description="lower comes first where regions are listed, then by name")
    hoofddoelen: tuple[str, ...] = Field((), description="ids of the goals shown first, in this order")
    doelen: tuple[Doel, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(g.code for g in self.gemeenten)

    def with_parties(self) -> "Regio":
        """The same region, each goal knowing what is said of the region as a whole: its gemeenten, the breaks in its
        series, and how many GI's and toegangen have to reach a milestone that is counted by them."""
        return self.model_copy(update={"doelen": tuple(self._complete(d) for d in self.doelen)})

    def _complete(self, doel: Doel) -> Doel:
        anders = {"breuken": self.reeksbreuken, "gemeenten": self.codes}
        if per := doel.doel.per:
            gis, toegangen = (
                max(len(wie), 1) if soort in per.split("_") else 1
                for soort, wie in (("gi", self.gis), ("toegang", self.toegangen))
            )
            telling = {"partijen": (gis, toegangen), "waarde": float(gis * toegangen)}
            anders["doel"] = doel.doel.model_copy(update=telling)
        return doel.model_copy(update=anders)

    def breuken_na(self, basis: Basis, maat: Maat) -> tuple[Reeksbreuk, ...]:
        """The breaks that lie between a baseline and what comes after it."""
        begin = basis.peildatum or date(basis.jaar, 1, 1)
        return tuple(b for b in self.reeksbreuken if begin < b.datum and b.touches(maat))
