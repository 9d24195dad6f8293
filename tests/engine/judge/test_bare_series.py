"""The command `oordeel` on series from public reports and on hand-made edge cases.

Road deaths: European Commission, EU-27, rounded: 29,600 in 2010, the aim half of that in 2020.
Greenhouse gases: the Netherlands, Mt CO2 equivalent, rounded: 221 in 1990; Urgenda order: 25% less in 2020.
Premature mortality: made in the form of Open SDG and Healthy People, straight path from 2019 to 2031.
"""

import pytest

from core.engine.judge import interval, oordeel_reeks, parse_anker
from core.engine.judge.bare_series import SLEUTELS, with_intervals
from core.model.melding import Melding
from tests.engine.judge.bouwen import punt, reeks

WEGDODEN = {2010: 29600, 2012: 26500, 2014: 24100, 2016: 23800, 2018: 23300, 2019: 22800, 2020: 18800}
STERFTE = {2019: 47.3, 2020: 46.1, 2021: 44.0, 2022: 42.9, 2023: 40.1, 2024: 38.0}


def of(waarden, tot=9999):
    return [punt(jaar, w) for jaar, w in waarden.items() if jaar <= tot]


def test_road_deaths_were_behind_and_the_aim_was_missed():
    voor = oordeel_reeks(of(WEGDODEN, 2019), ("2010", 29600), ("2020", 14800), "omlaag")
    assert voor["oordeel"] == "achter" and voor["padwaarde"] == pytest.approx(29600 - 0.9 * 14800)
    assert voor["voortgang"] == pytest.approx(6800 / 14800)
    na = oordeel_reeks(of(WEGDODEN), ("2010", 29600), ("2020", 14800), "omlaag")
    assert na["oordeel"] == "niet behaald" and na["projectie"] is None


def test_greenhouse_gases_reached_the_urgenda_order():
    uit = oordeel_reeks(
        [punt(2015, 196), punt(2019, 181), punt(2020, 164.5)], ("1990", 221), ("2020", 165.75), "omlaag"
    )
    assert uit["oordeel"] == "behaald" and uit["voortgang"] == pytest.approx(56.5 / 55.25)


def test_premature_mortality_is_on_course():
    uit = oordeel_reeks(of(STERFTE), ("2019", 47.3), ("2031", 26.0), "omlaag")
    assert tuple(uit) == SLEUTELS
    assert uit["periode"] == "2024" and uit["waarde"] == 38.0 and uit["oordeel"] == "op koers"
    assert uit["padwaarde"] == pytest.approx(38.425) and uit["voortgang"] == pytest.approx(9.3 / 21.3)
    # Slope by hand: sum((x - 2021.5) * y) / 17.5 = -32.8 / 17.5
    assert uit["helling"] == pytest.approx(-32.8 / 17.5) and uit["zekerheid"] == "hoog"
    assert (uit["helling_laag"], uit["helling_hoog"]) == pytest.approx((-2.208904, -1.539667), abs=1e-6)
    assert uit["projectie"] == pytest.approx(25.260952, abs=1e-6)
    assert (uit["projectie_laag"], uit["projectie_hoog"]) == pytest.approx((21.740827, 28.781078), abs=1e-6)


@pytest.mark.parametrize(
    ("waarde", "oordeel"),
    [(26, "behaald"), (38.425, "op koers"), (38.5, "achter"), (47.2, "achter"), (47.4, "verslechterd")],
)
def test_the_verdict_is_about_the_measured_year_and_the_direction(waarde, oordeel):
    assert oordeel_reeks([punt(2024, waarde)], (2019, 47.3), (2031, 26), "omlaag")["oordeel"] == oordeel


@pytest.mark.parametrize(
    ("gemeten", "oordeel"),
    [
        (punt(2024, 41, laag=33, hoog=50), "te klein om te zeggen"),
        (punt(2024, 41, laag=40, hoog=42), "achter"),
        (punt(2024, 50, laag=48, hoog=52), "verslechterd"),
        (punt(2024, 50, laag=46, hoog=54), "achter"),
        (punt(2024, 41, n=9), "te klein om te zeggen"),
        (punt(2024, 41, n=90000), "achter"),
        (punt(2024, 41, teller=12, noemer=29), "te klein om te zeggen"),  # 41 percent
        (punt(2024, 41, teller=12300, noemer=30000), "achter"),
        (punt(2024, 41, teller=41, noemer=100000), "te klein om te zeggen"),  # per 100.000
        (punt(2024, 41, teller=8200, noemer=200), "achter"),
    ],
)  # a rate above 1
def test_the_interval_comes_from_what_the_series_brings(gemeten, oordeel):
    assert oordeel_reeks([gemeten], ("2019", 47.3), ("2031", 26), "omlaag")["oordeel"] == oordeel


@pytest.mark.parametrize(
    ("gemeten", "oordeel"),
    [(punt(2024, 0.41, n=30), "te klein om te zeggen"), (punt(2024, 0.41, n=30000), "achter")],
)
def test_shares_with_n(gemeten, oordeel):
    assert oordeel_reeks([gemeten], ("2019", 0.473), ("2031", 0.26), "omlaag")["oordeel"] == oordeel


