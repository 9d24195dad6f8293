"""Settings that a municipality decides, each with who changed it and when. The latest counts; all stay readable."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from core.model import wording
from core.model.melding import Melding
from core.staat import teksten
from core.staat.database import change, fetch, schema

_tabel = sa.Table(
    "instellingen",
    schema,
    sa.Column("nr", sa.Integer, primary_key=True),
    sa.Column("naam", sa.String(40), index=True),
    sa.Column("waarde", sa.Integer),
    sa.Column("wie", sa.String(120)),
    sa.Column("op", sa.DateTime),
)


@dataclass(frozen=True)
class Soort:
    """A whole number between `laagst` and `hoogst`; `gewoon` when nobody decided."""

    naam: str
    label: str
    uitleg: str
    gewoon: int
    laagst: int
    hoogst: int


SOORTEN = {
    s.naam: s
    for s in (
        Soort(
            "drempel_aantal",
            "Kleinste aantal dat gedeeld mag worden",
            "Een aantal onder deze grens staat er in Delen niet. Lager dan 10 alleen na advies van uw functionaris "
            "gegevensbescherming.",
            10,
            5,
            50,
        ),
        Soort(
            "drempel_aandeel",
            "Kleinste groep bij een percentage",
            "Een percentage over een kleinere groep staat er in Delen niet.",
            30,
            10,
            200,
        ),
        Soort(
            "drempel_mediaan",
            "Kleinste groep bij een mediaan",
            "Een mediaan over een kleinere groep staat er in Delen niet.",
            20,
            10,
            200,
        ),
        Soort(
            "bewaren_maanden",
            "Hoeveel maanden een levering blijft",
            "Daarna worden de regels en alles wat ervan is gemaakt gewist.",
            60,
            1,
            240,
        ),
    )
}


@dataclass(frozen=True)
class Wijziging:
    naam: str
    waarde: int
    wie: str
    op: dt.datetime


def geldend(pad: Path) -> dict[str, int]:
    """Every setting with what counts now."""
    return {s.naam: s.gewoon for s in SOORTEN.values()} | {w.naam: w.waarde for w in wijzigingen(pad)}


def wijzigingen(pad: Path) -> list[Wijziging]:
    """All changes, oldest first."""
    rijen = fetch(pad, sa.select(_tabel).order_by(_tabel.c.nr), "De instellingen")
    return [Wijziging(r.naam, r.waarde, r.wie, r.op) for r in rijen if r.naam in SOORTEN]


def put(pad: Path, naam: str, waarde: int, wie: str, op: dt.datetime | None = None) -> None:
    """Raises Melding when the value is out of its range or nobody is named; then nothing was saved."""
    soort = SOORTEN[naam]
    if not soort.laagst <= waarde <= soort.hoogst:
        raise Melding(
            f"{soort.label} moet tussen {wording.getal(soort.laagst)} en {wording.getal(soort.hoogst)} liggen."
        )
    if not (wie := " ".join(wie.split())):
        raise Melding("Zeg wie dit instelt.")
    wie = teksten.check("de naam van wie dit instelt", wie, teksten.MAX_NAAM)
    rij = {"naam": naam, "waarde": waarde, "wie": wie, "op": op or dt.datetime.now()}
    change(pad, _tabel.insert().values(rij))
