"""What is left to do: every kind of figure by hand, what must hold for any figure, and how it is divided."""

import math
import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.task.kinds import (
    Loop,
    Opgave,
    divide_task,
    levers_of,
    loop_opgave,
    side,
    spread_of_years,
    stand_opgave,
    whole,
)
from core.engine.task.nodig import Stroom, wat_is_nodig
from core.engine.task.sentence import zin

DAG = date(2027, 12, 31)
HOOGSTENS, MINSTENS = float("-inf"), float("inf")


def loop(soort, teller, noemer=None, *, hoogstens=None, minstens=None, hefboom="anders", al=None, eenheid="", **extra):
    zone = (HOOGSTENS, hoogstens) if hoogstens is not None else (minstens, MINSTENS)
    return loop_opgave(soort, Loop(teller, noemer, **extra), zone, DAG, 8.0, hefboom, al or {}, eenheid)


# soort, teller, noemer, target -> what is needed per quarter, and what it comes to in the window.
VOORBEELDEN = [
    ("aantal", 20, None, {"hoogstens": 12}, 2.0, 8.0),
    ("aantal", 20, None, {"minstens": 26}, 1.5, 6.0),
    ("aantal", 20, None, {"hoogstens": 20}, 0.0, 0.0),
    ("aandeel", 30, 120, {"hoogstens": 0.15}, 3.0, 12.0),  # 18 of 120 may, 12 too many
    ("aandeel", 90, 120, {"minstens": 1.0}, 7.5, 30.0),
    ("standaandeel", 40, 100, {"hoogstens": 0.32}, 1.0, 8.0),  # 8 children over 8 quarters
    ("bedrag", 1_000_000, None, {"hoogstens": 900_000}, 25_000.0, 100_000.0),
    ("tarief", 600_000, 40, {"hoogstens": 14_000}, 10_000.0, 40_000.0),  # 1.000 for each of 40
    ("gemiddelde", 8_000, 20, {"hoogstens": 365}, 175.0, 700.0),  # 35 days for each of 20
]


@pytest.mark.parametrize(("soort", "teller", "noemer", "doel", "nodig", "samen"), VOORBEELDEN)
def test_per_quarter_by_hand(soort, teller, noemer, doel, nodig, samen):
    o = loop(soort, teller, noemer, **doel)
    assert o.rest == pytest.approx(nodig) and o.totaal == pytest.approx(samen)
    assert o.opgave == pytest.approx(nodig) and o.waarde == (teller / noemer if noemer else teller)


def test_a_duration_is_told_per_case_and_in_cases_a_year_earlier():
    korter = loop("gemiddelde", 8_000, 20, hoogstens=365, hefboom="korter", eenheid="dagen", fout=20.0)
    assert korter.per_zaak == pytest.approx(35) and korter.nu == 5
    assert korter.per_zaak_laag < 35 < korter.per_zaak_hoog
    jaar = loop("gemiddelde", 8_000, 20, hoogstens=365, hefboom="jaar_eerder", eenheid="dagen")
    assert jaar.rest == pytest.approx(175 / 365.25) and jaar.haalbaar
    maanden = loop("gemiddelde", 20 * 12.0, 20, hoogstens=9.0, hefboom="jaar_eerder", eenheid="maanden")
    assert maanden.rest == pytest.approx(1.25)  # 3 months for each of 5 is 15 months
    assert not loop("gemiddelde", 40_000, 20, hoogstens=365, hefboom="jaar_eerder", eenheid="dagen").haalbaar


def test_one_lever_given_the_other():
    met = loop("gemiddelde", 8_000, 20, hoogstens=365, hefboom="korter", eenheid="dagen", al={"jaar_eerder": 0.25})
    assert met.per_zaak == pytest.approx(35 - 0.25 * 365.25 / 5)
    om = loop("gemiddelde", 8_000, 20, hoogstens=365, hefboom="jaar_eerder", eenheid="dagen", al={"korter": 35})
    assert om.rest == 0
    geld = loop("bedrag", 1e6, hoogstens=9e5, al={"afgesproken": 10_000})
    assert (geld.opgave, geld.gevonden, geld.rest) == (25_000, 10_000, 15_000)
    zelf = loop("bedrag", 1e6, hoogstens=9e5, al={"anders": 10_000})
    assert zelf.rest == 25_000, "the lever asked for is not counted twice"


