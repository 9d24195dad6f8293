"""Write the rows of a made-up export as suppliers do: every date form, every yes and no, lost leading zeros.

A row is a dict of Python values (date, datetime, bool, Decimal, code, GM code); a `Ruw` cell is dirt and is
written as it is. Formatting is random but seeded, so an exact duplicate usually looks different on paper.
"""

import csv
import io
import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.natelling.cellen import CODES, GEMEENTEN
from tests.natelling.lezen import TABELLEN

Rijen = dict[str, list[dict]]
WOORD = {code: woord for woord, code in CODES["type"].items()} | {
    "11": "OTS",
    "12": "VOTS",
    "41": "T&B gedwongen",
}
NAAM = {f"GM{n:04d}": naam for naam, n in GEMEENTEN.items()}


class Ruw(str):
    """A cell that is written exactly like this."""


def _datum(d: date, rng: random.Random) -> str:
    return rng.choice(
        (
            d.isoformat(),
            f"{d:%d-%m-%Y}",
            f"{d.day}-{d.month}-{d.year}",
            f"{d:%Y%m%d}",
            str((d - date(1899, 12, 30)).days),
        )
    )


def _moment(m: datetime, rng: random.Random) -> str:
    return rng.choice((f"{m:%Y-%m-%dT%H:%M:%S}", f"{m:%Y-%m-%d %H:%M}", f"{m:%d-%m-%Y %H:%M}"))


def _getal(waarde: Decimal, komma: bool) -> str:
    tekst = f"{waarde:,.2f}" if abs(waarde) >= 1000 else f"{waarde:.2f}"
    return tekst.translate(str.maketrans(",.", ".,")) if komma else tekst


def cel(kolom: str, waarde: object, rng: random.Random, komma: bool) -> str:
    """One cell as text, in one of the forms that section 1 allows."""
    if waarde is None:
        return ""
    if isinstance(waarde, Ruw):
        return str(waarde)
    if isinstance(waarde, bool):
        return rng.choice(("ja", "J", "1", "true", "Ja") if waarde else ("nee", "N", "0", "false", "NEE"))
    if isinstance(waarde, datetime):
        return _moment(waarde, rng)
    if isinstance(waarde, date):
        return _datum(waarde, rng)
    if isinstance(waarde, Decimal):
        return _getal(waarde, komma)
    if kolom == "gemeente" and waarde in NAAM:
        return rng.choice((NAAM[waarde], waarde, waarde[2:], waarde[2:].lstrip("0")))
    if kolom == "jeugdige" and waarde.isdigit():
        return rng.choice((waarde, waarde.lstrip("0")))
    if kolom == "type" and waarde in WOORD:
        return rng.choice((waarde, waarde, WOORD[waarde]))
    return str(waarde)


def als_tekst(tabellen: Rijen, rng: random.Random) -> dict[str, list[dict[str, str]]]:
    """The tables as text cells; each column has one decimal convention."""
    uit = {}
    for tabel, rijen in tabellen.items():
        komma = {k: rng.random() < 0.5 for k in TABELLEN[tabel]}
        uit[tabel] = [{k: cel(k, r.get(k), rng, komma[k]) for k in TABELLEN[tabel]} for r in rijen]
    return uit


def schrijf_csv(tabellen: Rijen, map_: Path, rng: random.Random) -> Path:
    """A folder with one csv per table: semicolon or comma, with or without BOM."""
    return schrijf_tekst(als_tekst(tabellen, rng), map_, rng.choice(";,"), rng.choice(("utf-8", "utf-8-sig")))


def schrijf_tekst(
    tekst: dict[str, list[dict[str, str]]], map_: Path, scheiding: str = ";", codering: str = "utf-8"
) -> Path:
    """The cells as they are, one csv per table."""
    map_.mkdir(parents=True, exist_ok=True)
    for tabel, rijen in tekst.items():
        buffer = io.StringIO()
        schrijver = csv.DictWriter(buffer, list(TABELLEN[tabel]), delimiter=scheiding)
        schrijver.writeheader()
        schrijver.writerows(rijen)
        (map_ / f"{tabel}.csv").write_bytes(buffer.getvalue().encode(codering))
    return map_


def schrijf_xlsx(tabellen: Rijen, bestand: Path, rng: random.Random) -> Path:
    """One workbook with a sheet per table: real dates, serials, numbers and text through each other."""
    boek = openpyxl.Workbook()
    boek.remove(boek.active)
    begin = date(1899, 12, 30)
    if rng.random() < 0.5:
        boek.epoch, begin = CALENDAR_MAC_1904, date(1904, 1, 1)
    teksten = als_tekst(tabellen, rng)
    for tabel, rijen in tabellen.items():
        blad = boek.create_sheet(tabel)
        blad.append(list(TABELLEN[tabel]))
        for rij, tekst in zip(rijen, teksten[tabel], strict=True):
            blad.append([_excelcel(rij.get(k), tekst[k], begin, rng) for k in TABELLEN[tabel]])
    bestand.parent.mkdir(parents=True, exist_ok=True)
    boek.save(bestand)
    return bestand


def _excelcel(waarde: object, tekst: str, begin: date, rng: random.Random) -> object:
    if isinstance(waarde, (bool, datetime)) and rng.random() < 0.5:
        return waarde
    if isinstance(waarde, Decimal):
        return float(waarde)
    if isinstance(waarde, date) and not isinstance(waarde, datetime):
        # The 5 digits of a csv serial are in the 1900 system; a sheet has its own system.
        return rng.choice(
            (
                datetime(waarde.year, waarde.month, waarde.day),
                (waarde - begin).days,
                waarde.isoformat(),
                f"{waarde:%d-%m-%Y}",
                f"{waarde:%Y%m%d}",
            )
        )
    if isinstance(waarde, str) and tekst.isdigit() and rng.random() < 0.5:
        return int(tekst)
    return tekst or None
