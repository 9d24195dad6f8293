"""What is hidden beside the small counts: the same cells as always, and enough room for each of them."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.disclosure.counts import Drempels, round_aantal
from core.disclosure.edges import delen_van, grenzen, visible

D = Drempels()
NAMEN = ("gemeente", "gi")
# Shape, quarters, whether it flows, the counts (cell by cell, quarter by quarter) and which are shown (x).
FROZEN = [
    ((6,), 1, False, [29, 44, 19, 16, 13, 2], "xxxxx."),
    (
        (6,),
        4,
        True,
        [111, 101, 87, 102, 5, 4, 4, 4, 19, 17, 23, 9, 16, 12, 9, 13, 45, 39, 40, 29, 11, 6, 11, 14],
        "xxxx............xxxx....",
    ),
    ((4, 3), 1, False, [35, 41, 0, 32, 3, 8, 25, 10, 18, 31, 34, 85], "xx.x..xxxxxx"),
    ((4, 3), 1, False, [18, 0, 17, 21, 10, 67, 3, 4, 10, 19, 0, 6], "x.xxxx..xx.."),
    (
        (3, 2),
        4,
        True,
        [2, 4, 2, 3, 15, 11, 16, 11, 5, 7, 6, 3, 12, 7, 10, 11, 23, 27, 14, 30, 10, 17, 13, 9],
        "....xxxx........xxxx....",
    ),
    ((5, 3), 1, False, [56, 4, 19, 14, 32, 28, 0, 10, 4, 0, 17, 20, 1, 20, 17], "x.xxxx.x..xx.xx"),
]


def tables(vorm: tuple[int, ...], kwartalen: int, counts: list[int]) -> dict[tuple[str, ...], pd.DataFrame]:
    """The table of counts and every table above it."""
    namen = NAMEN[: len(vorm)]
    rijen = [
        (f"2024-Q{q + 1}", dt.date(2024, 3 * q + 1, 1), dt.date(2024, 3 * q + 3, 28), *[f"{n[1]}{c}" for n, c in cel])
        for cel in ([*zip(namen, plek, strict=True)] for plek in np.ndindex(*vorm))
        for q in range(kwartalen)
    ]
    basis = pd.DataFrame(rijen, columns=["periode", "van", "tot", *namen]).assign(x=counts)
    return {
        deel: basis.groupby(["periode", "van", "tot", *deel], as_index=False)["x"].sum() for deel in delen_van(namen)
    }


def shown(tabellen: dict, vloeit: bool) -> dict[tuple, tuple[float, bool]]:
    """Per cell of every table (None where it adds up) the count and whether it may be shown."""
    namen = max(tabellen, key=len)
    zicht = visible(tabellen, "x", namen, D, vloeit=vloeit)
    return {
        (r["periode"], *(r.get(n) for n in namen)): (r["x"], bool(open_))
        for deel, frame in tabellen.items()
        for r, open_ in zip(frame.to_dict("records"), zicht[deel], strict=True)
    }


@pytest.mark.parametrize(("vorm", "kwartalen", "vloeit", "counts", "answer"), FROZEN)
def test_the_same_cells_are_hidden_as_always(vorm, kwartalen, vloeit, counts, answer):
    tabellen = tables(vorm, kwartalen, counts)
    namen = NAMEN[: len(vorm)]
    zicht = tabellen[namen].assign(zicht=visible(tabellen, "x", namen, D, vloeit=vloeit)[namen])
    zicht = zicht.sort_values([*namen, "periode"])["zicht"]
    assert "".join(".x"[int(open_)] for open_ in zicht) == answer


world = st.tuples(st.sampled_from([(3,), (5,), (3, 2), (4, 3)]), st.sampled_from([1, 4]), st.booleans()).flatmap(
    lambda v: st.tuples(
        st.just(v),
        st.lists(
            st.one_of(st.integers(0, 15), st.integers(0, 90)),
            min_size=int(np.prod(v[0])) * v[1],
            max_size=int(np.prod(v[0])) * v[1],
        ),
    )
)


@settings(max_examples=60, deadline=None)
@given(world)
def test_what_is_shown_is_large_whole_and_leaves_the_hidden_room(drawn):
    (vorm, kwartalen, vloeit), counts = drawn
    cellen = shown(tables(vorm, kwartalen, counts), vloeit)
    for (periode, *cel), (x, open_) in cellen.items():
        nul_van_de_regio = x == 0 and not any(cel) and not vloeit
        assert not open_ or x >= D.aantal or nul_van_de_regio
        for i, waarde in enumerate(cel):
            boven = (periode, *cel[:i], None, *cel[i + 1 :])
            assert waarde is None or not open_ or cellen[boven][1], "hidden as a whole, shown in parts"
        if vloeit:
            assert len({cellen[(f"2024-Q{q + 1}", *cel)][1] for q in range(kwartalen)}) == 1, "a year in parts"
    for totaal, delen in sums(cellen):
        for deel in delen:
            if not cellen[deel][1] and any(cellen[d][1] for d in delen):
                assert room(cellen, totaal, delen, deel) > D.marge, (totaal, deel)


def sums(cellen: dict) -> list[tuple[tuple, list[tuple]]]:
    """Every total with the cells that add up to it."""
    uit = []
    for totaal in cellen:
        for i, waarde in itertools.islice(enumerate(totaal), 1, None):
            if waarde is None:
                rest = [c for c in cellen if c[i] is not None and (*c[:i], None, *c[i + 1 :]) == totaal]
                uit.append((totaal, rest))
    return uit


def room(cellen: dict, totaal: tuple, delen: list[tuple], deel: tuple) -> float:
    """How many other values one sum leaves for a hidden cell."""

    def bounds(cel):
        x, open_ = cellen[cel]
        return grenzen(round_aantal(np.array([float(x)]))[0], D) if open_ else (0.0, np.inf)

    anderen = [bounds(d) for d in delen if d != deel]
    laag, hoog = bounds(totaal)
    return hoog - sum(a[0] for a in anderen) - max(0.0, laag - sum(a[1] for a in anderen))