def test_what_is_in_already_and_what_has_passed_cannot_change():
    """Of 2027 three quarters are counted (18) and one is still to come, at 5 a quarter."""
    o = loop("aantal", 20, hoogstens=21, al_teller=18.0, rest=1.0, open=1.0)
    assert o.ongewijzigd == 23 and o.rest == pytest.approx(2.0) and o.totaal == pytest.approx(2.0)
    half = loop("aandeel", 30, 120, hoogstens=0.15, rest=4.0, open=2.0)
    assert half.rest == pytest.approx(6.0), "half the year is left for the same 12 cases"


def test_children_are_whole_but_money_is_not():
    assert whole((HOOGSTENS, 22.4), "aantal") == (HOOGSTENS, 22.0)
    assert whole((8.4, MINSTENS), "stand") == (9.0, MINSTENS)
    assert whole((HOOGSTENS, 22.0), "stand") == (HOOGSTENS, 22.0)
    assert whole((HOOGSTENS, 0.224), "aandeel") == (HOOGSTENS, 0.224)


@pytest.mark.parametrize(
    ("zone", "waarde", "rand"),
    [
        ((HOOGSTENS, 5), 9, (5, -1)),
        ((HOOGSTENS, 5), 3, (5, -1)),
        ((5, MINSTENS), 3, (5, 1)),
        ((4, 6), 9, (6, -1)),
        ((4, 6), 1, (4, 1)),
        ((4, 6), 5.5, (6, -1)),
    ],
)
def test_which_edge_counts(zone, waarde, rand):
    assert side(zone, waarde) == rand


def test_a_stock_is_what_the_flows_say():
    stroom, vanaf = Stroom(470, 30, 32, 8), date(2025, 12, 31)
    o = stand_opgave(stroom, (HOOGSTENS, 376), vanaf, DAG, "eerder_einde", {"instroom": 2.0})
    n = wat_is_nodig(stroom, 376, vanaf, DAG, hefboom="eerder_einde", al_gezet={"instroom": 2.0})
    assert (o.rest, o.rest_laag, o.rest_hoog, o.kans) == (n.rest, n.rest_laag, n.rest_hoog, n.kans)
    assert o.verwacht < o.ongewijzigd == n.verwacht and o.totaal == pytest.approx(8 * n.rest)


def test_the_margin_holds_the_answer_and_narrows_with_more_cases():
    klein, groot = (loop("aandeel", 0.25 * n, n, hoogstens=0.2) for n in (40, 4_000))
    for o in (klein, groot):
        assert o.rest_laag <= o.rest <= o.rest_hoog and 0 <= o.kans <= 1
    assert (klein.rest_hoog - klein.rest) / klein.nu > 5 * (groot.rest_hoog - groot.rest) / groot.nu


def test_money_has_a_margin_only_when_it_has_been_seen_to_swing():
    assert spread_of_years([100.0, 110.0]) is None
    assert spread_of_years([100.0, 110.0, 90.0]) == pytest.approx(15 / 1.128)
    assert loop("bedrag", 1e6, hoogstens=9e5).rest_laag is None and loop("bedrag", 1e6, hoogstens=9e5).kans is None
    met = loop("bedrag", 1e6, hoogstens=9e5, fout=50_000.0)
    # Normal: 100.000 too much, give or take 1,96 times 50.000; the chance is that of 2 sigma.
    assert met.rest_laag == pytest.approx((100_000 - 98_000) / 4, abs=900)
    assert met.rest_hoog == pytest.approx((100_000 + 98_000) / 4, abs=900)
    assert met.kans == pytest.approx(0.0228, abs=0.006)


def test_exactly_enough_is_enough():
    """100% asked and 100% measured: nothing to do, and rounding noise is no task."""
    o = loop("aandeel", 37, 37, minstens=1.0)
    assert o.rest == 0 and o.opgave == 0
    assert loop("aantal", 12, hoogstens=0).haalbaar and loop("aandeel", 5, 10, minstens=1.0).haalbaar


aantallen = st.integers(0, 400)