def test_counts_where_waarde_is_n():
    assert (
        oordeel_reeks([punt(2024, 41, n=41)], ("2019", 47), ("2031", 26), "omlaag")["oordeel"]
        == "te klein om te zeggen"
    )


def test_bounds_in_the_scale_of_the_value():
    afgerond, niets = with_intervals([punt(2023, 41, teller=12, noemer=29), punt(2024, 0, teller=0, noemer=30)])
    laag, hoog = interval("aandeel", teller=12, noemer=29)
    assert (afgerond.laag, afgerond.hoog) == pytest.approx((100 * laag, 100 * hoog)), "percent, whatever was rounded"
    assert niets.hoog == pytest.approx(100 * interval("aandeel", teller=0, noemer=30)[1])
    per_gezin = with_intervals([punt(2024, 1.5, teller=30, noemer=20)])[0]
    assert (per_gezin.laag, per_gezin.hoog) == pytest.approx([x / 20 for x in interval("aantal", waarde=30)])
    eigen = with_intervals([punt(2024, 41, teller=12, noemer=29, laag=40, hoog=42)])[0]
    assert (eigen.laag, eigen.hoog) == (40, 42)


RANDEN = [  # series, baseline, target, direction -> verdict, path, progress
    ({"j2024": 0}, ("2019", 0), ("2031", 0), "omlaag", "behaald", 0.0, None),
    ({"j2024": 5}, ("2019", 0), ("2031", 0), "omlaag", "verslechterd", 0.0, None),
    ({"j2025": 6}, ("2019", 0), ("2031", 12), "omhoog", "op koers", 6.0, 0.5),
    ({"j2025": 4}, ("2019", 12), ("2031", 0), "omlaag", "op koers", 6.0, 2 / 3),
    ({"j2025": 20}, ("2019", 18), ("2031", 26), "omlaag", "behaald", 22.0, None),
    ({"j2025": 27}, ("2019", 18), ("2031", 26), "omlaag", "verslechterd", 22.0, None),
    ({"j2019": 47.3}, ("2019", 47.3), ("2031", 26), "omlaag", "nog niet meetbaar", 47.3, 0.0),
    ({"j2031": 26}, ("2019", 47.3), ("2031", 26), "omlaag", "behaald", 26.0, 1.0),
    ({"j2033": 27}, ("2019", 47.3), ("2031", 26), "omlaag", "niet behaald", 26.0, 20.3 / 21.3),
    ({"j2025": -6}, ("2019", -12), ("2031", 0), "omhoog", "op koers", -6.0, 0.5),
    ({"j2024": None}, ("2019", 47.3), ("2031", 26), "omlaag", "geen gegevens", None, None),
    ({}, ("2019", 47.3), ("2031", 26), "omlaag", "geen gegevens", None, None),
]


@pytest.mark.parametrize(("waarden", "basis", "doel", "richting", "oordeel", "pad", "voortgang"), RANDEN)
def test_edges(waarden, basis, doel, richting, oordeel, pad, voortgang):
    uit = oordeel_reeks(reeks(**waarden), basis, doel, richting)
    assert uit["oordeel"] == oordeel
    assert uit["padwaarde"] == (None if pad is None else pytest.approx(pad))
    assert uit["voortgang"] == (None if voortgang is None else pytest.approx(voortgang))


def test_one_and_two_points():
    een = oordeel_reeks([punt(2024, 38)], ("2019", 47.3), ("2031", 26), "omlaag")
    assert een["helling"] is None and een["projectie"] is None and een["zekerheid"] == "laag"
    twee = oordeel_reeks(of(STERFTE, 2020), ("2019", 47.3), ("2031", 26), "omlaag")
    assert twee["helling"] == pytest.approx(-1.2) and twee["helling_laag"] is None and twee["zekerheid"] == "laag"


def test_quarters_and_days():
    uit = oordeel_reeks([punt("2024-Q2", 90)], ("2022-01-01", 100), ("31-12-2025", 80), "omlaag")
    assert uit["padwaarde"] == pytest.approx(100 - 20 * 911 / 1460) and uit["oordeel"] == "achter"


@pytest.mark.parametrize(
    ("basis", "doel", "richting", "woord"),
    [
        (("2031", 47.3), ("2019", 26), "omlaag", "niet na de basis"),
        (("2019", 47.3), ("2019", 26), "omlaag", "niet na"),
        (("mei", 47.3), ("2031", 26), "omlaag", "mei"),
        (("2019", float("nan")), ("2031", 26), "omlaag", "geen getal"),
        (("2019", 47.3), ("2031", 26), "opzij", "opzij"),
    ],
)
def test_a_wrong_question(basis, doel, richting, woord):
    with pytest.raises(Melding, match=woord):
        oordeel_reeks(of(STERFTE), basis, doel, richting)


def test_anchor_from_the_command_line():
    assert parse_anker("2019=47,3", "basis") == ("2019", 47.3) == parse_anker(" 2019 = 47.3 ", "basis")
    for fout in ("2019", "2019=", "2019=veel"):
        with pytest.raises(Melding, match="--doel"):
            parse_anker(fout, "doel")
