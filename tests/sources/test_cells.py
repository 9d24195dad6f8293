"""A column as numbers into a list of texts says what its texts say, whatever the pieces that it came in."""

import random

import pyarrow as pa
import pytest

from core.sources import cells


def _pieces(kans: random.Random) -> list[list[str | None]]:
    return [[kans.choice(("a", "b", "é", None, f"w{kans.randrange(300)}")) for _ in range(40)] for _ in range(40)]


@pytest.mark.parametrize("zaad", range(3))
def test_pieces_become_one_column_with_each_text_once(zaad):
    stukken, delen = _pieces(random.Random(zaad)), []
    for stuk in stukken:
        cells.add(delen, pa.array(stuk, pa.string()).dictionary_encode())
    kolom, alles = cells.join(delen), [w for stuk in stukken for w in stuk]
    assert kolom.to_pylist() == alles
    assert kolom.dictionary.to_pylist() == list(dict.fromkeys(w for w in alles if w is not None))
    assert kolom.type.index_type == pa.int16()


def test_texts_of_rows_that_were_left_out_do_not_occur():
    kolom = pa.array(["a", "b", None, "c"]).dictionary_encode().filter(pa.array([False, True, True, True]))
    teksten, nummers = cells.distinct(kolom)
    assert (teksten.to_pylist(), nummers.tolist()) == (["b", "c"], [0, -1, 1])


def test_rewriting_and_comparing():
    kolom = cells.rewrite(
        pa.chunked_array([["Ja", "ja", None]]), lambda t: pa.array([w.lower() for w in t.to_pylist()])
    )
    assert kolom.to_pylist() == ["ja", "ja", None]
    assert kolom.dictionary.to_pylist() == ["ja"]
    assert cells.same(kolom, pa.chunked_array([["ja"], ["ja", None]]))
    assert not cells.same(kolom, cells.everywhere("ja", 3))
    assert not cells.same(cells.nothing(3), kolom)
    assert cells.together([pa.table({"x": kolom}), pa.table({"x": ["nee"]})])["x"].to_pylist() == [
        "ja",
        "ja",
        None,
        "nee",
    ]
