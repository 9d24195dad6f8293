"""Tile maps from data/kaarten: one tile per gemeente of a region, laid by hand where it lies in about."""

import csv
import math
from pathlib import Path
from typing import NamedTuple

from core.model.doel import Regio
from core.model.melding import Melding

MAP = Path(__file__).resolve().parents[2] / "data" / "kaarten"


class Tegel(NamedTuple):
    """`rij` counts from the north, `kolom` from the west, both from 1."""

    code: str
    rij: int
    kolom: int


class Tegelkaart(NamedTuple):
    """`gelegd`: laid by hand; else the tiles stand in the order of the names, and their place says nothing."""

    tegels: tuple[Tegel, ...]
    gelegd: bool


def tegelkaart(regio: Regio, map: Path = MAP) -> Tegelkaart:
    """The tiles of a region, one per gemeente. Without a file of its own, or with one that is not about these
    gemeenten, they stand in a grid by name. Raises Melding for a file that cannot be read."""
    pad = map / f"{regio.id}.csv"
    tegels = _read(pad) if pad.exists() else ()
    if {t.code for t in tegels} == set(regio.codes) and len({(t.rij, t.kolom) for t in tegels}) == len(regio.codes):
        return Tegelkaart(tegels, True)
    op_naam = sorted(regio.gemeenten, key=lambda g: g.naam)
    breed = math.ceil(math.sqrt(len(op_naam))) or 1
    return Tegelkaart(tuple(Tegel(g.code, n // breed + 1, n % breed + 1) for n, g in enumerate(op_naam)), False)


def _read(pad: Path) -> tuple[Tegel, ...]:
    try:
        with pad.open(encoding="utf-8", newline="") as bestand:
            next(bestand)  # where the map comes from
            rijen = csv.DictReader(bestand, delimiter=";")
            return tuple(Tegel(r["code"], int(r["rij"]), int(r["kolom"])) for r in rijen)
    except (OSError, StopIteration, KeyError, TypeError, ValueError) as fout:
        raise Melding(
            f"De tegelkaart {pad.name} in data/kaarten is niet te lezen: zet in elke regel code;rij;kolom, of haal het "
            "bestand weg."
        ) from fout
