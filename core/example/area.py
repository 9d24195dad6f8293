"""Where the invented children live: the regions with their gemeenten, GI's, segments and goals.

What is true of a region comes from data/regios; what is invented about it (GI names, where requests go, round
numbers of children) from data/voorbeeld-instellingen. A region that is not in the latter gets defaults, so that
one YAML in data/regios is enough.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from zlib import crc32

import yaml
from pydantic import Field, ValidationError

from core.model import strict_yaml
from core.model.doel import Doel, Regio
from core.model.maat import Streng
from core.model.melding import Melding
from core.sources.regios import load_regios

DATA = Path(__file__).resolve().parents[2] / "data"
CODELIJST = DATA / "codelijsten" / "gemeenten.csv"
INSTELLINGEN = DATA / "voorbeeld-instellingen" / "regios.yaml"
NL_MINDERJARIGEN = 3_350_000
ALLE = "alle"
# Numbers of regions: those of the settings below 10, jeugdregio's of the country below 60, any other from there on.
EERSTE_JEUGDREGIO, EERSTE_ANDERE, NUMMERS = 10, 60, 100


@dataclass(frozen=True)
class Gi:
    """How one GI works: its share of the cases, its waiting time, whether an extension is a new record, and for
    which part of the OTS that would end it asks for a year or two more."""

    naam: str
    deel: float
    wachtdagen: float
    verlenging_nieuw_record: bool = False
    langer: float = 0.0


@dataclass(frozen=True)
class Gebied:
    """One region. `nummer` starts every id and every stream of random numbers, so that regions never mix."""

    nummer: int
    id: str
    codes: tuple[str, ...]
    namen: tuple[str, ...]
    kinderen: tuple[int, ...]
    gis: tuple[Gi, ...]
    segmenten: dict[str, str]
    toegangen: tuple[str, ...] = ()
    doelen: tuple[Doel, ...] = ()

    @property
    def minderjarigen(self) -> int:
        return sum(self.kinderen)


class Verzonnen(Streng):
    """What is invented about one region. segmenten: kind of jeugdhulp -> segment of the contract. langer: GI -> part
    of its OTS that last a year or two longer than elsewhere."""

    nummer: int = Field(ge=1, lt=EERSTE_JEUGDREGIO)
    gis: tuple[str, str, str]
    toegangen: tuple[str, ...] = ()
    segmenten: dict[str, str] = {}
    doelen_ook_van: tuple[str, ...] = ()
    langer: dict[str, float] = {}


class Instellingen(Streng):
    """The settings of the example. kinderen: GM code -> minors."""

    segmenten: dict[str, str]
    regios: dict[str, Verzonnen]
    kinderen: dict[str, int]


@cache
def load_instellingen(pad: Path = INSTELLINGEN) -> Instellingen:
    """Read strictly. Raises Melding when the file is missing or wrong."""
    try:
        instellingen = Instellingen.model_validate(strict_yaml.load(pad.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as fout:
        raise Melding(
            f"De instellingen van het voorbeeld ({pad.name} in data/voorbeeld-instellingen) zijn niet te "
            "lezen: zet het bestand terug of verbeter het."
        ) from fout
    nummers = [r.nummer for r in instellingen.regios.values()]
    if len(set(nummers)) < len(nummers):
        raise Melding(f"Twee regio's in {pad.name} hebben hetzelfde nummer: geef elke regio een eigen nummer.")
    return instellingen


def first_regio() -> str:
    """The region of the settings that an example is made of when none is named."""
    return min(load_instellingen().regios.items(), key=lambda paar: paar[1].nummer)[0]


def gebieden(regio: str, landelijk: bool) -> tuple[Gebied, ...]:
    """The regions to make: one of data/regios, those of the settings ("alle"), or every jeugdregio of the country.

    Nationwide the gemeenten come from data/codelijsten/gemeenten.csv, with invented populations that add up
    to about that of the Netherlands. Raises Melding for a region that is not there.
    """
    regios, eigen = load_regios(), load_instellingen().regios
    if landelijk:
        return _jeugdregios(regios)
    if regio == ALLE:
        return tuple(_gebied(regios, id) for id in sorted(eigen, key=lambda id: eigen[id].nummer) if id in regios)
    if regio not in regios:
        raise Melding(f"Regio '{regio}' bestaat niet: kies {', '.join(regios)} of {ALLE}.")
    return (_gebied(regios, regio),)


def _gebied(regios: dict[str, Regio], id: str) -> Gebied:
    regio, eigen = regios[id], load_instellingen().regios.get(id)
    nummer = eigen.nummer if eigen else _number(regios, id)
    bij = [regios[r] for r in (eigen.doelen_ook_van if eigen else ()) if r in regios]
    return Gebied(
        nummer,
        id,
        regio.codes,
        tuple(g.naam for g in regio.gemeenten),
        tuple(_kinderen(c) for c in regio.codes),
        _gis(*(eigen.gis if eigen else (f"GI {nummer}{letter}" for letter in "ABC")), langer=eigen and eigen.langer),
        _segmenten(regio, eigen),
        eigen.toegangen if eigen else regio.toegangen,
        tuple(d for r in (regio, *bij) for d in r.doelen),
    )


def _number(regios: dict[str, Regio], id: str) -> int:
    """A number of its own for a region without settings; another region more does not change it, unless both
    happen to come to the same one."""
    bezet: dict[int, str] = {}
    for ander in sorted(set(regios) - set(load_instellingen().regios)):
        nummer = crc32(ander.encode()) % (NUMMERS - EERSTE_ANDERE)
        while nummer in bezet and len(bezet) < NUMMERS - EERSTE_ANDERE:
            nummer = (nummer + 1) % (NUMMERS - EERSTE_ANDERE)
        bezet[nummer] = ander
    return EERSTE_ANDERE + next(n for n, wie in bezet.items() if wie == id)


def _gis(*namen: str, langer: dict[str, float] | None = None) -> tuple[Gi, ...]:
    gis = (Gi(namen[0], 0.55, 4), Gi(namen[1], 0.30, 10, True), Gi(namen[2], 0.15, 18))
    return tuple(replace(g, langer=(langer or {}).get(g.naam, 0.0)) for g in gis)


def _segmenten(regio: Regio | None, eigen: Verzonnen | None) -> dict[str, str]:
    """Kind of jeugdhulp -> segment. Without settings: the segment of the region with that word in its name, else
    its first one; a region without segments gets the general ones."""
    algemeen = load_instellingen().segmenten
    if eigen or regio is None or not regio.segmenten:
        return algemeen | (eigen.segmenten if eigen else {})
    return {
        soort: next((s.nummer for s in regio.segmenten if soort in s.naam.lower()), regio.segmenten[0].nummer)
        for soort in algemeen
    }


def _kinderen(code: str) -> int:
    """Minors of a gemeente: from the settings, else by a fixed pattern of small and large gemeenten, 0.4 to 1.6
    times the mean."""
    gemiddeld = NL_MINDERJARIGEN / sum(map(len, _per_jeugdregio().values()))
    return load_instellingen().kinderen.get(code) or round(gemiddeld * (0.4 + 0.3 * (int(code[2:]) % 5)))


@cache
def _per_jeugdregio() -> dict[str, list[dict]]:
    """Jeugdregio -> its gemeenten (columns of the list)."""
    per_regio: dict[str, list[dict]] = defaultdict(list)
    with CODELIJST.open(encoding="utf-8-sig", newline="") as bestand:
        for rij in csv.DictReader((r for r in bestand if not r.startswith("#")), delimiter=";"):
            per_regio[rij["jeugdregio"]].append(rij)
    return dict(per_regio)


def _jeugdregios(regios: dict[str, Regio]) -> tuple[Gebied, ...]:
    eigen, ids = load_instellingen().regios, {r.naam: r.id for r in regios.values()}
    uit = []
    for nummer, (naam, rijen) in enumerate(sorted(_per_jeugdregio().items()), start=EERSTE_JEUGDREGIO):
        id = ids.get(naam, naam)
        bekend = _gebied(regios, id) if id in eigen and id in regios else None
        uit.append(
            Gebied(
                nummer,
                id,
                tuple(r["code"] for r in rijen),
                tuple(r["naam"] for r in rijen),
                tuple(_kinderen(r["code"]) for r in rijen),
                _gis(*(f"GI {nummer}{letter}" for letter in "ABC")),
                bekend.segmenten if bekend else _segmenten(None, None),
                doelen=bekend.doelen if bekend else (),
            )
        )
    return tuple(uit)
