"""The limits of a funnel against values known from elsewhere, and what is said of the parts."""

import math

import numpy as np
import pandas as pd
import pytest

from core.engine.judge.trechter import MINSTE, Midden, limits, trechter
from core.model.oordeel import VERBORGEN


def tabel(rijen: dict[str, dict], reden: str = "") -> pd.DataFrame:
    """One period, a row per part."""
    leeg = dict.fromkeys(("waarde", "teller", "noemer", "n", "laag", "hoog"), math.nan)
    return pd.DataFrame([leeg | {"naam": naam, "periode": "2024", "reden": reden} | r for naam, r in rijen.items()])


def rate(teller: int, kinderen: int) -> dict:
    return {"teller": teller, "noemer": kinderen, "waarde": teller / kinderen * 1000, "n": teller}


def test_the_limits_of_a_rate_are_exact_poisson_interpolated():
    """With 10 expected: P(X <= 16) = 0.97296 and P(X <= 17) = 0.98572; P(X <= 3) = 0.01034 and P(X <= 4) = 0.02925 (any
    table of the Poisson distribution, for one Pearson and Hartley, Biometrika Tables, table 7)."""
    laag, hoog = limits(Midden("per 1.000", 10.0), np.array([1000.0]), 0.025)
    assert hoog[0] == pytest.approx(17 - (0.98572 - 0.975) / (0.98572 - 0.97296), abs=1e-2)
    assert laag[0] == pytest.approx(4 - (0.02925 - 0.025) / (0.02925 - 0.01034), abs=1e-2)


def test_the_limits_of_a_rate_narrow_with_size_and_never_go_below_none():
    laag, hoog = limits(Midden("per 1.000", 2.0), np.array([100.0, 1000.0, 10_000.0]), 0.001)
    assert laag[0] == 0.0 and list(laag) == sorted(laag) and list(hoog) == sorted(hoog, reverse=True)


def test_the_limits_of_a_share_are_those_of_the_score_test():
    laag, hoog = limits(Midden("aandeel", 0.5), np.array([100.0]), 0.025)
    assert (laag[0], hoog[0]) == (pytest.approx(0.402, abs=1e-3), pytest.approx(0.598, abs=1e-3))
    laag, hoog = limits(Midden("aandeel", 0.02), np.array([10.0]), 0.001)
    assert laag[0] == 0.0 and hoog[0] <= 1.0


def test_the_limits_of_a_mean_are_normal_with_the_spread_of_one_case():
    laag, hoog = limits(Midden("gemiddelde", 100.0, 20.0, 20.0), np.array([25.0]), 0.025)
    assert (laag[0], hoog[0]) == (pytest.approx(92.16, abs=0.01), pytest.approx(107.84, abs=0.01))


def test_the_spread_is_pooled_from_the_intervals_of_the_parts():
    """sd 20 with n 25 and sd 10 with n 17: pooled sqrt((24 * 400 + 16 * 100) / 40) = 16,73."""
    z = 1.959963984540054
    t = tabel(
        {
            "A": {"waarde": 100.0, "n": 25, "teller": 2500, "noemer": 25, "hoog": 100 + z * 20 / 5},
            "B": {"waarde": 100.0, "n": 17, "teller": 1700, "noemer": 17, "hoog": 100 + z * 10 / math.sqrt(17)},
        }
    )
    lijn = trechter(t, "gemiddelde").lijnen
    rij = lijn[lijn["grens"] == "95%"].iloc[-1]
    assert rij["hoog"] == pytest.approx(100 + z * math.sqrt(280) / math.sqrt(rij["grootte"]))


@pytest.mark.parametrize("n", [15, 40, 200])
def test_the_limits_of_a_median_hold_what_chance_gives(n):
    """Durations of one exponential distribution: about one median in 20 lies outside the 95% limits."""
    toeval = np.random.default_rng(11)
    alle = -700 * np.log(1 - (np.arange(900) + 0.5) / 900)
    geheel = tabel({"alle": {"waarde": np.median(alle), "laag": alle[420], "hoog": alle[479], "n": 900}})
    grens = trechter(tabel({"A": {"waarde": 500.0, "n": n}}), "mediaan", geheel).lijnen
    smal = grens[grens["grens"] == "95%"]
    laag, hoog = (np.interp(n, smal["grootte"], smal[k]) for k in ("laag", "hoog"))
    medianen = np.median(toeval.exponential(700, (4000, n)), axis=1)
    buiten = ((medianen < laag) | (medianen > hoog)).mean()
    assert 0.02 < buiten < 0.10


def test_a_part_far_outside_is_named_with_its_side():
    t = tabel({"A": rate(50, 10_000), "B": rate(55, 10_000), "C": rate(160, 10_000), "D": rate(60, 12_000)})
    beeld = trechter(t, "per 1.000")
    assert beeld.different == ("A", "C", "D")
    assert dict(zip(beeld.punten["naam"], beeld.punten["kant"], strict=True))["C"] == "hoger"
    assert beeld.scattered, "three of four outside: the limits assume chance only"


def test_one_of_three_outside_is_not_called_scattered():
    t = tabel({"A": rate(50, 10_000), "B": rate(55, 10_000), "C": rate(90, 10_000)})
    assert not trechter(t, "per 1.000").scattered


def test_few_cases_are_named_and_not_drawn_but_belong_to_the_whole():
    t = tabel({"A": rate(100, 10_000), "B": rate(MINSTE - 1, 500), "C": rate(90, 10_000)})
    beeld = trechter(t, "per 1.000")
    assert list(beeld.punten["naam"]) == ["A", "C"] and beeld.klein == ("B",)
    assert beeld.samen == pytest.approx(199 / 20_500 * 1000)


def test_the_whole_is_the_centre_also_of_what_may_not_be_shown():
    open_, dicht = tabel({"A": rate(100, 10_000), "B": rate(90, 10_000)}), tabel({"C": {}}, VERBORGEN)
    geheel = tabel({"alle": rate(240, 24_000)})
    beeld = trechter(pd.concat([open_, dicht], ignore_index=True), "per 1.000", geheel)
    assert beeld.samen == 10.0 and beeld.dicht == ("C",)


def test_without_a_spread_there_are_no_limits_and_it_is_said():
    t = tabel({"A": {"waarde": 100.0, "n": 25, "teller": 2500, "noemer": 25}})
    assert "uiteenlopen" in trechter(t, "gemiddelde").reden
    assert "uiteenlopen" in trechter(t, "mediaan", tabel({"x": {"waarde": 100.0, "n": 80}})).reden


def test_nothing_at_all_is_no_failure():
    assert trechter(tabel({"A": {}}), "aandeel").punten.empty
    assert trechter(tabel({"A": {"waarde": 0.0, "teller": 0, "noemer": 0}}), "aandeel").punten.empty
