"""The limits of reading, each with an ordinary file and the limit set so low that it is too much: refused in one Dutch
sentence, before anything else is done with it."""

import sqlite3

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.model.melding import Melding
from core.sources.readers import csv_blocks, csv_rows, csv_text, database, parquet, slow_reader
from core.sources.recognition.names import all_kolomnamen
from tests.sources.readers import maken

KOP = "jeugdige;gemeente;gi;type;begindatum\n"
RIJ = "900000001;Zeist;GI A;11;2024-01-01\n"


def csv_refused(tmp_path, tekst: str) -> str:
    pad = maken.csv(tmp_path / "maatregelen.csv", tekst)
    with pytest.raises(Melding) as fout:
        list(csv_text.read_csv(pad, pad.name, all_kolomnamen(), lambda *_: None))
    return str(fout.value)


@pytest.mark.parametrize(
    ("module", "grens", "laag", "tekst", "woorden"),
    [
        (csv_blocks, "MAX_HEEL", 10, KOP + '5" x;' + RIJ, "midden in cellen; dan is tot"),
        (csv_blocks, "MAX_REGEL", 20, KOP + RIJ, "een regel van meer dan"),
        (csv_blocks, "MAX_WIT", 3, KOP + "\n" * 10 + RIJ, "lege regels"),
        (csv_text, "MAX_KOLOMMEN", 4, KOP + RIJ, "meer dan 4 kolommen"),
        (csv_rows, "MAX_VERMINKT", 2, KOP + RIJ + "1;2\n" * 3, "te veel of te weinig velden"),
        (csv_rows, "MAX_HERLEZEN", 2, KOP + '"' + RIJ * 5, "aanhalingsteken"),
    ],
)
def test_text(tmp_path, monkeypatch, module, grens, laag, tekst, woorden):
    monkeypatch.setattr(module, grens, laag)
    assert woorden in csv_refused(tmp_path, tekst)


@pytest.mark.parametrize(("grens", "laag"), [("MAX_BYTES", 99), ("MAX_KOLOMMEN", 1)])
def test_parquet(tmp_path, monkeypatch, grens, laag):
    tabel = pa.table({"gemeente": pa.array(["Zeist"] * 50).dictionary_encode(), "gi": ["GI A"] * 50})
    pq.write_table(tabel, tmp_path / "a.parquet")
    monkeypatch.setattr(parquet, grens, laag)
    with pytest.raises(Melding, match="te groot"):
        list(parquet.read_parquet(tmp_path / "a.parquet", "a.parquet", frozenset(), lambda *_: None))


def test_text_of_a_sheet_that_is_read_cell_by_cell(tmp_path, monkeypatch):
    """It ends as any lack of memory in the process that reads."""
    pad = maken.xlsx(tmp_path / "a.xlsx", {"maatregelen": maken.maatregelen(20)})
    monkeypatch.setattr(slow_reader, "MAX_TEKST", 100)
    with pytest.raises(MemoryError):
        list(slow_reader.read_slowly(pad, pad.name, all_kolomnamen(), lambda *_: None))


@pytest.mark.parametrize(
    ("grens", "laag", "woorden"), [("_GROOTSTE_CEL", 200, "groter dan"), ("_REKENTIJD", -1, "duurt te lang")]
)
def test_sqlite(tmp_path, monkeypatch, grens, laag, woorden):
    """A remark of some hundred letters, and the steps of a thousand rows."""
    with sqlite3.connect(tmp_path / "a.db") as verbinding:
        verbinding.execute("create table maatregelen (jeugdige, gemeente, gi, type, begindatum, toelichting)")
        rij = ("1", "Zeist", "GI A", "11", "2024-01-01", "x" * 300)
        verbinding.executemany("insert into maatregelen values (?, ?, ?, ?, ?, ?)", [rij] * 1_000)
    verbinding.close()
    monkeypatch.setattr(database, grens, laag)
    monkeypatch.setattr(database, "_STAPPEN", 100)
    with pytest.raises(Melding, match=woorden):
        database.read_database(f"sqlite:///{tmp_path / 'a.db'}", database.Gevraagd(lambda naam: True, {}))
