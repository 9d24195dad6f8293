"""Known worlds: children born into measures and out of them again at rates that are given, for scoring forecasts.

It shares nothing with the product: a plain walk in steps of two weeks, by integer draws only (the bytes are equal on
every processor), that writes the canonical tables. What is true of a world is what is written here.
"""

import csv
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

BURN_IN, VAN, TM = dt.date(1998, 1, 1), dt.date(2018, 1, 1), dt.date(2025, 12, 31)
GEMEENTEN = ("GM0505", "GM0505", "GM0505", "GM0512", "GM0523", "GM0590", "GM0610", "GM0642")
GIS = ("GI Noord", "GI Noord", "GI Duin")
# Chances in a million. In a step:
MILJOEN, STAP = 1_000_000, 14
EINDE = {"11": 22_000, "12": 170_000, "21": 5_000}
UITHUIS, NAAR_HUIS = 6_000, 18_000
# And in all: as what a child comes in, with a brother or sister, already living elsewhere; what follows on a measure
# that ends, and whether the child comes back within some three years.
NIEUW = (("11", 700_000), ("12", 250_000), ("21", 50_000))
TWEEDE_KIND = 300_000
ELDERS_BIJ_BEGIN = {"11": 150_000, "12": 350_000, "21": 800_000}
DAARNA = {"11": (("21", 120_000),), "12": (("11", 650_000),), "21": ()}
TERUG, TERUG_VAN, TERUG_TOT = 110_000, 20, 1_080


def gelijk(jaar: int, maand: int) -> int:
    """Inflow as a share of a million of that in January 2019."""
    return MILJOEN


def daalt(jaar: int, maand: int) -> int:
    """8% a year less than a year before, every year."""
    maanden, uit = (jaar - 2019) * 12 + maand - 1, MILJOEN
    for _ in range(abs(maanden)):
        uit = uit * 99_308 // 100_000 if maanden > 0 else uit * 100_000 // 99_308
    return uit


def breuk(jaar: int, maand: int) -> int:
    """A fifth less from January 2021 on: two years or more before anybody predicts (nobody can predict a break)."""
    return MILJOEN if jaar < 2021 else 800_000


@dataclass(frozen=True)
class Wereld:
    """`gezinnen`: families a year in January 2019; `verloop`: how that goes on; `sneden`: years on whose last day is
    predicted."""

    naam: str
    gezinnen: int
    verloop: Callable[[int, int], int]
    sneden: tuple[int, ...] = (2022, 2023, 2024)


WERELDEN = (
    Wereld("gelijk", 150, gelijk),
    Wereld("daalt", 150, daalt),
    Wereld("breuk", 150, breuk),
    Wereld("klein", 30, gelijk),
)


@dataclass
class _Kind:
    naam: str
    gezin: str
    geboren: dt.date
    geslacht: str
    gemeente: str
    gi: str
    begin: dt.date


@dataclass
class Boek:
    """Rows as they will be written."""

    maatregelen: list[dict] = field(default_factory=list)
    plaatsingen: list[dict] = field(default_factory=list)


def schrijf(wereld: Wereld, seed: int, map_: Path) -> list[Path]:
    """maatregelen.csv and plaatsingen.csv of one world: what was not over on the first day and had begun on the
    last."""
    toeval = random.Random(f"{wereld.naam} {seed}")
    boek, nummer, dag = Boek(), 0, BURN_IN
    while dag <= TM:
        # Seven chances a day: a binomial number of families, near enough to a Poisson one.
        kans = wereld.gezinnen * wereld.verloop(dag.year, dag.month) // (7 * 365)
        for _ in range(7):
            if _onder(toeval, MILJOEN) < kans:
                nummer += 1
                _gezin(toeval, boek, f"G{nummer:06d}", dag)
        dag += dt.timedelta(days=1)
    return [_tabel(map_ / "maatregelen.csv", boek.maatregelen), _tabel(map_ / "plaatsingen.csv", boek.plaatsingen)]


def _tabel(pad: Path, rijen: list[dict]) -> Path:
    rijen = [r for r in rijen if r["begindatum"] <= TM and (r["einddatum"] is None or r["einddatum"] >= VAN)]
    for rij in rijen:
        if rij["einddatum"] and rij["einddatum"] > TM:
            rij["einddatum"], rij["reden_einde"] = None, ""
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.DictWriter(bestand, list(rijen[0]), delimiter=";")
        schrijver.writeheader()
        schrijver.writerows(rijen)
    return pad


