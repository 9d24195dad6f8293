"""What protection costs, counted in calls of functions of the program: no clock, so the same on every machine."""

import datetime as dt
import sys
from pathlib import Path

import pytest

from core.disclosure.series import delend
from core.engine.count.series import Dekking, Rekenaar
from core.measures import load_catalogus
from core.measures.examples import load
from core.model.maat import Voorbeeld
from core.model.schema import TABELLEN
from core.model.selectie import Selectie

PROGRAMMA = str(Path(__file__).resolve().parents[2] / "core")
TM = dt.date(2024, 12, 31)
MEEST = 5
TYPEN = ("11", "11", "12", "20", "41")


def _rijen(aantal: int) -> str:
    regels = [
        f"K{nr} | GM05{nr % 13:02d} | GI {'ABC'[nr % 3]} | {TYPEN[nr % 5]} | {2018 + nr % 6}-0{1 + nr % 9}-01 |"
        for nr in range(aantal)
    ]
    return "\n".join(["jeugdige | gemeente | gi | type | begindatum | einddatum", *regels])


@pytest.fixture
def rekenaar(duckdb_verbinding):
    load(Voorbeeld(name="x", data_until=TM, expect={}, given={"maatregelen": _rijen(900)}), duckdb_verbinding)
    dekking = {t: Dekking(dt.date(2018, 1, 1), TM) for t in TABELLEN}
    return Rekenaar(load_catalogus(), duckdb_verbinding, dekking, {})


def calls(vraag) -> int:
    geteld = 0

    def note(frame, gebeurtenis, _):
        nonlocal geteld
        geteld += gebeurtenis == "call" and frame.f_code.co_filename.startswith(PROGRAMMA)

    sys.setprofile(note)
    try:
        vraag()
    finally:
        sys.setprofile(None)
    return geteld


@pytest.mark.parametrize("maat_id", ["jb_stand", "ots_stand", "rechter_stand"])
@pytest.mark.parametrize("splits", [(), ("gemeente",), ("gemeente", "gi")])
def test_a_shared_answer_costs_at_most_five_times_an_exact_one(rekenaar, maat_id, splits):
    deler, selectie = delend(rekenaar), Selectie(splits=splits)
    gedeeld = deler.reeks(maat_id, selectie)  # the texts of the queries are known from here on
    assert gedeeld["waarde"].notna().any()
    rekenaar.geheugen.gesteld.clear()
    exact = calls(lambda: rekenaar.reeks(maat_id, selectie))
    rekenaar.geheugen.gesteld.clear()
    assert calls(lambda: deler.reeks(maat_id, selectie)) <= MEEST * exact
    assert calls(lambda: deler.reeks(maat_id, selectie)) <= calls(lambda: rekenaar.reeks(maat_id, selectie)) + 5
