"""A store in which every row carries the name of its gemeente, so that a row seen by the wrong reader is recognised."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from core import dashboard

EIGEN, VREEMD, VER = "GM0505", "GM0512", "GM0546"  # two of one region, one of another
MERKEN = {code: f"Merk{code[2:]}" for code in (EIGEN, VREEMD, VER)}
_AANTAL = {EIGEN: 31, VREEMD: 47, VER: 23}


def make_store(map: Path) -> Path:
    """The folder of the store; `map` is empty."""
    tabellen = {
        naam: [kop]
        for naam, kop in {
            "maatregelen": ("jeugdige", "gemeente", "gi", "type", "begindatum", "einddatum"),
            "trajecten": (
                "jeugdige",
                "gemeente",
                "aanbieder",
                "gi",
                "segment",
                "productcategorie",
                "begindatum",
                "einddatum",
            ),
            "plaatsingen": ("jeugdige", "gemeente", "gi", "aanbieder", "verblijfsvorm", "begindatum", "einddatum"),
            "opvragen": ("doel", "periode_begin", "periode_einde", "gemeente", "gi", "teller", "noemer"),
            "mijlpalen": ("doel", "gi", "toegang", "behaald_op", "bewijs"),
        }.items()
    }
    for code, merk in MERKEN.items():
        for nr in range(_AANTAL[code]):
            kind, jaar = f"{merk}-{nr}", 2021 + nr % 4
            van, tot = f"{jaar}-0{1 + nr % 9}-01", f"{jaar + 1}-0{1 + nr % 7}-15" if nr % 3 else ""
            tabellen["maatregelen"].append((kind, code, f"GI {merk}", "11", van, tot))
            tabellen["trajecten"].append((kind, code, f"Aanbieder {merk}", f"GI {merk}", "1", "45", van, tot))
            tabellen["plaatsingen"].append((kind, code, f"GI {merk}", f"Aanbieder {merk}", "pleegzorg", van, tot))
        tabellen["trajecten"].append(
            (f"{merk}-fout", code, f"Aanbieder {merk}", f"GI {merk}", "1", "45", f"{merk}-x", "")
        )
        tabellen["opvragen"].append(("ZHZ-06", "2024-01-01", "2024-12-31", code, f"GI {merk}", "30", "100"))
    tabellen["opvragen"].append(("ZHZ-06", "2023-01-01", "2023-12-31", "", f"GI {MERKEN[VREEMD]}", "30", "100"))
    tabellen["mijlpalen"].append(("ZHZ-07", "GI Noord", "", "2022-08-21", "protocol"))
    bron, eigen = map / "bron", map / "eigen"
    bron.mkdir()
    eigen.mkdir()
    for naam, rijen in tabellen.items():
        with (bron / f"{naam}.csv").open("w", encoding="utf-8", newline="") as bestand:
            csv.writer(bestand, delimiter=";").writerows(rijen)
    with pytest.MonkeyPatch.context() as anders:
        anders.setenv("KERNWAARDEN_GEGEVENS", str(eigen))
        dashboard.import_sources(None, sorted(bron.glob("*.csv")), tm=dt.date(2025, 6, 30))
    return eigen
