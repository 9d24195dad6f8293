"""Predictions of the past: better than simple guesses, and an interval that is honest about itself."""

import datetime as dt

import pandas as pd
import pytest

from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.backtest import KERN, backtest
from tests.simulation.score import RATIO
from tests.simulation.winkel import REGIO, geleverd, regio, telplek, vul

SNEDEN = tuple(dt.date(j, 12, 31) for j in (2021, 2022, 2023, 2024))


@pytest.fixture(scope="module")
def toets(rekenaar):
    return backtest(rekenaar, Selectie(regio=REGIO), telplek=telplek, sneden=SNEDEN, replicaties=80)


def test_every_figure_that_can_be_checked_is(rekenaar, toets):
    v = toets.voorspellingen
    assert len(v) == len(KERN) * (4 + 3)  # of the last cut only one year ahead is known
    assert set(v["snede"]) == set(SNEDEN)
    stand = rekenaar.reeks("jb_stand", Selectie(regio=REGIO)).set_index("periode")["waarde"]
    deel = v[(v["maat"] == "jb_stand") & (v["jaren"] == 1)]
    assert deel["werkelijk"].tolist() == [stand[str(s.year + 1)] for s in deel["snede"]]
    assert deel["als_vorig_jaar"].tolist() == [stand[str(s.year)] for s in deel["snede"]]
    assert ((v["p10"] <= v["werkelijk"]) & (v["werkelijk"] <= v["p90"])).equals(v["binnen"])


def test_better_than_last_year_and_than_a_straight_line(toets):
    for _, rij in toets.fouten[toets.fouten["maat"] == "alles"].iterrows():
        assert rij["fout_simulatie"] < rij["fout_vorig_jaar"]
        assert rij["fout_simulatie"] < RATIO * rij["fout_lineair"]
    assert toets.fouten.loc[toets.fouten["maat"] == "jb_stand", "fout_simulatie"].max() < 0.10


def test_about_four_in_five_figures_lie_in_the_interval(toets):
    """Few figures, that move together: wide bounds here, narrow ones in the nightly test. From 2022 on: nobody can know
    beforehand of a fall like the one in that year."""
    v = toets.voorspellingen
    assert 0.6 <= v.loc[v["snede"] >= dt.date(2022, 12, 31), "binnen"].mean() <= 0.97


def test_the_prediction_knows_nothing_of_what_came_after(rekenaar):
    """Doubling everything that begins after the cut changes no prediction, only what it is compared with."""
    snede = dt.date(2023, 12, 31)
    bron = geleverd(rekenaar, "maatregelen")
    later = pd.to_datetime(bron["begindatum"].fillna(bron["datum_overgedragen_gekregen"])) > pd.Timestamp(snede)
    extra = bron[later].assign(jeugdige="x" + bron.loc[later, "jeugdige"])
    tabellen = {"maatregelen": pd.concat([bron, extra]), "plaatsingen": geleverd(rekenaar, "plaatsingen")}
    anders = vul(telplek(), tabellen, dt.date(2019, 1, 1), dt.date(2025, 12, 31))
    maten = ("jb_stand", "jb_instroom")
    een, twee = (
        backtest(r, Selectie(regio=REGIO), telplek=telplek, sneden=(snede,), replicaties=20, maten=maten).voorspellingen
        for r in (rekenaar, anders)
    )
    kolommen = ["maat", "jaren", "p10", "p50", "p90"]
    assert een[kolommen].equals(twee[kolommen])
    assert (een["werkelijk"] < twee["werkelijk"]).all()


def test_too_few_years(rekenaar):
    bron = geleverd(rekenaar, "maatregelen")
    kort = vul(telplek(), {"maatregelen": bron}, dt.date(2024, 6, 1), dt.date(2025, 12, 31))
    with pytest.raises(Melding, match="drie hele jaren"):
        backtest(kort, Selectie(regio=REGIO), telplek=telplek)


@pytest.mark.nightly
def test_coverage_on_several_regions():
    """The goal: 70 to 90% of the figures inside the 80% interval, of what was predicted after the fall of 2022 (nobody
    can know a break that has yet to come), as far as six regions can tell: the figures of one move together."""
    delen = []
    for seed, naam in ((1, "zhz"), (2, "zhz"), (3, "hr"), (4, "hr"), (5, "zhz"), (6, "hr")):
        t = backtest(regio(seed, naam), Selectie(regio=REGIO), telplek=telplek, replicaties=200)
        delen.append(t.voorspellingen.assign(gemaakt=seed))
        alles = t.fouten[t.fouten["maat"] == "alles"]
        assert (alles["fout_simulatie"] < alles["fout_vorig_jaar"]).all()
    samen = pd.concat(delen)
    samen = samen[samen["snede"] >= dt.date(2022, 12, 31)]
    print(samen.groupby(["maat", "jaren"])["binnen"].mean(), samen.groupby("snede")["binnen"].mean())
    per_regio = samen.astype({"binnen": float}).groupby("gemaakt")["binnen"].mean()
    ruimte = 2 * per_regio.std() / len(per_regio) ** 0.5
    assert 0.70 - ruimte <= per_regio.mean() <= 0.90 + ruimte
