"""Parquet: every type as text by the same conventions."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.sources.readers import parquet as lezer
from core.sources.readers import read
from core.sources.readers.text import getal_tekst


def test_every_type(tmp_path):
    utc = pa.timestamp("us", "UTC")
    tabel = pa.table(
        {
            "gemeente": pa.array(["0505", "NA", None]).dictionary_encode(),
            "periode_begin": pa.array([dt.date(2024, 1, 1)] * 3),
            "periode_einde": pa.array([dt.datetime(2024, 1, 31), dt.datetime(2024, 1, 31, 8, 5, 1), None]),
            "bedrag": pa.array([12.0, 0.1, 1e-7]),
            "volume": pa.array([Decimal("1.50"), Decimal("200.00"), None]),
            "segment": pa.array([1, 2, None], pa.int8()),
            "gi": pa.array([True, False, None]),
            "aanbieder": pa.array([dt.datetime(2024, 6, 30, 22, 30), dt.datetime(2024, 12, 31, 23, 30), None], utc),
            "lijst": pa.array([[1], [2], None]),
            "groot": pa.array([1e22, float("nan"), -0.0]),
        }
    )
    pq.write_table(tabel, tmp_path / "declaraties_2024.parquet")
    (ruw,) = read(tmp_path / "declaraties_2024.parquet")
    assert ruw.data.to_pydict() == {
        "gemeente": ["0505", "NA", None],
        "periode_begin": ["2024-01-01"] * 3,
        "periode_einde": ["2024-01-31", "2024-01-31T08:05:01", None],
        "bedrag": ["12", "0.1", "0.0000001"],
        "volume": ["1.5", "200", None],
        "segment": ["1", "2", None],
        "gi": ["true", "false", None],
        "aanbieder": ["2024-07-01T00:30:00", "2025-01-01T00:30:00", None],
        "groot": ["10000000000000000000000", None, "0"],
        "__rij__": [1, 2, 3],
    }
    assert ruw.tabel == "declaraties"
    assert ruw.getallen == {"bedrag", "volume", "segment", "groot"}
    assert {"tijdzone", "kolom_overgeslagen"} <= {o.code for o in ruw.opmerkingen}


def test_many_rows_are_read_in_blocks_and_keep_their_order(tmp_path, monkeypatch):
    """Each block has a list of texts of its own; values that read the same are one text."""
    monkeypatch.setattr(lezer, "_BLOK", 7)
    getallen = [(nr * 37) % 11 - 5 for nr in range(100)]
    waarden = {"gemeente": [f"g{g}" if g else None for g in getallen], "bedrag": [g / 2 for g in getallen]}
    pq.write_table(pa.table(waarden), tmp_path / "a.parquet", row_group_size=30)
    gezegd = []
    (ruw,) = lezer.read_parquet(tmp_path / "a.parquet", "a.parquet", frozenset(), lambda tekst, _: gezegd.append(tekst))
    assert ruw.data["gemeente"].to_pylist() == waarden["gemeente"]
    assert [float(b) for b in ruw.data["bedrag"].to_pylist()] == waarden["bedrag"]
    assert ruw.data["__rij__"].to_pylist() == list(range(1, 101))
    assert gezegd[-1] == "a.parquet lezen: 100 rijen"


@pytest.mark.parametrize(
    "waarde, tekst",
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (-5, "-5"),
        (-0.0, "0"),
        (1e22, "10000000000000000000000"),
        (Decimal("12.50"), "12.5"),
        (100, "100"),
    ],
)
def test_numbers(waarde, tekst):
    assert getal_tekst(waarde) == tekst


def int96(pad, spark: bool, **kolommen):
    """A file with moments of the old kind, as they lie in it; with the mark that Spark leaves."""
    tabel = pa.table({k: pa.array(v, pa.timestamp("us")) for k, v in kolommen.items()})
    if spark:
        tabel = tabel.replace_schema_metadata({"org.apache.spark.version": "3.5.1"})
    pq.write_table(tabel, pad, use_deprecated_int96_timestamps=True)
    (ruw,) = lezer.read_parquet(pad, pad.name, frozenset(), lambda *_: None)
    return ruw


UTC = [dt.datetime(2024, 2, 29, 23), dt.datetime(2024, 6, 30, 22), None]  # two days that begin in the Netherlands


def test_days_of_spark_and_hive_are_not_a_day_early(tmp_path):
    """Winter and summer; also without a mark, when all are midnights here; and an end that never comes."""
    nooit = [dt.datetime(9999, 12, 30, 23), None, None]
    for spark in (True, False):
        ruw = int96(tmp_path / "maatregelen.parquet", spark, begindatum=UTC, einddatum=nooit)
        assert ruw.data["begindatum"].to_pylist() == ["2024-03-01", "2024-07-01", None]
        assert ruw.data["einddatum"].to_pylist()[0] == "9999-12-31"
        assert "tijdzone" in {o.code for o in ruw.opmerkingen}


def test_moments_of_spark_are_dutch_and_those_of_others_stay(tmp_path):
    tijden = [dt.datetime(2024, 3, 31, 0, 30), dt.datetime(2024, 3, 31, 1, 30), dt.datetime(2024, 12, 1, 8, 5, 7)]
    ruw = int96(tmp_path / "crises.parquet", True, melding=tijden)
    assert ruw.data["melding"].to_pylist() == ["2024-03-31T01:30:00", "2024-03-31T03:30:00", "2024-12-01T09:05:07"]
    ruw = int96(tmp_path / "crises.parquet", False, melding=tijden)
    assert ruw.data["melding"].to_pylist() == [t.isoformat() for t in tijden] and not ruw.opmerkingen
    ruw = int96(tmp_path / "crises.parquet", True, melding=[dt.datetime(2024, 3, 1)] * 3)
    assert ruw.data["melding"].to_pylist() == ["2024-03-01"] * 3, "only midnights: a clock, as Impala writes it"
