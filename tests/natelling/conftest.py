"""A pipe table on the way in, a recount on the way out."""

from datetime import date
from pathlib import Path

import pytest

from tests.natelling.regels import Telling
from tests.natelling.voorbeelden import KORT, VAST

VANDAAG = date(2026, 1, 1)


@pytest.fixture
def tel(tmp_path: Path):
    """tel(tm, maatregelen="kind begin eind | K1 2024-01-01 -")  ->  Telling; "-" is an empty cell."""

    def maak(tm: date | None = date(2025, 12, 31), **tabellen: str) -> Telling:
        for tabel, tekst in tabellen.items():
            kop, *rijen = [regel.split() for regel in tekst.strip().split("|")]
            kop = [KORT.get(k, k) for k in kop]
            vast = {k: v for k, v in VAST[tabel].items() if k not in kop}
            regels = [",".join([*kop, *vast])]
            regels += [",".join([*("" if c == "-" else c.replace("_", " ") for c in r), *vast.values()]) for r in rijen]
            (tmp_path / f"{tabel}.csv").write_text("\n".join(regels), encoding="utf-8")
        return Telling(tmp_path, tm=tm, vandaag=VANDAAG)

    return maak
