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


def test_the_limits_of_a_rate_are_exact_poisson():
    """With 10 expected: P(X >= 17) = 0.02704 and P(X >= 18) = 0.01428; P(X <= 3) = 0.01034 and P(X <= 4) = 0.02925 (any
    table of the Poisson distribution, for one Pearson and Hartley, Biometrika Tables, table 7)."""
    laag, hoog = limits(Midden("per 1.000", 10.0), np.array([1000.0]), 0.025)
    assert 17 < hoog[0] < 18 and 3 < laag[0] < 4


@pytest.mark.parametrize("deel", [0.01, 0.03, 0.1, 0.5, 0.9, 0.97, 0.99])
@pytest.mark.parametrize("n", [10, 15, 20, 30, 50, 100, 300])
def test_no_more_shares_are_outside_than_is_promised(deel, n):
    """Every count that a part of this size can have, weighed with its binomial chance."""
    kans = [math.comb(n, k) * deel**k * (1 - deel) ** (n - k) for k in range(n + 1)]
    t = tabel({str(k): {"waarde": k / n, "teller": k, "noemer": n, "n": n} for k in range(n + 1)})
    heel = tabel({"x": {"waarde": deel, "teller": deel * 1e6, "noemer": 1e6, "n": 1e6}})
    beeld = trechter(t, "aandeel", heel)
    buiten = {r.naam: r.buiten for r in beeld.punten.itertuples()}
    assert sum(p for k, p in enumerate(kans) if buiten[str(k)] == "99,8%") <= 0.002
    assert sum(p for k, p in enumerate(kans) if buiten[str(k)]) <= 0.05
    for grens, alfa in (("95%", 0.025), ("99,8%", 0.001)):
        laag, hoog = limits(Midden("aandeel", deel), np.array([float(n)]), alfa)
        naast = {k for k in range(n + 1) if not laag[0] - 1e-6 <= k / n <= hoog[0] + 1e-6}
        erbuiten = {k for k in range(n + 1) if buiten[str(k)] in ("99,8%", grens)}
        assert naast == erbuiten, "what is drawn outside is named outside"


@pytest.mark.parametrize("verwacht", [10, 15, 30, 100])
def test_no_more_rates_are_outside_than_is_promised(verwacht):
    t = tabel({str(k): rate(k, 10_000) for k in range(10, 4 * verwacht)})
    beeld = trechter(t, "per 1.000", tabel({"x": rate(verwacht * 1000, 10_000_000)}))
    kans = {str(k): math.exp(k * math.log(verwacht) - verwacht - math.lgamma(k + 1)) for k in range(4 * verwacht)}
    assert sum(kans[n] for n in beeld.different) <= 0.002
    assert sum(kans[r.naam] for r in beeld.punten.itertuples() if r.buiten) <= 0.05


@pytest.mark.parametrize(
    ("teller", "n", "deel", "buiten"),
    [
        (18, 20, 0.985, ""),  # the chance of so few is 0.036
        (7, 10, 0.94, "95%"),  # 0.019
        (14, 20, 0.985, "99,8%"),  # 0.0000002
    ],
)
def test_a_small_part_of_a_high_share_is_outside_by_its_own_chance(teller, n, deel, buiten):
    t = tabel({"A": {"waarde": teller / n, "teller": teller, "noemer": n, "n": n}})
    heel = tabel({"x": {"waarde": deel, "teller": deel * 1000, "noemer": 1000, "n": 1000}})
    assert trechter(t, "aandeel", heel).punten["buiten"].iloc[0] == buiten


