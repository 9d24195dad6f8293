"""Estimates from records: what follows on what, what was known when, and too little to go by."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from core.model.melding import Melding
from core.model.selectie import Selectie
from core.simulation.days import OPEN, dag
from core.simulation.estimate import estimate
from core.simulation.known import read
from tests.simulation.winkel import REGIO, geleverd, telplek, vul

VAN, TM = dt.date(2019, 1, 1), dt.date(2025, 12, 31)


def maatregelen(n: int, rng, aandeel_ots=0.75, gemeente="GM0505", gi="GI A", nummer=0) -> pd.DataFrame:
    """VOTS of 80 days, of which a share is followed by an OTS of one year on average."""
    begin = pd.Timestamp("2019-01-01") + pd.to_timedelta(rng.integers(0, 6 * 365, n), "D")
    kind = [f"K{nummer + i}" for i in range(n)]
    vast = {"gemeente": gemeente, "gi": gi, "geboortedatum": pd.Timestamp("2015-01-01")}
    vots = pd.DataFrame(
        {
            "jeugdige": kind,
            "type": "12",
            "begindatum": begin,
            "einddatum": begin + pd.Timedelta(days=80),
            "reden_einde": "04",
        }
        | vast
    )
    ots = vots[rng.random(n) < aandeel_ots]
    start = ots["einddatum"] + pd.Timedelta(days=1)
    ots = ots.assign(
        type="11", begindatum=start, einddatum=start + pd.to_timedelta(rng.exponential(365, len(ots)).astype(int), "D")
    )
    alles = pd.concat([vots, ots], ignore_index=True)
    alles["einddatum"] = alles["einddatum"].where(alles["einddatum"] <= pd.Timestamp(TM))
    return alles[alles["begindatum"] <= pd.Timestamp(TM)]


@pytest.mark.parametrize(
    "per_jaar, zin",
    [((150,) * 7, ""), ((240, 210, 180, 155, 135, 115, 100), "daalt"), ((100, 115, 135, 155, 180, 210, 240), "stijgt")],
)
def test_a_trend_of_the_inflow_is_said_in_words(per_jaar, zin):
    """Evenly over each year, so that nothing but the trend is there."""
    begin = [
        pd.Timestamp(j, 1, 1) + pd.Timedelta(days=365 * k // n)
        for j, n in zip(range(2019, 2026), per_jaar, strict=True)
        for k in range(n)
    ]
    ots = pd.DataFrame(
        {
            "jeugdige": [f"K{i}" for i in range(len(begin))],
            "gemeente": "GM0505",
            "gi": "GI A",
            "type": "11",
            "begindatum": begin,
            "geboortedatum": pd.Timestamp("2015-01-01"),
        }
    )
    ots = ots.assign(einddatum=[b + pd.Timedelta(days=200 + i % 400) for i, b in enumerate(begin)], reden_einde="04")
    ots["einddatum"] = ots["einddatum"].where(ots["einddatum"] <= pd.Timestamp(TM))
    p = estimate(vul(telplek(), {"maatregelen": ots}, VAN, TM), Selectie(regio=REGIO))
    assert (f"De instroom {zin} in deze gegevens" in "".join(p.opmerkingen)) == bool(zin)
    assert bool(p.opmerkingen) == bool(zin)


@pytest.mark.parametrize("vanaf", [VAN, dt.date(2016, 1, 1)], ids=["cut off", "with what went before"])
def test_returns_after_an_end_before_the_data_are_no_inflow(vanaf):
    """A third comes back after 500 days or so. In the first years of the data they look new; the inflow seems to be
    a quarter higher than it is, and to fall. When the delivery holds what went before, nobody does."""
    begin = pd.Timestamp("2015-01-01") + pd.to_timedelta(np.arange(0, 11 * 365, 3), "D")
    eerste = pd.DataFrame(
        {
            "jeugdige": [f"K{i}" for i in range(len(begin))],
            "gemeente": "GM0505",
            "gi": "GI A",
            "type": "11",
            "begindatum": begin,
            "geboortedatum": pd.Timestamp("2015-01-01"),
        }
    )
    eerste = eerste.assign(einddatum=begin + pd.Timedelta(days=300), reden_einde="04")
    terug = eerste[::3].assign(
        begindatum=lambda d: d["einddatum"] + pd.to_timedelta([200 + i * 37 % 600 for i in range(len(d))], "D")
    )
    alles = pd.concat([eerste, terug.assign(einddatum=terug["begindatum"] + pd.Timedelta(days=300))])
    alles = alles[(alles["einddatum"] >= pd.Timestamp(vanaf)) & (alles["begindatum"] <= pd.Timestamp(TM))]
    alles["einddatum"] = alles["einddatum"].where(alles["einddatum"] <= pd.Timestamp(TM))
    p = estimate(vul(telplek(), {"maatregelen": alles}, VAN, dt.date(2022, 12, 31)), Selectie(regio=REGIO))
    trend = p.instroom["ots"].trend
    assert np.exp(trend.niveau) == pytest.approx(365 / 3, rel=0.06)
    assert abs(trend.helling) < 0.01


@pytest.mark.parametrize("aandeel", [0.4, 0.9])
def test_share_of_vots_that_becomes_ots(aandeel):
    rekenaar = vul(telplek(), {"maatregelen": maatregelen(2000, np.random.default_rng(1), aandeel)}, VAN, TM)
    p = estimate(rekenaar, Selectie(regio=REGIO))
    assert p.kansen["na vots"].verwacht[1] == pytest.approx(aandeel, abs=0.03)
    einde = p.tempos["einde ots"].verwacht()
    assert np.exp(-einde.so_far(np.array([0]), np.array([365.0]))[0]) == pytest.approx(np.exp(-1), abs=0.05)


def test_every_begin_has_one_origin(parameters):
    """A measure comes in, follows on another or is a return: together they are the inflow, none counted twice."""
    m = parameters.verloop
    volgt, terug = m["vorige"] >= 0, m["terug_van"] >= 0
    assert not (volgt & terug).any()
    assert volgt.sum() == (m["volgt"] >= 0).sum()
    assert volgt.sum() > 50 and terug.sum() > 20


def test_nothing_after_the_day_is_known(rekenaar):
    """Cutting the data at a day gives what a store with only the older records would give."""
    snede = dt.date(2022, 12, 31)
    b = read(rekenaar, Selectie(regio=REGIO), snede)
    for frame in (b.rijen, b.maatregelen, b.verblijfrijen, b.episoden):
        assert frame["begin"].max() <= dag(snede)
        eind = frame["einde"] if "einde" in frame else frame["tot"]
        assert ((eind <= dag(snede)) | (eind == OPEN)).all()
    stand = rekenaar.on_dagen("jb_stand", Selectie(regio=REGIO), (snede,))["waarde"].iloc[0]
    assert (b.maatregelen["einde"] == OPEN).sum() == stand
    assert b.maatregelen.loc[b.maatregelen["einde"] == OPEN, "reden_einde"].isna().all()


def test_estimates_do_not_see_later_records(rekenaar):
    """Throwing the later records away changes nothing."""
    snede = dt.date(2022, 12, 31)
    bron = geleverd(rekenaar, "maatregelen")
    begin = pd.to_datetime(bron["begindatum"].fillna(bron["datum_overgedragen_gekregen"]))
    later = pd.to_datetime(bron["einddatum"]) > pd.Timestamp(snede)
    # A record that ends on the day itself to go on in the next one: that one is thrown away, the measure did not end.
    wie = pd.MultiIndex.from_frame(bron[["jeugdige", "type"]])
    door = wie.isin(wie[begin == pd.Timestamp(snede) + pd.Timedelta(days=1)])
    later |= door & (pd.to_datetime(bron["einddatum"]) == pd.Timestamp(snede))
    bron = bron.assign(einddatum=bron["einddatum"].where(~later), reden_einde=bron["reden_einde"].where(~later))
    bron = bron[begin <= pd.Timestamp(snede)]
    over = pd.to_datetime(bron["datum_overgedragen"]) > pd.Timestamp(snede)
    bron = bron.assign(datum_overgedragen=bron["datum_overgedragen"].where(~over))
    oud = vul(telplek(), {"maatregelen": bron}, dt.date(2019, 1, 1), snede)
    a, b = estimate(rekenaar, Selectie(regio=REGIO), snede), estimate(oud, Selectie(regio=REGIO))
    assert a.tempos["einde ots"] == b.tempos["einde ots"]
    assert a.instroom["ots"].trend == b.instroom["ots"].trend


def test_a_small_selection_says_that_the_region_speaks(rekenaar):
    klein = estimate(rekenaar, Selectie(regio=REGIO).with_(gemeente=("GM0523",)))
    assert "cijfers van de regio" in klein.opmerkingen[0]
    assert not any("cijfers van de regio" in z for z in estimate(rekenaar, Selectie(regio=REGIO)).opmerkingen)


@pytest.mark.parametrize(
    "filters, zin",
    [({"gemeente": ("GM9999",)}, "geen enkele maatregel"), ({"segment": ("1",)}, "kan niet op segment filteren")],
)
def test_a_selection_that_cannot_be(rekenaar, filters, zin):
    with pytest.raises(Melding, match=zin):
        estimate(rekenaar, Selectie(regio=REGIO).with_(**filters))


def test_too_few_cases_even_in_the_region():
    rekenaar = vul(telplek(), {"maatregelen": maatregelen(4, np.random.default_rng(1))}, VAN, TM)
    with pytest.raises(Melding, match="minstens 20"):
        estimate(rekenaar, Selectie(regio=REGIO))


def test_a_start_after_the_data(rekenaar):
    with pytest.raises(Melding, match="31-12-2025"):
        estimate(rekenaar, Selectie(regio=REGIO), dt.date(2026, 6, 30))


def test_without_placements_and_birth_dates_it_still_works():
    frame = maatregelen(300, np.random.default_rng(2)).assign(geboortedatum=None)
    p = estimate(vul(telplek(), {"maatregelen": frame}, VAN, TM), Selectie(regio=REGIO))
    assert p.tempos["uithuisplaatsing ots"].aantal == 0
    assert (p.verloop["maand18"] == OPEN).all()