def _onder(toeval: random.Random, n: int) -> int:
    """A whole number from 0 up to n, as randrange draws it, in a third of the time."""
    bits = n.bit_length()
    getal = toeval.getrandbits(bits)
    while getal >= n:
        getal = toeval.getrandbits(bits)
    return getal


def _keuze(toeval: random.Random, kansen: tuple[tuple[str, int], ...]) -> str | None:
    u = _onder(toeval, MILJOEN)
    for wat, kans in kansen:
        u -= kans
        if u < 0:
            return wat
    return None


def _gezin(toeval: random.Random, boek: Boek, gezin: str, dag: dt.date) -> None:
    for k in range(2 if _onder(toeval, MILJOEN) < TWEEDE_KIND else 1):
        geboren = dag - dt.timedelta(days=30 + _onder(toeval, 16 * 365))
        kind = _Kind(
            f"{gezin}{k}",
            gezin,
            geboren,
            "VM"[_onder(toeval, 2)],
            GEMEENTEN[_onder(toeval, 8)],
            GIS[_onder(toeval, 3)],
            dag,
        )
        _keten(toeval, boek, kind, _keuze(toeval, NIEUW) or "11", dag)


def _keten(toeval: random.Random, boek: Boek, kind: _Kind, soort: str | None, dag: dt.date) -> None:
    """Measures of a child until none follows and it does not come back."""
    meerderjarig = dt.date(kind.geboren.year + 18, kind.geboren.month, min(kind.geboren.day, 28))
    elders: dt.date | None = None
    if _onder(toeval, MILJOEN) < ELDERS_BIJ_BEGIN[soort]:
        elders = dag
    while soort and dag < meerderjarig:
        begin = dag
        dag, elders = _maatregel(toeval, boek, kind, EINDE[soort], dag, meerderjarig, elders)
        op18 = dag >= meerderjarig
        reden = ("11" if soort == "21" else "01") if op18 else "04"
        boek.maatregelen.append(
            {
                **_vast(kind),
                "geboortedatum": kind.geboren,
                "geslacht": kind.geslacht,
                "gezin": kind.gezin,
                "type": soort,
                "begindatum": begin,
                "einddatum": dag,
                "reden_einde": reden,
            }
        )
        soort = None if op18 else _keuze(toeval, DAARNA[soort])
        if soort is None and elders:
            _plaatsing(boek, kind, elders, dag)
            elders = None
        if soort is None and not op18:
            wachten = min(
                TERUG_VAN + _onder(toeval, TERUG_TOT - TERUG_VAN), TERUG_VAN + _onder(toeval, TERUG_TOT - TERUG_VAN)
            )
            if _onder(toeval, MILJOEN) < TERUG:
                soort, dag = "11", dag + dt.timedelta(days=wachten)
                continue
        dag += dt.timedelta(days=1)


def _maatregel(
    toeval: random.Random, boek: Boek, kind: _Kind, einde: int, dag: dt.date, tot: dt.date, elders: dt.date | None
) -> tuple[dt.date, dt.date | None]:
    """Day it ends (at most `tot`), and since when the child lives elsewhere then."""
    begin = dag
    while True:
        klaar = _onder(toeval, MILJOEN) < einde
        volgende = dag + dt.timedelta(days=1 + _onder(toeval, STAP) if klaar else STAP)
        if volgende >= tot:
            return tot, elders
        if klaar:
            return volgende, elders
        dag = volgende
        if _onder(toeval, MILJOEN) < (NAAR_HUIS if elders else UITHUIS):
            if elders and (dag - max(elders, begin)).days > 14:
                _plaatsing(boek, kind, elders, dag)
                elders = None
            elif elders is None:
                elders = dag


def _vast(kind: _Kind) -> dict:
    return {"jeugdige": kind.naam, "gemeente": kind.gemeente, "gi": kind.gi}


def _plaatsing(boek: Boek, kind: _Kind, begin: dt.date, einde: dt.date) -> None:
    boek.plaatsingen.append(
        {
            **_vast(kind),
            "verblijfsvorm": "11",
            "netwerk": "nee",
            "begindatum": begin,
            "einddatum": einde,
            "reden_einde": "",
        }
    )
