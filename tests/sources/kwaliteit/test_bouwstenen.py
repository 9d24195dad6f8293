"""The vectorised building blocks against a plain loop."""

import datetime as dt
from unittest import mock

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from core.sources.kwaliteit import _blocks, masker
from core.sources.kwaliteit._blocks import aantal_tussen, groepen, paren, runs_op

RECORDS = st.lists(st.tuples(st.integers(0, 3), st.integers(-20, 20), st.integers(0, 15)), max_size=12)


def kolommen(records):
    groep, begin, duur = (np.array([r[i] for r in records], dtype=np.int64) for i in range(3))
    return groep, begin, begin + duur


@given(RECORDS, RECORDS)
def test_count_between(records, vragen):
    groep, dag, _ = kolommen(records)
    wie, laag, hoog = kolommen(vragen)
    verwacht = [
        sum(g == w and van <= d <= tot for g, d in zip(groep, dag, strict=True))
        for w, van, tot in zip(wie, laag, hoog, strict=True)
    ]
    assert aantal_tussen(groep, dag, wie, laag, hoog).tolist() == verwacht


@given(RECORDS, RECORDS)
def test_runs_on_a_day(records, vragen):
    groep, begin, einde = kolommen(records)
    wie, dag, _ = kolommen(vragen)
    verwacht = [
        any(g == w and b <= d <= e for g, b, e in zip(groep, begin, einde, strict=True))
        for w, d in zip(wie, dag, strict=True)
    ]
    assert runs_op(groep, begin, einde, wie, dag).tolist() == verwacht


@given(RECORDS)
def test_pairs_are_all_pairs_once(records):
    groep, begin, _ = kolommen(records)
    gevonden = [
        tuple(sorted(p)) for een, twee in paren(groep, begin) for p in zip(een.tolist(), twee.tolist(), strict=True)
    ]
    verwacht = [(i, j) for i in range(len(records)) for j in range(i + 1, len(records)) if groep[i] == groep[j]]
    assert sorted(gevonden) == verwacht
    assert all(begin[a] <= begin[b] for een, twee in paren(groep, begin) for a, b in zip(een, twee, strict=True))


def test_one_enormous_group_stays_bounded():
    n = 20_000
    stappen = list(paren(np.zeros(n, dtype=np.int64), np.arange(n)))
    assert len(stappen) == 50


def test_rows_without_a_group_have_no_pairs():
    assert list(paren(np.array([-1, -1]), np.array([1, 2]))) == []
    assert aantal_tussen(np.array([-1]), np.array([1]), np.array([-1]), np.array([0]), np.array([9])).tolist() == [0]


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from([1, 2, None])), max_size=10))
def test_groups_over_two_tables(rijen):
    helft = len(rijen) // 2
    delen = [
        [pa.array([r[0] for r in deel], pa.string()), pa.array([r[1] for r in deel], pa.int32())]
        for deel in (rijen[:helft], rijen[helft:])
    ]
    nummers = np.concatenate(groepen(*delen)).tolist()
    for i, links in enumerate(rijen):
        assert (nummers[i] == -1) == (None in links)
        for j, rechts in enumerate(rijen):
            if None not in links and None not in rechts:
                assert (nummers[i] == nummers[j]) == (links == rechts)


WOORDEN = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 2), max_size=12)


def columns(rijen, gecodeerd):
    kolommen = [pa.chunked_array([pa.array([r[i] for r in rijen], pa.string())]) for i in (0, 1)]
    return [k.dictionary_encode() for k in kolommen] if gecodeerd else kolommen


@given(WOORDEN, WOORDEN, st.booleans(), st.integers(1, 5))
def test_occurs_is_what_comparing_every_row_with_every_row_gives(hier, elders, gecodeerd, blok):
    with mock.patch.object(_blocks, "_BLOK", blok):
        uit = _blocks.occurs(columns(hier, gecodeerd), columns(elders, gecodeerd))
    assert uit.tolist() == [None not in r and r in elders for r in hier]


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 2), st.booleans()), max_size=12))
def test_beside_finds_the_rows_with_the_word_and_the_day_of_those_in_the_mask(rijen):
    kolom = pa.chunked_array([pa.array([w for w, _, _ in rijen], pa.string())])
    dag = pa.chunked_array([pa.array([dt.date(2024, 1, 1 + d) for _, d, _ in rijen], pa.date32())])
    raak = {(w, d) for w, d, ja in rijen if ja}
    uit = _blocks.beside(kolom, dag, np.array([ja for _, _, ja in rijen], dtype=bool))
    assert uit.tolist() == [i for i, (w, d, _) in enumerate(rijen) if (w, d) in raak]


@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=8))
def test_one_of_is_the_same_for_texts_and_for_numbers_into_a_list(woorden):
    kolom = pa.chunked_array([pa.array(woorden, pa.string())])
    for vorm in (kolom, kolom.dictionary_encode()):
        assert masker(_blocks.one_of(vorm, ("a", "c"))).to_pylist() == [w in ("a", "c") for w in woorden]
