"""Supplier mappings: one YAML per export format says which sheet, column, code and notation of theirs is
ours.

Strict: an unknown key, table, column or code is an error, and all errors of a file are told together.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.model import strict_yaml
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.keuzes import Keuzes
from core.sources.readers.message import show
from core.sources.recognition.names import normaal, verplichte_groepen

_DATA = Path(__file__).resolve().parents[3] / "data"
MAPPEN = (_DATA / "eigen" / "leveranciers", _DATA / "leveranciers")
NIET_GELEVERD = "die is er niet"
_NEAR = 0.75  # share of all headers, of then and now, that are the same
Decimaal = Literal["punt", "komma"]
Datum = Literal["dmj", "mdj", "jmd"]


class _Streng(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Blad(_Streng):
    """One of our tables in their export.

    `blad`: names of the sheet, file or database table (* is anything); `kolommen`: theirs -> ours; `codes`: our column
    -> their value -> our code; `decimaal` and `datum`: our column (or *) -> how it is written; `alleen_gevuld`: only
    rows in which this column of theirs has a value, and no table when it is not there; `vaste_waarden`: our column ->
    its value in every row, for a column they do not deliver; `zonder`: columns of ours that they do not deliver at all;
    `bestand`: names of the files it was kept from. Of several of their columns for one of ours the first that is there
    is used; one that is mapped to "" is not used.
    """

    blad: tuple[str, ...] = Field(min_length=1)
    tabel: str
    kolommen: dict[str, str]
    codes: dict[str, dict[str, str]] = {}
    decimaal: dict[str, Decimaal] = {}
    datum: dict[str, Datum] = {}
    alleen_gevuld: str | None = None
    vaste_waarden: dict[str, str] = {}
    zonder: tuple[str, ...] = ()
    doortrekken: tuple[str, ...] = ()
    bestand: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _exists(self):
        if self.tabel not in TABELLEN:
            raise ValueError(f"tabel {self.tabel} bestaat niet")
        ours = {k.naam: k for k in TABELLEN[self.tabel].kolommen}
        genoemd = {*self.kolommen.values(), *self.codes, *self.decimaal, *self.datum, *self.vaste_waarden, *self.zonder}
        fouten = [f"kolom {k} hoort niet bij {self.tabel}" for k in genoemd - set(ours) - {"*", ""}]
        fouten += [
            f"code {c} hoort niet bij {k}"
            for k, vertaling in self.codes.items()
            if k in ours and ours[k].codes
            for c in vertaling.values()
            if c and c not in ours[k].codes
        ]
        if fouten:
            raise ValueError("; ".join(sorted(fouten)))
        return self

    def past(self, blad: str) -> bool:
        """Is this sheet, by its name, the one meant?"""
        return any(name_fits(blad, patroon) for patroon in self.blad)

    @property
    def vast(self) -> dict[str, str]:
        return {normaal(van): naar for van, naar in self.kolommen.items()}

    def dekt(self, koppen: Iterable[str]) -> bool:
        """Do these headers give every column that the table cannot do without? A gi or gemeente can be given once."""
        gevonden = {self.vast[n] for k in koppen if (n := normaal(k)) in self.vast} | set(self.vaste_waarden)
        gevonden |= {"gi", "gemeente"} if gevonden else set()
        return all(gevonden & set(groep) for groep in verplichte_groepen(TABELLEN[self.tabel]))


class Leverancier(_Streng):
    """A mapping file. `toelichting` and `bron` are for people. `nummers`: whether numbers of children that are no BSN
    are shared with other senders; `vervangt`: whether a later delivery of declaraties or crises replaces the earlier
    one; `gi`, `gemeente`: of all rows of a table without that column; `afzender`: who sends it, when the rows do
    not say; `bladen`: name of a sheet (* is anything) -> whether it counts; `laat_staan`: traps that are no traps here;
    `namen`: apart keeps the spellings of a sender apart."""

    naam: str
    toelichting: str
    bron: str
    tabellen: tuple[Blad, ...] = Field(min_length=1)
    nummers: Literal["gedeeld", "eigen"] | None = None
    vervangt: Literal["ja", "nee"] | None = None
    gi: str | None = None
    gemeente: str | None = None
    afzender: str | None = None
    bladen: dict[str, Literal["ja", "nee"]] = {}
    laat_staan: tuple[str, ...] = ()
    namen: Literal["apart"] | None = None

    def over(self, keuzes: Keuzes) -> Keuzes:
        """The choices with what the mapping says where nobody said it this time."""
        trek = keuzes.doortrekken | {normaal(k) for b in self.tabellen for k in b.doortrekken}
        return replace(
            keuzes,
            nummers=keuzes.nummers or self.nummers,
            gi=keuzes.gi or self.gi,
            gemeente=keuzes.gemeente or self.gemeente,
            doortrekken=trek,
            leverancier=keuzes.leverancier or self.afzender,
            laat_staan=keuzes.laat_staan | (frozenset(self.laat_staan) - keuzes.herstel),
            namen=keuzes.namen or self.namen,
            vervangt=keuzes.vervangt if self.vervangt is None or keuzes.vervangt is not None else self.vervangt == "ja",
        )

    def of_sheet(self, blad: str) -> str | None:
        """Whether a sheet counts, as it was said the time before: ja, nee or None. Its name goes before a pattern."""
        eigen_eerst = sorted(self.bladen.items(), key=lambda b: "*" in b[0])
        return next((wat for patroon, wat in eigen_eerst if name_fits(blad, patroon)), None)

    def bedoeld(self, blad: str, koppen: Sequence[str], bestand: str = "") -> list[Blad]:
        """The tables in a sheet, by its name, else by its headers. Of several of this name (every workbook has a
        `Blad1`) those whose columns are there, when there are such; of those the ones of such a file, likewise."""
        alle = self._by_name_or_headers(blad, koppen)
        past = [b for b in alle if any(name_fits(bestand, patroon) for patroon in b.bestand)]
        return [b for b in alle if b in past or not b.bestand] if past else alle

    def _by_name_or_headers(self, blad: str, koppen: Sequence[str]) -> list[Blad]:
        op_naam = [b for b in self.tabellen if b.past(blad)]
        if op_naam:
            return [b for b in op_naam if b.dekt(koppen)] or op_naam
        op_koppen: dict[str, Blad] = {}
        for b in self.tabellen:  # the sheets of other quarters are all like this one, and it is read once
            if b.dekt(koppen):
                op_koppen.setdefault(b.tabel, b)
        return list(op_koppen.values())

    def likeness(self, koppen: Iterable[str]) -> float:
        """How much these headers are those of a sheet that was mapped before: 1 when they are exactly those, 0 when too
        few are, or one that the table cannot do without is gone."""
        namen = {normaal(k) for k in koppen}
        past = [(len(namen & set(b.vast)) / max(len(namen | set(b.vast)), 1), b) for b in self.tabellen]
        return max((p for p, b in past if p == 1 or (p >= _NEAR and b.dekt(koppen))), default=0)

    @property
    def kolomnamen(self) -> frozenset[str]:
        return frozenset(n for b in self.tabellen for n in b.vast)


def beschikbaar(mappen: tuple[Path, ...] = MAPPEN) -> tuple[str, ...]:
    """Names of the mappings there are: own ones and those that ship."""
    return tuple(sorted({p.stem for m in mappen if m.is_dir() for p in m.glob("*.yaml")}))


def find_leverancier(naam: str | None, mappen: tuple[Path, ...] = MAPPEN) -> Leverancier | None:
    """The mapping of this name, if there is one: a sender need not have a mapping. Raises Melding for a path of a yaml
    file that is not there, and for a file that is not right."""
    if not naam or not (naam.endswith((".yaml", ".yml")) or bestandsnaam(naam) in beschikbaar(mappen)):
        return None
    return load_leverancier(naam, mappen)


def known_mappings(koppen: Sequence[str], mappen: tuple[Path, ...]) -> list[Leverancier]:
    """The mappings in these folders that were made of a sheet with these headers, or all but a few of them: the one
    that is most like it, and more than one where that does not decide."""
    alle = [load_leverancier(naam, mappen) for naam in beschikbaar(mappen)]
    past = [(v.likeness(koppen), v) for v in alle]
    beste = max((p for p, _ in past), default=0)
    return [v for p, v in past if p == beste and p]


def load_leverancier(naam: str, mappen: tuple[Path, ...] = MAPPEN) -> Leverancier:
    """One mapping by name (an own one wins), or by the path of a yaml file. Raises Melding."""
    paden = [Path(naam)] if naam.endswith((".yaml", ".yml")) else [m / f"{bestandsnaam(naam)}.yaml" for m in mappen]
    pad = next((p for p in paden if p.is_file()), None)
    if pad is None:
        er_zijn = ", ".join(beschikbaar(mappen)) or "geen"
        raise Melding(f"De leverancier {show(naam)} is niet bekend. Kies er een die er is: {er_zijn}.")
    return read_mapping(pad.read_bytes(), pad.name)


def read_mapping(inhoud: bytes, naam: str) -> Leverancier:
    """A mapping from the text of its file. Raises Melding that names every fault in it."""
    try:
        return Leverancier.model_validate(strict_yaml.load(inhoud.decode("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise Melding(f"{show(naam)} is geen geldige YAML. Herstel het bestand, of haal het weg.") from None
    except ValidationError as fout:
        fouten = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in fout.errors())
        raise Melding(f"De vertaling in {show(naam)} klopt niet: {fouten}. Herstel het bestand.") from None


def export_mapping(naam: str, mappen: tuple[Path, ...] = MAPPEN) -> bytes:
    """The file of a mapping, to give to another gemeente: names of columns, words and codes, nothing of a child."""
    load_leverancier(naam, mappen)
    return next(
        m / f"{bestandsnaam(naam)}.yaml" for m in mappen if (m / f"{bestandsnaam(naam)}.yaml").is_file()
    ).read_bytes()


def import_mapping(inhoud: bytes, map_: Path) -> Leverancier:
    """Keeps a mapping that another gemeente made, under its own name. Raises Melding when it is not right."""
    vertaling = read_mapping(inhoud, "De vertaling")
    write_mapping(map_ / f"{bestandsnaam(vertaling.naam)}.yaml", strict_yaml.load(inhoud.decode("utf-8")))
    return vertaling


def rivals(bladen: Sequence[Blad]) -> bool:
    """Whether these are one form that was another table in another file: of a file of neither nobody knows which. Two
    tables of one sheet (measures and authorisations in one row) were kept from one file."""
    if len(bladen) < 2 or len({frozenset(b.vast) for b in bladen}) > 1 or not all(b.bestand for b in bladen):
        return False
    return not set.intersection(*(set(b.bestand) for b in bladen))


def name_fits(blad: str, patroon: str) -> bool:
    """Is this the name of the sheet that is meant, without regard to case and signs? `*` is anything."""
    return fnmatchcase(normaal(blad), "*".join(normaal(d) for d in patroon.split("*")))


def bestandsnaam(leverancier: str) -> str:
    """`Jeugdbescherming West!` -> `jeugdbescherming-west`: never a path."""
    naam = re.sub(r"[^a-z0-9]+", "-", leverancier.casefold()).strip("-")
    if not naam:
        raise Melding("Geef de leverancier een naam met letters of cijfers.")
    return naam


def write_mapping(pad: Path, inhoud: dict) -> Path:
    """All or nothing: a half-written mapping would stop every later import. Raises Melding when it cannot be kept."""
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        _replace(pad, inhoud)
    except OSError as fout:
        raise Melding(
            f"De antwoorden konden niet worden bewaard als {pad.name}: maak ruimte vrij op de schijf, of vraag de "
            "beheerder of er in die map geschreven mag worden."
        ) from fout
    return pad


def _replace(pad: Path, inhoud: dict) -> None:
    los, tijdelijk = tempfile.mkstemp(dir=pad.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(los, "w", encoding="utf-8") as bestand:
            yaml.safe_dump(inhoud, bestand, allow_unicode=True, sort_keys=False, width=110)
        os.replace(tijdelijk, pad)
    except BaseException:
        Path(tijdelijk).unlink(missing_ok=True)
        raise
