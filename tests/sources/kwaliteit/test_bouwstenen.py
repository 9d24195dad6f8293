"""The vectorised building blocks against a plain loop."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

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
