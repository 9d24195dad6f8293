"""What is kept of earlier answers: each series once, and no more of them than fits."""

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from core.engine.count import memory
from core.engine.count.dominance import grootste
from core.engine.count.series import Dekking, Rekenaar
from core.engine.judge.goal_state import own_keuze
from core.measures import load_catalogus
from core.measures.examples import load
from core.model.maat import Voorbeeld
from core.model.schema import TABELLEN
from core.sources.regios import load_regios

READY = Path(__file__).parents[3] / "data" / "voorbeeld-klaar"
TM = dt.date(2024, 12, 31)
PLEK = ["filters", "geheel", "dim", "cel", "maat", "wanneer", "periode", "tot"]


@pytest.fixture
def rekenaar(duckdb_verbinding):
    """Measures in two gemeenten of Holland Rijnland."""
    regio = load_regios()["hr"]
    rijen = [f"K{n} | {regio.codes[n % 2]} | GI {'AB'[n % 2]} | 11 | 20{18 + n % 6}-03-01 |" for n in range(60)]
    gegeven = "\n".join(["jeugdige | gemeente | gi | type | begindatum | einddatum", *rijen])
    load(Voorbeeld(name="x", data_until=TM, expect={}, given={"maatregelen": gegeven}), duckdb_verbinding)
    dekking = {"maatregelen": Dekking(dt.date(2018, 1, 1), TM)} | {
        t: Dekking(dt.date(2018, 1, 1), TM) for t in TABELLEN if t not in ("opvragen", "mijlpalen")
    }
    return Rekenaar(load_catalogus(), duckdb_verbinding, dekking, {regio.id: regio.codes})


def test_goals_that_share_a_maat_and_not_a_baseline_keep_its_series_once(rekenaar):
    regio = load_regios()["hr"]
    basis = {d.basis and d.basis.peildatum for d in regio.doelen if d.maat == "rechter_stand"}
    assert len(basis) > 1, "two goals of one maat that begin on other days"
    frame = pd.concat(memory.precompute(rekenaar, [regio], own_keuze, grootste, lambda _: None), ignore_index=True)
    reeks = frame[(frame["maat"] == "rechter_stand") & (frame["dim"] == "") & (frame["wanneer"] == memory.JAAR)]
    assert reeks["periode"].is_unique and len(reeks) == 7
    assert not frame.duplicated(PLEK).any()


def test_regions_that_share_their_gemeenten_keep_a_series_once(rekenaar):
    """What several regions agreed together holds for the same gemeenten: `samen` of one region is such a one."""
    regio = load_regios()["hr"]
    samen = regio.model_copy(update={"id": "samen"})
    rekenaar.regio_codes["samen"] = regio.codes
    frame = pd.concat(
        memory.precompute(rekenaar, [regio, samen], own_keuze, grootste, lambda _: None), ignore_index=True
    )
    assert len(frame) == len(pd.concat(memory.precompute(rekenaar, [regio], own_keuze, grootste, lambda _: None)))
    assert not frame.duplicated(PLEK).any()


def test_what_the_example_keeps_is_kept_and_read_once(duckdb_verbinding):
    """Also where what a goal is about (segment 3a) is a cell of a split as well."""
    frame = pd.read_parquet(READY / f"{memory.TABEL}.parquet")
    assert len(frame) and not frame.duplicated(PLEK).any()
    duckdb_verbinding.load_frame(memory.TABEL, frame)
    geheugen, filters = memory.Geheugen(), [json.loads(f) for f in frame["filters"].unique() if f]
    geheugen.read(duckdb_verbinding, filters)
    gevraagd = frame[frame["filters"] != ""]
    assert gevraagd.duplicated([*memory.REEKS_VAN, "periode", "tot"]).any(), "else this proves nothing"
    for naam, maat, wanneer in geheugen.reeksen:
        reeks = geheugen.reeks(maat, json.loads(naam), wanneer)
        assert len(reeks) and not reeks.duplicated(["periode", "tot"]).any(), (naam, maat)


def test_what_is_kept_stays_within_its_rows(monkeypatch):
    monkeypatch.setattr(memory, "RIJEN", 100)
    geheugen = memory.Geheugen()
    for nr in range(50):
        geheugen.eenmaal(("x", nr), lambda: pd.DataFrame({"x": range(30)}))
        geheugen.eenmaal(("y", nr), lambda: {(): pd.DataFrame({"x": range(20)}), ("gi",): pd.DataFrame({"x": [1]})})
        assert sum(map(memory._rows, geheugen.gesteld.values())) <= 100
    assert len(geheugen.eenmaal(("y", 49), lambda: pytest.fail("it was asked just now"))) == 2
