"""Rates from open and closed cases give back the durations that made them."""

import numpy as np
import pytest

from core.simulation.days import MAAND
from core.simulation.rates import (
    GEWICHT_REGIO,
    VER,
    Krommen,
    count,
    count_gewogen,
    estimate_kansen,
    estimate_tempo,
    run_sleutels,
)
from core.simulation.risk import Risico

GRENZEN = tuple(MAAND * np.array([0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48]))


def gevallen(duur, rng, venster=(0, 6 * 365)):
    """Cases that begin evenly over ten years, of which the data see a window of six: the first are cut off before
    it, the last still run after it, and what ended before it is not in the data at all."""
    begin = rng.integers(venster[0] - 4 * 365, venster[1], len(duur))
    eind = begin + duur
    gezien = eind >= venster[0]
    begin, eind = begin[gezien], eind[gezien]
    r = Risico(begin, begin, np.minimum(eind, venster[1]), eind <= venster[1], np.ones(len(begin), bool))
    return r.between(*venster)


def schat(grenzen, eigen, regio=None):
    """A rate from cases of one year."""
    rand = np.array([*grenzen, VER])

    def telling(rijen):
        d, dagen = count(*rijen, rand)
        return d, dagen, np.array([-0.5]), d[None], dagen[None]

    return estimate_tempo("proef", rand, telling(eigen), regio and telling(regio))


@pytest.mark.parametrize("vorm", [1.0, 0.7, 1.6], ids=["exponential", "weibull 0.7", "weibull 1.6"])
def test_durations_come_back(vorm):
    rng = np.random.default_rng(1)
    duur = rng.weibull(vorm, 20_000) * 500
    kromme = schat(GRENZEN, gevallen(duur, rng)).verwacht()
    for dag in (100, 365, 730, 1200):
        geschat = np.exp(-kromme.so_far(np.array([0]), np.array([dag]))[0])
        assert geschat == pytest.approx(np.exp(-((dag / 500) ** vorm)), abs=0.015)
    u = (np.arange(20_000) + 0.5) / 20_000
    getrokken = kromme.na(np.zeros(20_000, int), -np.log(u))
    assert np.median(getrokken) == pytest.approx(500 * np.log(2) ** (1 / vorm), rel=0.04)


def test_a_mean_of_closed_cases_only_would_be_too_short():
    """The check on the test above: the naive mean of what ended differs by far more than its tolerance."""
    rng = np.random.default_rng(1)
    begin, eind, gebeurd = gevallen(rng.exponential(1500, 20_000), rng)
    kromme = schat(GRENZEN, (begin, eind, gebeurd)).verwacht()
    geschat = 1 / (kromme.so_far(np.array([0]), np.array([1400.0]))[0] / 1400)
    assert geschat == pytest.approx(1500, rel=0.04)
    assert eind[gebeurd].mean() < 0.8 * 1500


def test_inverse_undoes_cumulative_hazard_for_every_run():
    rng = np.random.default_rng(2)
    krommen = Krommen.from_tempo(np.array([0.0, 10, 50, 200, 5000]), rng.gamma(1, 0.01, (300, 4)))
    run, dag = rng.integers(0, 300, 5000), rng.random(5000) * 4000
    terug = krommen.na(run, krommen.so_far(run, dag))
    assert np.abs(terug - dag).max() < 1e-3


def test_uncertainty_shrinks_with_cases_and_draws_centre_on_the_mean():
    rng = np.random.default_rng(3)
    breedte = []
    for n in (100, 4000):
        tempo = schat((0.0,), gevallen(rng.exponential(500, n), rng))
        hazard = tempo.draw(run_sleutels(1, range(4000))).hazard[:, 1]
        assert hazard.mean() == pytest.approx(tempo.per_dag[0] * tempo.grenzen[1], rel=0.05)
        breedte.append(hazard.std() / hazard.mean())
    assert breedte[1] < 0.8 * breedte[0]


def test_a_small_selection_leans_on_its_region():
    rng = np.random.default_rng(4)
    regio = gevallen(rng.exponential(400, 5000), rng)
    eigen = tuple(x[:3] for x in gevallen(rng.exponential(4000, 200), rng))
    los, samen = schat((0.0,), eigen), schat((0.0,), eigen, regio)
    assert samen.gewicht == GEWICHT_REGIO
    assert abs(samen.per_dag[0] - 1 / 400) < abs(los.per_dag[0] - 1 / 400)


def test_shares_come_back_and_add_up():
    uitkomsten = np.repeat([0, 1, 2], [700, 250, 50])
    kansen = estimate_kansen("proef", ("a", "b", "c"), uitkomsten, np.ones(1000))
    getrokken = kansen.draw(run_sleutels(1, range(3000)))
    assert np.allclose(getrokken.sum(1), 1)
    assert getrokken.mean(0) == pytest.approx([0.70, 0.25, 0.05], abs=0.01)


def test_recent_cases_count_more_for_shares():
    toen, nu = np.zeros(500, int), np.ones(500, int)
    weegt = np.repeat([0.5, 1.0], 500)
    kansen = estimate_kansen("proef", ("a", "b"), np.concatenate([toen, nu]), weegt)
    assert kansen.verwacht[1] == pytest.approx(2 / 3, abs=0.01)


def test_years_share_no_day_and_leave_none_out():
    rng = np.random.default_rng(5)
    begin = rng.integers(0, 3000, 4000)
    eind = begin + rng.integers(0, 900, 4000)
    r = Risico(begin, begin, eind, rng.random(4000) < 0.7, np.ones(4000, bool))
    rand = np.array([0.0, 100, 400, VER])
    _, _, x, gebeurd, dagen = count_gewogen(r, rand, 500, 2500)
    d, e = count(*r.between(500, 2500), rand)
    assert np.array_equal(gebeurd.sum(0), d) and np.allclose(dagen.sum(0), e)
    assert len(x) == 6 and (x < 0).all()


def test_what_is_uncertain_about_the_level_counts_once():
    """The draws of all bands together vary as the trend does: the bands only say how they compare."""
    runs = run_sleutels(1, range(4000))
    duur = np.random.default_rng(6).exponential(500, 400)
    een, veel = (schat(g, gevallen(duur, np.random.default_rng(7))) for g in ((0.0,), GRENZEN))
    breedte = [np.log(t.draw(runs).so_far(np.arange(4000), np.full(4000, 400.0))).std() for t in (een, veel)]
    assert breedte[1] == pytest.approx(breedte[0], rel=0.25)
