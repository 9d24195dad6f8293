"""Spellings of column headers that are known: data/kopnamen/*.yaml. A new spelling is a line of data."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from core.model import strict_yaml
from core.model.melding import Melding
from core.model.schema import TABELLEN

MAP = Path(__file__).resolve().parents[3] / "data" / "kopnamen"


class _Streng(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Schrijfwijzen(_Streng):
    """`namen` as they are; every combination of a `stam` and a `bij` ("einddatum" + "maatregel")."""

    namen: tuple[str, ...] = ()
    stam: tuple[str, ...] = ()
    bij: tuple[str, ...] = ()

    def all_(self) -> tuple[str, ...]:
        return (*self.namen, *(f"{s} {b}" for s in self.stam for b in self.bij))


class Kopnamen(_Streng):
    """`kolommen`: our column -> spellings, in any table that has it; `per_tabel`: in one table; `tweede`: a second key
    or name beside a better one; `niet_nodig`: headers that decide no count; `kenmerken`: words of a number of a
    line."""

    kolommen: dict[str, Schrijfwijzen] = {}
    per_tabel: dict[str, dict[str, Schrijfwijzen]] = {}
    tweede: dict[str, tuple[str, ...]] = {}
    niet_nodig: tuple[str, ...] = ()
    kenmerken: frozenset[str] = frozenset()


@cache
def load_kopnamen() -> Kopnamen:
    """Raises Melding when a file is not right."""
    samen: dict = {"kolommen": {}, "per_tabel": {}, "tweede": {}, "niet_nodig": [], "kenmerken": []}
    for pad in sorted(MAP.glob("*.yaml")):
        try:
            deel = Kopnamen.model_validate(strict_yaml.load(pad.read_text("utf-8")))
        except (yaml.YAMLError, UnicodeDecodeError, ValidationError):
            raise Melding(
                f"De lijst van kolomnamen {pad.name} klopt niet. Herstel het bestand in data/kopnamen."
            ) from None
        samen["kolommen"] |= dict(deel.kolommen)
        samen["per_tabel"] |= dict(deel.per_tabel)
        samen["tweede"] |= dict(deel.tweede)
        samen["niet_nodig"] += deel.niet_nodig
        samen["kenmerken"] += deel.kenmerken
    return Kopnamen.model_validate(samen)


@cache
def spellings(tabel: str) -> dict[str, tuple[str, ...]]:
    """Our column -> spellings for this table; what a table says itself goes before what holds for all."""
    lijst, eigen = load_kopnamen(), load_kopnamen().per_tabel.get(tabel, {})
    bezet = {naam for s in eigen.values() for naam in s.all_()}
    uit = {}
    for kolom in TABELLEN[tabel].kolommen:
        algemeen = lijst.kolommen.get(kolom.naam, Schrijfwijzen()).all_()
        algemeen = (*algemeen, *lijst.tweede.get(kolom.naam, ()))
        uit[kolom.naam] = (*eigen.get(kolom.naam, Schrijfwijzen()).all_(), *(n for n in algemeen if n not in bezet))
    return uit
