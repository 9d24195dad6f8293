"""Where the invented children live: the regions with their gemeenten, GI's and segments.

Child populations (0 to 17) are round figures for example data, not a source: load the table `bevolking` for
real ones. GI and aanbieder names are made up. Segment numbers: ZHZ 1-7 as in its Kernwaarden document;
Holland Rijnland only numbers Veiligheid (7), the other six are invented here; Zuidoost Utrecht works with
themes.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from core.model.melding import Melding

CODELIJST = Path(__file__).resolve().parents[2] / "data" / "codelijsten" / "gemeenten.csv"
NL_MINDERJARIGEN = 3_350_000

_ZHZ = """0482 Alblasserdam 4300;0505 Dordrecht 23500;0512 Gorinchem 7400;0523 Hardinxveld-Giessendam 4300
0531 Hendrik-Ido-Ambacht 7000;1963 Hoeksche Waard 17500;1978 Molenlanden 10600;0590 Papendrecht 6500
0610 Sliedrecht 5600;0642 Zwijndrecht 8900"""
_HR = """0484 Alphen aan den Rijn 22500;0534 Hillegom 4300;1884 Kaag en Braassem 6000;0537 Katwijk 15200
0546 Leiden 19800;0547 Leiderdorp 5400;0553 Lisse 4600;0569 Nieuwkoop 6100;0575 Noordwijk 8600
0579 Oegstgeest 6100;1525 Teylingen 8100;0638 Zoeterwoude 1900"""
_ZOU = """0310 De Bilt 9300;0312 Bunnik 3600;1581 Utrechtse Heuvelrug 10200;0352 Wijk bij Duurstede 4800
0355 Zeist 13700"""

SEGMENT_ZHZ = {
    "hoogspecialistisch": "1",
    "wonen": "2",
    "dag": "3",
    "dagbesteding": "3a",
    "ambulant": "4",
    "crisis": "5",
    "veiligheid": "6",
    "onderwijs": "7",
}
SEGMENT_HR = {
    "hoogspecialistisch": "2",
    "wonen": "1",
    "dag": "3",
    "dagbesteding": "3",
    "ambulant": "4",
    "crisis": "5",
    "veiligheid": "7",
    "onderwijs": "6",
}
SEGMENT_ZOU = {
    "hoogspecialistisch": "zo thuis mogelijk",
    "wonen": "zo thuis mogelijk",
    "dag": "onderwijs",
    "dagbesteding": "onderwijs",
    "ambulant": "lokale teams",
    "crisis": "veiligheid",
    "veiligheid": "veiligheid",
    "onderwijs": "onderwijs",
}


EIGEN = {"Zuid-Holland Zuid": "zhz", "Holland Rijnland": "hr", "Zuidoost Utrecht": "zou"}


@dataclass(frozen=True)
class Gi:
    """How one GI works: its share of the cases, its waiting time, and whether an extension is a new
    record."""

    naam: str
    deel: float
    wachtdagen: float
    verlenging_nieuw_record: bool = False


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

    @property
    def minderjarigen(self) -> int:
        return sum(self.kinderen)


def _gemeenten(tekst: str) -> dict[str, tuple]:
    delen = [deel.split() for deel in tekst.replace("\n", ";").split(";")]
    return {
        "codes": tuple(f"GM{d[0]}" for d in delen),
        "namen": tuple(" ".join(d[1:-1]) for d in delen),
        "kinderen": tuple(int(d[-1]) for d in delen),
    }


def _gis(*namen: str) -> tuple[Gi, ...]:
    return (Gi(namen[0], 0.55, 4), Gi(namen[1], 0.30, 10, True), Gi(namen[2], 0.15, 18))


def _regios() -> dict[str, Gebied]:
    zhz = Gebied(
        1,
        "zhz",
        **_gemeenten(_ZHZ),
        gis=_gis("GI Noord", "GI Midden", "GI Zuid"),
        segmenten=SEGMENT_ZHZ,
        toegangen=(
            "Toegang Dordrecht",
            "Toegang Drechtsteden",
            "Toegang Hoeksche Waard",
            "Toegang Rivierenland",
        ),
    )
    hr = Gebied(
        2,
        "hr",
        **_gemeenten(_HR),
        gis=_gis("GI West", "GI Midden", "GI Duin"),
        segmenten=SEGMENT_HR,
        toegangen=("Alphen en Kaag", "Nieuwkoop", "Bollen 4", "Leidse regio", "Katwijk"),
    )
    zou = Gebied(
        3,
        "zou",
        **_gemeenten(_ZOU),
        gis=_gis("GI Oost", "GI Midden", "GI Heuvel"),
        segmenten=SEGMENT_ZOU,
        toegangen=_gemeenten(_ZOU)["namen"],
    )
    return {"zhz": zhz, "hr": hr, "zou": zou}


def gebieden(regio: str, landelijk: bool) -> tuple[Gebied, ...]:
    """The regions to make: one, the three of the project ("alle"), or every jeugdregio of the country.

    Nationwide the gemeenten come from data/codelijsten/gemeenten.csv, with invented populations that add up
    to about that of the Netherlands; without that list the three regions are used.
    """
    regios = _regios()
    if landelijk:
        return _jeugdregios() if CODELIJST.exists() else tuple(regios.values())
    if regio == "alle":
        return tuple(regios.values())
    if regio not in regios:
        raise Melding(f"Regio '{regio}' bestaat niet in het voorbeeld: kies {', '.join(regios)} of alle.")
    return (regios[regio],)


def _jeugdregios() -> tuple[Gebied, ...]:
    with CODELIJST.open(encoding="utf-8-sig", newline="") as bestand:
        rijen = csv.DictReader((r for r in bestand if not r.startswith("#")), delimiter=";")
        per_regio: dict[str, list[dict]] = defaultdict(list)
        for rij in rijen:
            per_regio[rij["jeugdregio"]].append(rij)
    totaal = sum(len(r) for r in per_regio.values())
    gemiddeld = NL_MINDERJARIGEN / totaal
    uit = []
    for nummer, (naam, rijen) in enumerate(sorted(per_regio.items()), start=10):
        # A fixed pattern of small and large gemeenten: 0.4 to 1.6 times the mean.
        kinderen = tuple(round(gemiddeld * (0.4 + 0.3 * (int(r["code"][2:]) % 5))) for r in rijen)
        uit.append(
            Gebied(
                nummer,
                EIGEN.get(naam, naam),
                tuple(r["code"] for r in rijen),
                tuple(r["naam"] for r in rijen),
                kinderen,
                _gis(*(f"GI {nummer}{letter}" for letter in "ABC")),
                SEGMENT_ZHZ,
            )
        )
    return tuple(uit)
