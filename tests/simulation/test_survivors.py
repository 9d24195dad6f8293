"""What ran on the first day tells how many came in before, when it was delivered and an OTS lasts as long as it did."""

import datetime as dt

import numpy as np
import pytest

from core.model.selectie import Selectie
from core.simulation import risk
from core.simulation.days import dag
from core.simulation.estimate import from_bekend
from core.simulation.known import read
from core.simulation.survivors import find_overlevers
from tests.simulation.score import direct
from tests.simulation.werelden import WERELDEN
from tests.simulation.winkel import REGIO

SNEDE = dt.date(2022, 12, 31)
SINDS = dag(dt.date(2018, 1, 1))


def bekend(naam: str, map_):
    wereld = next(w for w in WERELDEN if w.naam == naam)
    return read(direct(wereld, 401, map_), Selectie(regio=REGIO), SNEDE)


@pytest.fixture(scope="module")
def gelijk(tmp_path_factory):
    return bekend("gelijk", tmp_path_factory.mktemp("wereld") / "gelijk")


@pytest.fixture(scope="module")
def daalt(tmp_path_factory):
    return bekend("daalt", tmp_path_factory.mktemp("wereld") / "daalt")


def overlevers(b, gezinnen: float):
    m = risk.with_verloop(b)
    return find_overlevers(m, SINDS, b.tot, gezinnen, np.ones(len(m), bool))


def test_as_many_are_left_as_came_in_and_last(gelijk):
    """In a world that stays the same the years before the data look like those in it."""
    over = overlevers(gelijk, 150.0)
    assert 5 <= len(over) <= 8 and (np.diff(over.verwacht) < 0).all() and (np.diff(over.duur) > 0).all()
    verwacht = 150.0 * over.verwacht
    assert np.abs(over.aantal - verwacht).max() < 4 * np.sqrt(verwacht.max())
    assert over.aantal.sum() == pytest.approx(verwacht.sum(), rel=0.15)


def test_a_fall_is_seen_before_the_data(daalt):
    """8% a year: two to three years before the first day a quarter more came in than on average in the data."""
    m = risk.with_verloop(daalt)
    gezinnen = m[(m["begin"] >= SINDS) & (m["vorige"] < 0)]["gezin"].nunique() / 5
    over = overlevers(daalt, gezinnen)
    vroeg = slice(3, 6)
    assert over.aantal[vroeg].sum() > 1.15 * gezinnen * over.verwacht[vroeg].sum()
    assert from_bekend(daalt, Selectie(regio=REGIO)).instroom["ots"].trend.helling < -0.04


def test_a_delivery_without_what_ran_is_no_fall(gelijk):
    """Only what began in the data was delivered: nothing is concluded from nothing."""

    def zonder(frame):
        return frame[frame["kind"].isin(later)].reset_index(drop=True)

    eerste = gelijk.rijen.groupby("kind")["begin"].min()
    later = eerste[eerste >= SINDS].index
    b = type(gelijk)(
        SINDS,
        gelijk.tot,
        *(zonder(f) for f in (gelijk.rijen, gelijk.maatregelen, gelijk.verblijfrijen, gelijk.episoden)),
    )
    assert overlevers(b, 150.0).aantal.sum() == 0
    assert from_bekend(b, Selectie(regio=REGIO)).instroom["ots"].trend.helling < 0.05


def test_too_few_measures_tell_nothing(gelijk):
    m = risk.with_verloop(gelijk)
    assert len(find_overlevers(m.iloc[:0], SINDS, gelijk.tot, 150.0, np.ones(0, bool))) == 0
    assert len(find_overlevers(m, SINDS, gelijk.tot, 0.0, np.ones(len(m), bool))) == 0
