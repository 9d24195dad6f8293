"""Predictions of worlds of which the rates are known, and the worlds themselves."""

import hashlib
from dataclasses import replace

import pandas as pd
import pytest

from core.model.selectie import Selectie
from core.simulation.backtest import KERN
from tests.kijk import exact
from tests.simulation.score import RATIO, direct, laad, scores, voorspel
from tests.simulation.werelden import WERELDEN, schrijf
from tests.simulation.winkel import REGIO

KLEIN = next(w for w in WERELDEN if w.naam == "klein")
MERK = ["3820c5ac552c4172", "a5d753b8858c0b7b"]


def test_a_world_has_the_same_bytes_everywhere(tmp_path):
    """Integer draws only: another processor, or another version of numpy, writes the same files."""
    merk = [hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in schrijf(KLEIN, 1, tmp_path)]
    assert merk == MERK


def test_a_world_is_loaded_whole_and_is_what_it_was_told_to_be(tmp_path):
    """And what is scored, which is put in place without an import, counts the same."""
    store = laad(KLEIN, 1, tmp_path / "klein")
    assert not exact(store).bevindingen()["afgewezen"].any()
    begin = pd.read_csv(tmp_path / "klein" / "maatregelen.csv", sep=";", parse_dates=["begindatum"])["begindatum"]
    per_jaar = begin.dt.year.value_counts()
    zonder = direct(KLEIN, 1, tmp_path / "direct")
    for maat in KERN:
        geladen = exact(store).reeks(maat, Selectie(regio="zhz", per="jaar")).set_index("periode")["waarde"]
        geplaatst = zonder.reeks(maat, Selectie(regio=REGIO, per="jaar")).set_index("periode")["waarde"]
        assert [geladen[str(j)] for j in range(2018, 2026)] == [geplaatst[str(j)] for j in range(2018, 2026)]
        if maat == "jb_instroom":
            assert [geladen[str(j)] for j in range(2018, 2026)] == [per_jaar[j] for j in range(2018, 2026)]


def test_predictions_of_a_small_world(tmp_path):
    """A few predictions say little, and wide bounds are all they can be held to; the nightly test has the rest."""
    v = voorspel(replace(KLEIN, sneden=(2023,)), 1, tmp_path / "klein", 60)
    assert len(v) == 12
    assert v["binnen"].sum() >= 7
    fout = (v["p50"] - v["werkelijk"]).abs().sum()
    assert fout < 1.5 * (v["als_vorig_jaar"] - v["werkelijk"]).abs().sum()


# What the scores are held to, as far as so many worlds can tell: coverage and bias with two standard errors over the
# worlds of a kind.
KEREN = 120
DEKKING, BIAS = (0.75, 0.85), 0.03


@pytest.mark.nightly
@pytest.mark.parametrize("wereld", WERELDEN, ids=lambda w: w.naam)
def test_predictions_of_known_worlds(wereld, tmp_path):
    """The same world again and again: the interval holds what it says, in the middle of what comes, and no naive
    forecast is better."""
    alles = pd.concat([voorspel(wereld, seed, tmp_path / str(seed), 100) for seed in range(1, KEREN + 1)])
    s = scores(alles).set_index("groep")
    print(s.round(3).to_string())
    for groep, r in s.iterrows():
        sleutel = (wereld.naam, groep)
        assert DEKKING[0] - 2 * r.dekking_se <= r.dekking <= DEKKING[1] + 2 * r.dekking_se, sleutel
        assert abs(r.bias) <= max(BIAS, 2 * r.se), sleutel
        assert r.ratio <= RATIO, sleutel