@settings(max_examples=60, deadline=None)
@given(aantallen, st.floats(0.0, 500.0), st.floats(0.0, 500.0))
def test_a_stricter_target_never_asks_less(teller, een, ander):
    streng, soepel = sorted((een, ander))
    taken = [loop("aantal", teller, hoogstens=d) for d in (streng, soepel)]
    assert taken[0].rest >= taken[1].rest >= 0 and taken[0].kans <= taken[1].kans


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.booleans())
def test_doing_what_is_needed_brings_the_share_on_target(noemer, deel, doel, omlaag):
    teller = round(deel * noemer)
    o = loop("aandeel", teller, noemer, **({"hoogstens": doel} if omlaag else {"minstens": doel}))
    straks = (teller + o.richting * o.totaal) / noemer
    assert straks <= doel + 1e-9 if omlaag else straks >= doel - 1e-9
    assert o.haalbaar, "a share between 0 and 1 can always be reached"


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 5000), st.lists(st.integers(0, 1000), min_size=1, max_size=40), st.sampled_from([0.01, 0.1, 1.0]))
def test_the_parts_of_a_task_add_up_to_the_total_as_shown(totaal, gewichten, stap):
    delen = divide_task(totaal, gewichten, stap)
    assert len(delen) == len(gewichten) and min(delen) >= 0
    if sum(gewichten) <= 0:
        assert not any(delen)
        return
    assert sum(delen) == pytest.approx(round(totaal / stap) * stap, abs=1e-6)
    for deel, gewicht in zip(delen, gewichten, strict=True):
        assert abs(deel - totaal * gewicht / math.fsum(gewichten)) <= 1.5 * stap + 1e-6
    naar_gewicht = [d for _, d in sorted(zip(gewichten, delen, strict=True), key=lambda p: p[0])]
    assert all(b >= a - stap - 1e-9 for a, b in pairwise(naar_gewicht))


def test_equal_parts_share_the_rounding():
    assert divide_task(1.0, [1, 1, 1], 0.1) == [0.4, 0.3, 0.3]
    assert divide_task(0.25, [1, 1, 1], 0.01) == [0.09, 0.08, 0.08]
    assert divide_task(10, [3, 0, 1], 1) == [8, 0, 2] or divide_task(10, [3, 0, 1], 1) == [7, 0, 3]


def opgave_van(rest: float, kwartalen: float = 8.0, soort: str = "stand", **anders) -> Opgave:
    basis = {"waarde": 20.0, "verwacht": 22.0, "ongewijzigd": 22.0, "opgave": rest, "gevonden": 0.0, "nu": 2.3}
    hefboom = anders.pop("hefboom", "instroom" if soort == "stand" else "anders")
    return Opgave(soort, date(2027, 12, 31), kwartalen, 18.0, -1, hefboom=hefboom, rest=rest, **(basis | anders))


@pytest.mark.parametrize(
    ("opgave", "eenheid", "deel"),
    [
        (opgave_van(0.25), "jeugdigen", "moet er per jaar 1 jeugdige minder bij komen, samen 2 jeugdigen tot die dag"),
        (opgave_van(0.09), "maatregelen", "moet er per jaar 1 maatregel minder bij komen"),
        (opgave_van(1.3), "maatregelen", "moeten er per jaar 5 maatregelen minder bij komen"),
        (opgave_van(0.7, kwartalen=2.5), "maatregelen", "moeten er tot die dag 2 maatregelen minder bij komen"),
        (
            opgave_van(0.25, kwartalen=4.0, soort="aantal"),
            "jeugdigen",
            "moet er per jaar 1 jeugdige minder zijn; nu zijn het er 9 per jaar",
        ),
        (opgave_van(1.1, soort="aandeel", kwartalen=4.0, waarde=0.2), "aandeel", "moet het per jaar bij 4 gevallen"),
        (
            opgave_van(0.25, soort="gemiddelde", hefboom="jaar_eerder", kwartalen=4.0, waarde=400.0),
            "dagen",
            "moet er per jaar 1 zaak een jaar eerder eindigen, van de 9 per jaar",
        ),
    ],
)
def test_a_task_is_whole_children(opgave, eenheid, deel):
    tekst = zin(opgave, eenheid)
    assert deel in tekst and "per kwartaal" not in tekst and not re.search(r"\d,\d(?!%)", tekst), tekst


def test_the_margin_of_a_task_is_whole_too():
    assert "(marge 0 tot 4)" in zin(opgave_van(0.25, rest_laag=0.04, rest_hoog=0.9), "jeugdigen")


def test_only_what_is_measured_in_time_can_end_earlier():
    assert levers_of("gemiddelde", "dagen") == ("korter", "jaar_eerder")
    assert levers_of("gemiddelde", "cijfer") == ("korter",), "a grade has no cases that end"
    assert levers_of("aandeel", "aandeel") == ("anders", "afgesproken")
