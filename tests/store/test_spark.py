"""The same figures on a real Spark: every worked example, and random dirty exports on all three engines. The first of
each on every run, the others at night (`pytest -m nightly`)."""

import contextlib
import datetime as dt
import random
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest

from core import dashboard
from core.engine.count.build import build
from core.measures import load_catalogus
from core.measures.examples import run
from core.model.melding import Melding
from core.model.selectie import Selectie
from core.store import engines
from core.store.spark import SparkVerbinding
from core.store.spark_session import LOKAAL, open_session
from tests.measures.test_examples import ALLE, check
from tests.natelling.export import Maker
from tests.natelling.schrijven import schrijf_csv
from tests.natelling.vergelijken import importeer
from tests.spark import KLEIN, OnDriver, need_spark

CATALOGUS = load_catalogus()
GI = ("JBwest", "SAVE")
# What each of the exports is asked.
VRAGEN = (
    (Selectie(per="jaar", splits=("gemeente", "gi")), ()),
    (Selectie(per="kwartaal", van=dt.date(2023, 1, 1), splits=("segment",)).with_(gi=GI), ()),
    (Selectie(splits=("gi",)), (dt.date(2022, 1, 1), dt.date(2023, 6, 30), dt.date(2024, 2, 29))),
)


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """The one session of this process."""
    need_spark()
    sessie = open_session(LOKAAL, str(tmp_path_factory.mktemp("spark")), KLEIN)
    yield sessie
    sessie.stop()


@pytest.fixture(scope="module")
def on_driver(spark):
    return OnDriver(spark, "")


def examples() -> list:
    """Every worked example; the first of every maat on every run, the others at night: a second each."""
    eerste = {m: v for m, v in reversed(ALLE)}
    nacht = {False: (pytest.mark.nightly,), True: ()}
    return [pytest.param(m, v, id=f"{m}: {v.name}", marks=nacht[v is eerste[m]]) for m, v in ALLE]


@pytest.mark.parametrize(("maat_id", "voorbeeld"), examples())
def test_voorbeeld(maat_id, voorbeeld, on_driver):
    for sleutel, cijfers in run(maat_id, voorbeeld, on_driver, CATALOGUS).items():
        check(cijfers, voorbeeld.expect[sleutel])


def export(map_, seed: int):
    """A store with one random dirty export, opened."""
    rng = random.Random(seed)
    bron = schrijf_csv(Maker(seed, 12).everything(), map_ / "export", rng)
    importeer([bron], map_ / "store", dt.date(2024, 12, 31))
    return dashboard.open_store(map_ / "store")


@contextlib.contextmanager
def on_spark(store, spark, plek):
    """The store with its figures counted on this session."""
    verbinding = SparkVerbinding(spark, str(plek))
    engines.copy_to_spark(store.pad, verbinding)
    build(verbinding)
    yield replace(store, elders=verbinding)


def rows(store, vraag) -> pd.DataFrame:
    selectie, dagen = vraag
    view = dashboard.view_of(store, dashboard.LOKAAL, "intern")
    return view.resultaten(selectie, alles=True, peildata=dagen)


@pytest.mark.parametrize("nr", [0, *(pytest.param(nr, marks=pytest.mark.nightly) for nr in (1, 2))])
def test_random_dirty_exports_are_the_same_on_every_engine(nr, spark, postgres_url, tmp_path):
    store, vraag = export(tmp_path, 700 + nr), VRAGEN[nr]
    hier = rows(store, vraag)
    assert hier["waarde"].gt(0).sum() > 40, "nothing to compare"
    with dashboard.counted_by(store, postgres_url) as elders:
        pd.testing.assert_frame_equal(rows(elders, vraag), hier, rtol=1e-9, atol=1e-9)
    with on_spark(store, spark, tmp_path / "parquet") as elders:
        pd.testing.assert_frame_equal(rows(elders, vraag), hier, rtol=1e-9, atol=1e-9)


def test_old_days_and_moments_are_kept_as_they_are(spark, duckdb_verbinding, tmp_path):
    """In the older way of writing a day before 1582 and a moment are shifted."""
    rijen = {
        "dag": pa.array([dt.date(201, 1, 1), dt.date(1582, 10, 14), None, dt.date(2999, 12, 31)]),
        "moment": pa.array(
            [dt.datetime(1, 1, 1), dt.datetime(1900, 1, 1, 0, 0, 1), None, dt.datetime(2024, 3, 31, 2, 30)]
        ),
        "getal": pa.array([0.1, None, -0.0, 1e300]),
        "woord": pa.array(["é", "", None, 'O\'Neil "x"']),
    }
    vraag = "select dag, cast(moment as string) as moment, getal, woord from t order by dag nulls last"
    uit = []
    for verbinding in (duckdb_verbinding, SparkVerbinding(spark, str(tmp_path))):
        verbinding.load("t", pa.table(rijen))
        uit.append(verbinding.vraag(vraag))
    pd.testing.assert_frame_equal(uit[1], uit[0])


def test_a_table_is_made_of_what_was_there_when_it_was_asked_for(spark, tmp_path):
    """It is made when a query names it, but not of rows that came after."""
    verbinding = SparkVerbinding(spark, str(tmp_path))
    verbinding.load("rijen", pa.table({"n": [1, 2]}))
    verbinding.make("dubbel", "select 2 * n as n from rijen")
    verbinding.make("samen", "select sum(n) as n from dubbel")
    verbinding.load("rijen", pa.table({"n": [50]}))
    assert verbinding.vraag("select n from samen")["n"].tolist() == [6]


def test_what_was_kept_is_used_for_the_same_data_only(spark, tmp_path):
    def first(merk: str, n: int) -> list[int]:
        verbinding = SparkVerbinding(spark, str(tmp_path), merk)
        if not verbinding.recall("bron"):
            verbinding.load_all("bron", [pa.table({"n": [n]}), pa.table({"n": [n]})])
        verbinding.make("som", "select sum(n) as n from bron")
        return verbinding.vraag("select n from som")["n"].tolist()

    assert first("een", 1) == [2] and first("een", 5) == [2], "the same data are read from the folder"
    assert first("twee", 5) == [10] and first("een", 7) == [14], "other data are not"
    (tmp_path / "som-klaar" / "_SUCCESS").unlink()
    for deel in (tmp_path / "som-klaar").glob("*.parquet"):
        deel.unlink()  # a run that was killed while it wrote the table
    assert first("een", 0) == [14]


def test_rows_that_cannot_be_read_back_stop_the_run(spark, tmp_path):
    """A worker that does not see the folder writes on its own disk, and its rows are not there."""

    class Half(SparkVerbinding):
        def _show(self, naam: str) -> None:
            sorted(tmp_path.glob(f"{naam}/part-*.parquet"))[0].unlink()
            super()._show(naam)

    with pytest.raises(Melding, match=r"[23] van 5 regels"):
        Half(spark, str(tmp_path)).load_all("bron", [pa.table({"n": [1, 2, 3]}), pa.table({"n": [1, 2]})])