def test_of_rounded_counts_a_part_is_outside_only_when_it_is_with_every_rounding():
    """45 of 80 may have been 47 of 78: a chance of 0.003 at a share of 0.75, and of 45 of 80 of 0.0002."""
    deel = {"waarde": 45 / 80, "teller": 45, "noemer": 80, "n": 80}
    heel = tabel({"x": {"waarde": 0.75, "teller": 7500, "noemer": 10_000, "n": 10_000}})
    assert trechter(tabel({"A": deel}), "aandeel", heel).different == ("A",)
    afgerond = trechter(tabel({"A": deel}), "aandeel", heel, afronding=5)
    assert afgerond.different == () and "afgerond" in afgerond.uitleg
    ver = deel | {"waarde": 30 / 80, "teller": 30}
    assert trechter(tabel({"A": ver}), "aandeel", heel, afronding=5).different == ("A",)
    veel, samen = rate(163, 10_000), tabel({"x": rate(12_500, 1_000_000)})
    assert trechter(tabel({"A": veel}), "per 1.000", samen).different == ("A",)
    assert trechter(tabel({"A": rate(175, 10_000)}), "per 1.000", samen, afronding=5).different == ("A",)
    assert trechter(tabel({"A": veel}), "per 1.000", samen, afronding=5).different == ()


def test_the_lines_hold_the_centre_between_them_at_every_size():
    grootte = np.array([0.5, 1.0, 3.0, 10.0, 40.0, 1000.0])
    for soort, waarden in (("per 1.000", (0.02, 1.0, 30.0)), ("aandeel", (0.001, 0.3, 0.999))):
        for waarde in waarden:
            for kans in (0.025, 0.001):
                laag, hoog = limits(Midden(soort, waarde), grootte, kans)
                assert (laag <= waarde).all() and (hoog >= waarde).all(), (soort, waarde, kans)


def test_whose_inhabitants_are_not_known_is_named_apart_from_who_is_small():
    """Also where the row says itself that there are no figures."""
    t = tabel({"A": rate(100, 10_000), "B": {"teller": 50, "n": 50}, "C": rate(90, 10_000), "D": rate(3, 900)})
    assert (trechter(t, "per 1.000").leeg, trechter(t, "per 1.000").klein) == (("B",), ("D",))
    met_reden = pd.concat([t, tabel({"E": {"teller": 50, "n": 50}}, "geen gegevens")], ignore_index=True)
    assert trechter(met_reden, "per 1.000").leeg == ("B", "E")
    alleen = trechter(tabel({"B": {"teller": 50, "n": 50}}), "per 1.000")
    assert alleen.punten.empty and alleen.leeg == ("B",)


def test_the_limits_of_a_rate_narrow_with_size_and_never_go_below_none():
    laag, hoog = limits(Midden("per 1.000", 2.0), np.array([100.0, 1000.0, 10_000.0]), 0.001)
    assert laag[0] == 0.0 and list(laag) == sorted(laag) and list(hoog) == sorted(hoog, reverse=True)


def test_the_limits_of_a_share_are_exact_binomial():
    """Of 100 with an even chance: P(X <= 39) = 0.0176 and P(X <= 40) = 0.0284."""
    laag, hoog = limits(Midden("aandeel", 0.5), np.array([100.0]), 0.025)
    assert 0.39 < laag[0] < 0.40 and hoog[0] == pytest.approx(1 - laag[0])
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
    t = tabel({"A": rate(50, 10_000), "B": rate(55, 10_000), "C": rate(163, 10_000), "D": rate(60, 12_000)})
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


def test_the_reason_of_no_limits_is_true_where_it_is_said():
    """That no spread goes along to share is no reason where the figures are exact."""
    t = tabel({"A": {"waarde": 0.0, "n": 50}, "B": {"waarde": 1.0, "n": 60}})
    bij_nul = trechter(t, "mediaan", tabel({"x": {"waarde": 0.0, "laag": 0.0, "hoog": 1.0, "n": 110}})).reden
    assert "begint hier bij 0" in bij_nul and "delen" not in bij_nul
    klein = tabel({"x": {"waarde": 4.0, "laag": 1.0, "hoog": 9.0, "n": 8}})
    assert "te weinig gevallen" in trechter(t, "mediaan", klein).reden
    assert "Om te delen gaat dat nooit mee" in trechter(t, "mediaan", tabel({"x": {"waarde": 4.0}}), afronding=5).reden
    assert "te weinig gevallen" in trechter(tabel({"A": {"waarde": 4.0, "n": 1}}), "gemiddelde").reden


def test_nothing_at_all_is_no_failure():
    assert trechter(tabel({"A": {}}), "aandeel").punten.empty
    assert trechter(tabel({"A": {"waarde": 0.0, "teller": 0, "noemer": 0}}), "aandeel").punten.empty
