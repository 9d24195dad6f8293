"""A second opinion on one table: tau-Argus (pytauargus, with its own solver) says which cells are unsafe, and a linear
program of its own says how much of them our table still tells. Runs only where pytauargus is installed."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from core.disclosure.counts import Drempels, round_aantal
from core.disclosure.edges import delen_van, toonbaar

pytauargus = pytest.importorskip("pytauargus")
DIMS = ("gemeente", "gi")
D = Drempels()
MINST = 3  # values that an unsafe cell keeps beside its own


def tabel(nr: int) -> dict[tuple[str, str], int]:
    rng = np.random.default_rng(nr)
    grootte = rng.gamma(0.7, 25, (5, 3))
    return {(g, i): int(rng.poisson(grootte[a, b])) + 1 for a, g in enumerate("abcde") for b, i in enumerate("xyz")}


def onveilig(cellen: dict, map) -> set[tuple[str, str]]:
    """The cells of the inside and the totals that tau-Argus calls unsafe: fewer than 10 contributors."""
    micro = pd.DataFrame([(*cel, 1.0) for cel, n in cellen.items() for _ in range(n)], columns=[*DIMS, "een"])
    uit = pytauargus.protect(
        micro, list(DIMS), response="een", safety_rules="FREQ(10,30)", suppress="OPT(1)", workdir=str(map)
    )
    frame = uit.tables[0].dataframe()
    return {(r.gemeente, r.gi) for r in frame.itertuples() if r.status == "U"}


def gepubliceerd(cellen: dict) -> dict[tuple[str, str], float]:
    """Our table with its totals; NaN where hidden."""
    basis = pd.DataFrame([(*cel, x) for cel, x in cellen.items()], columns=[*DIMS, "x"])
    vast = {"periode": "2024", "van": dt.date(2024, 1, 1), "tot": dt.date(2024, 12, 31)}
    tabellen = {
        deel: (
            basis.groupby(list(deel), as_index=False)["x"].sum() if deel else pd.DataFrame({"x": [basis["x"].sum()]})
        ).assign(**vast)
        for deel in delen_van(DIMS)
    }
    uit = {}
    for deel, frame in tabellen.items():
        rond = np.where(
            toonbaar(tabellen, "x", deel, D, vloeit=False), round_aantal(frame["x"].to_numpy(float)), np.nan
        )
        for rij, x in zip(frame.to_dict("records"), rond, strict=True):
            uit[tuple(rij.get(d, "Total") for d in DIMS)] = x
    return uit


def ruimte(cellen: dict, shown: dict, plek: tuple[str, str]) -> float:
    """How far apart the least and the most of a cell are, by everything in the table that is shown."""
    namen = list(cellen)

    def som(p):
        return [float((p[0] in ("Total", g)) and (p[1] in ("Total", i))) for g, i in namen]

    A, b = [], []
    for p, x in shown.items():
        if not np.isnan(x):
            A += [som(p), [-w for w in som(p)]]
            b += [x + 2, -max(x - 2, D.aantal if x else 0)]
    grens = [linprog(np.multiply(teken, som(plek)), A_ub=A, b_ub=b, bounds=(0, 1000)).fun for teken in (1, -1)]
    return -grens[1] - grens[0]


@pytest.mark.parametrize("nr", range(6))
def test_what_tau_argus_calls_unsafe_is_hidden_and_keeps_room(nr, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # its solver leaves logs where it runs
    cellen = tabel(nr)
    unsafe, shown = onveilig(cellen, tmp_path), gepubliceerd(cellen)
    assert unsafe and len(unsafe) < len(shown)
    for plek in unsafe:
        assert np.isnan(shown[plek]), plek
        assert ruimte(cellen, shown, plek) >= MINST, plek
