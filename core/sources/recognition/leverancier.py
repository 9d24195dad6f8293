"""Supplier mappings: one YAML per export format says which sheet, column, code and notation of theirs is
ours.

Strict: an unknown key, table, column or code is an error, and all errors of a file are told together.
"""

import os
import re
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.model import strict_yaml
from core.model.melding import Melding
from core.model.schema import TABELLEN
from core.sources.raw import RuweTabel
from core.sources.readers.message import show
from core.sources.recognition.names import normaal
from core.sources.recognition.table import onderwerp

_DATA = Path(__file__).resolve().parents[3] / "data"
MAPPEN = (_DATA / "eigen" / "leveranciers", _DATA / "leveranciers")
Decimaal = Literal["punt", "komma"]
Datum = Literal["dmj", "mdj", "jmd"]


class _Streng(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Blad(_Streng):
    """One of our tables in their export.

    `blad`: names of the sheet, file or database table (* is anything); `kolommen`: theirs -> ours; `codes`:
    our column -> their value -> our code; `decimaal` and `datum`: our column (or *) -> how it is written;
    `alleen_gevuld`: only rows in which this column of theirs has a value, and no table when it is not there;
    `vaste_waarden`: our column -> its value in every row, for a column they do not deliver.
    """

    blad: tuple[str, ...] = Field(min_length=1)
    tabel: str
    kolommen: dict[str, str]
    codes: dict[str, dict[str, str]] = {}
    decimaal: dict[str, Decimaal] = {}
    datum: dict[str, Datum] = {}
    alleen_gevuld: str | None = None
    vaste_waarden: dict[str, str] = {}

    @model_validator(mode="after")
    def _exists(self):
        if self.tabel not in TABELLEN:
            raise ValueError(f"tabel {self.tabel} bestaat niet")
        ours = {k.naam: k for k in TABELLEN[self.tabel].kolommen}
        genoemd = {*self.kolommen.values(), *self.codes, *self.decimaal, *self.datum, *self.vaste_waarden}
        fouten = [f"kolom {k} hoort niet bij {self.tabel}" for k in genoemd - set(ours) - {"*"}]
        fouten += [
            f"code {c} hoort niet bij {k}"
            for k, vertaling in self.codes.items()
            if k in ours and ours[k].codes
            for c in vertaling.values()
            if c not in ours[k].codes
        ]
        if fouten:
            raise ValueError("; ".join(sorted(fouten)))
        return self

    def past(self, blad: str) -> bool:
        """Is this sheet, by its name, the one meant?"""
        return any(
            fnmatchcase(normaal(blad), "*".join(normaal(d) for d in patroon.split("*"))) for patroon in self.blad
        )

    @property
    def vast(self) -> dict[str, str]:
        return {normaal(van): naar for van, naar in self.kolommen.items()}


class Leverancier(_Streng):
    """A mapping file. `toelichting` and `bron` are for people."""

    naam: str
    toelichting: str
    bron: str
    tabellen: tuple[Blad, ...] = Field(min_length=1)

    @property
    def kolomnamen(self) -> frozenset[str]:
        return frozenset(n for b in self.tabellen for n in b.vast)


def beschikbaar(mappen: tuple[Path, ...] = MAPPEN) -> tuple[str, ...]:
    """Names of the mappings there are: own ones and those that ship."""
    return tuple(sorted({p.stem for m in mappen if m.is_dir() for p in m.glob("*.yaml")}))


def load_leverancier(naam: str, mappen: tuple[Path, ...] = MAPPEN) -> Leverancier:
    """One mapping by name (an own one wins), or by the path of a yaml file. Raises Melding."""
    paden = [Path(naam)] if naam.endswith((".yaml", ".yml")) else [m / f"{bestandsnaam(naam)}.yaml" for m in mappen]
    pad = next((p for p in paden if p.is_file()), None)
    if pad is None:
        er_zijn = ", ".join(beschikbaar(mappen)) or "geen"
        raise Melding(f"De leverancier {show(naam)} is niet bekend. Kies er een die er is: {er_zijn}.")
    try:
        return Leverancier.model_validate(strict_yaml.load(pad.read_text("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise Melding(f"{show(pad.name)} is geen geldige YAML. Herstel het bestand, of haal het weg.") from None
    except ValidationError as fout:
        fouten = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in fout.errors())
        raise Melding(f"De vertaling in {show(pad.name)} klopt niet: {fouten}. Herstel het bestand.") from None


def remember(leverancier: str, ruwe_tabellen: list[RuweTabel], antwoorden: dict, map_: Path) -> Path:
    """Writes what was recognised and answered as a mapping, so that the next delivery asks nothing. Returns
    the file.

    Only names of sheets and columns are kept, and how decimals and dates are written; no values. What an
    earlier mapping of this name says about codes and fixed values stays.
    """
    eerder = _earlier(leverancier, (map_, *MAPPEN))
    bladen: dict[tuple[str, str], dict] = {}
    for ruw in ruwe_tabellen:
        if ruw.tabel is None or not ruw.kolommen:
            continue
        naam = _without_jaar(ruw.blad)
        basis = next((b for b in eerder if b.tabel == ruw.tabel and b.past(ruw.blad)), None)
        leeg = {"blad": [naam], "tabel": ruw.tabel, "kolommen": {}, "decimaal": {}, "datum": {}}
        oud = basis.model_dump(mode="json", exclude_none=True) if basis else leeg
        blad = bladen.setdefault((naam, ruw.tabel), oud)
        vast = {f"(vast) {kolom}" for kolom in blad.get("vaste_waarden", {})}
        blad["kolommen"] |= {rauw: kolom for kolom, rauw in ruw.kolommen.items() if rauw not in vast}
        _notaties(blad, ruw, antwoorden)
    if not bladen:
        raise Melding("Er is nog geen blad herkend, dus er valt niets te onthouden. Beantwoord eerst de vragen.")
    inhoud = {
        "naam": leverancier,
        "toelichting": "Vastgelegd na het beantwoorden van de vragen bij het inlezen.",
        "bron": "eigen antwoorden",
        "tabellen": [{k: v for k, v in b.items() if v} for b in bladen.values()],
    }
    Leverancier.model_validate(inhoud)
    map_.mkdir(parents=True, exist_ok=True)
    return _write(map_ / f"{bestandsnaam(leverancier)}.yaml", inhoud)


def _earlier(naam: str, mappen: tuple[Path, ...]) -> tuple[Blad, ...]:
    bestaat = bestandsnaam(naam) in beschikbaar(mappen)
    return load_leverancier(naam, mappen).tabellen if bestaat else ()


def _notaties(blad: dict, ruw: RuweTabel, antwoorden: dict) -> None:
    """Adds how the decimals and dates of a column are written, where somebody answered that."""
    for kolom, rauw in ruw.kolommen.items():
        sleutel = f"{onderwerp(ruw)} · {rauw}"
        for soort, kan in (("decimaal", get_args(Decimaal)), ("datum", get_args(Datum))):
            antwoord = antwoorden.get((soort, sleutel), antwoorden.get(sleutel))
            if antwoord in kan:
                blad[soort] = blad.get(soort, {}) | {kolom: antwoord}


def bestandsnaam(leverancier: str) -> str:
    """`Jeugdbescherming West!` -> `jeugdbescherming-west`: never a path."""
    naam = re.sub(r"[^a-z0-9]+", "-", leverancier.casefold()).strip("-")
    if not naam:
        raise Melding("Geef de leverancier een naam met letters of cijfers.")
    return naam


def _without_jaar(blad: str) -> str:
    """`maatregelen_2024-Q1` also means next year's sheet."""
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?:[-_ ]?[QHqh]\d)?(?!\d)", "*", blad)


def _write(pad: Path, inhoud: dict) -> Path:
    """All or nothing: a half-written mapping would stop every later import."""
    los, tijdelijk = tempfile.mkstemp(dir=pad.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(los, "w", encoding="utf-8") as bestand:
            yaml.safe_dump(inhoud, bestand, allow_unicode=True, sort_keys=False, width=110)
        os.replace(tijdelijk, pad)
    except BaseException:
        Path(tijdelijk).unlink(missing_ok=True)
        raise
    return pad
