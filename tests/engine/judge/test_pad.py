"""The path of every kind of goal, worked out by hand."""

from datetime import date

import pytest

from core.engine.judge import judge_doel
from core.model.doel import Basis
from core.model.oordeel import Oordeel
from tests.engine.judge.bouwen import goal, punt, reeks

VANDAAG = date(2026, 7, 1)


def outcome(doel, basis, punten, soort="bedrag"):
    return judge_doel(punten, doel, basis, soort=soort, vandaag=VANDAAG)


# soort, arguments, basis, value in year, path that year, target, progress
PADEN = [
    ("relatief", {"waarde": -0.6}, 100, (2023, 70), 70.0, 40.0, 0.5),
    ("relatief", {"waarde": 0.10, "richting": "omhoog"}, 6.0, (2022, 6.3), 6.15, 6.6, 0.5),
    ("relatief", {"waarde": -0.2}, 0, (2023, 0), 0.0, 0.0, None),
    ("relatief", {"waarde": -1.0}, 80, (2024, 10), 20.0, 0.0, 0.875),
    ("per_jaar", {"waarde": -0.05, "lezing": "lineair"}, 100, (2024, 90), 85.0, 80.0, 0.5),
    (
        "per_jaar",
        {"waarde": 0.10, "lezing": "lineair", "richting": "omhoog"},
        100,
        (2023, 110),
        120.0,
        140.0,
        0.25,
    ),
    ("minstens", {"waarde": 0.3, "richting": "omhoog"}, 0.1, (2023, 0.2), 0.2, 0.3, 0.5),
    ("meer_dan", {"waarde": 0.95, "richting": "omhoog"}, 0.75, (2022, 0.75), 0.80, 0.95, 0.0),
    ("hoogstens", {"waarde": 9}, 13, (2024, 12), 10.0, 9.0, 0.25),
    ("nul", {}, 40, (2022, 20), 30.0, 0.0, 0.5),
    (
        "hoogstens",
        {"waarde": 26},
        20,
        (2023, 24),
        23.0,
        26.0,
        None,
    ),  # met at the baseline: no progress to make
    (
        "bereik",
        {"laag": -0.10, "hoog": -0.03, "relatief_bereik": True},
        1000,
        (2023, 990),
        985.0,
        970.0,
        1 / 3,
    ),
    ("bereik", {"laag": 6, "hoog": 8, "richting": "omhoog"}, 2, (2023, 5), 4.0, 6.0, 0.75),
    ("bereik", {"laag": 6, "hoog": 8, "richting": "behalen"}, 10, (2023, 9.5), 9.0, 8.0, 0.25),
    ("bereik", {"laag": 6, "hoog": 8, "richting": "behalen"}, 7, (2023, 5), 6.0, 6.0, None),
    ("stabiel", {"waarde": 0.02, "richting": "stabiel"}, 500, (2023, 505), 500.0, 500.0, None),
]


@pytest.mark.parametrize(("soort", "doel", "basis", "gemeten", "pad", "eind", "voortgang"), PADEN)
def test_path_target_and_progress(soort, doel, basis, gemeten, pad, eind, voortgang):
    uit = outcome(goal(soort, **doel), basis, [punt(*gemeten)])
    assert uit.padwaarde == pytest.approx(pad, abs=1e-12)
    assert uit.doelwaarde == pytest.approx(eind, abs=1e-12)
    assert uit.voortgang == (None if voortgang is None else pytest.approx(voortgang))


def test_yearly_has_one_reading_the_year_before():
    """In table (padwaarde), picture (pad) and verdict; the target is what the years to come ask from here."""
    doel = goal("per_jaar", -0.05, lezing="samengesteld")
    uit = outcome(doel, 1000, reeks(j2022=900, j2023=860))
    assert uit.padwaarde == pytest.approx(855.0), "5% below 900, not below 1000"
    assert uit.doelwaarde == pytest.approx(855 * 0.95**2)
    assert uit.voortgang == pytest.approx(40 / 45), "of what this year asked"
    dagen = [date(j, 12, 31) for j in (2022, 2023, 2024, 2025)]
    assert [d for d, _ in uit.pad] == dagen
    assert [w for _, w in uit.pad] == pytest.approx([900, 855, 855 * 0.95, 855 * 0.95**2])


def test_after_the_last_year_its_target_stays():
    doel = goal("per_jaar", -0.05, lezing="samengesteld")
    uit = judge_doel(
        [*reeks(j2024=100, j2025=99), punt("2026-06-30", 96)], doel, 1000, soort="bedrag", vandaag=date(2026, 7, 1)
    )
    assert (uit.padwaarde, uit.doelwaarde) == pytest.approx((95, 95)) and uit.oordeel is Oordeel.NIET_BEHAALD


def test_a_compound_path_falls_by_the_same_percentage():
    """By hand: 80 * (20 / 80) ** (1 / 2) = 40 half-way; a straight line would ask 50."""
    doel = goal("hoogstens", 20, pad="samengesteld")
    uit = outcome(doel, 80, [punt(2023, 45)])
    assert uit.padwaarde == pytest.approx(40) and uit.oordeel is Oordeel.ACHTER
    assert outcome(goal("hoogstens", 20), 80, [punt(2023, 45)]).oordeel is Oordeel.OP_KOERS
    assert [w for _, w in uit.pad] == pytest.approx([80 * 0.25 ** (k / 4) for k in range(5)])
    assert outcome(goal("relatief", -0.75, pad="samengesteld"), 80, [punt(2023, 40)]).oordeel is Oordeel.OP_KOERS


@pytest.mark.parametrize(("basis", "doel"), [(0, 20), (80, 0)])
def test_a_compound_path_never_leaves_or_reaches_nothing(basis, doel):
    uit = outcome(goal("hoogstens", doel, pad="samengesteld"), basis, [punt(2023, 45)])
    assert uit.oordeel is Oordeel.NOG_NIET_MEETBAAR and "elk jaar hetzelfde percentage" in uit.uitleg


def test_the_first_year_is_against_the_baseline():
    assert outcome(goal("per_jaar", -0.05, lezing="samengesteld"), 1000, reeks(j2022=940)).padwaarde == pytest.approx(
        950
    )


def test_a_missing_year_is_never_called_a_yearly_change():
    uit = outcome(goal("per_jaar", -0.05, lezing="samengesteld"), 1000, reeks(j2022=900, j2024=850))
    assert uit.padwaarde == pytest.approx(1000 * 0.95**3), "not 5% below the 900 of two years before"
    assert "het jaar ervoor ontbreekt" in uit.uitleg


def test_without_a_baseline_only_the_year_before_counts():
    doel = goal("per_jaar", 0.05, richting="omhoog", lezing="samengesteld", datum=None)
    assert outcome(doel, None, reeks(j2022=100, j2023=104)).padwaarde == pytest.approx(105)
    assert outcome(doel, None, reeks(j2022=100, j2024=150)).oordeel is Oordeel.NOG_NIET_MEETBAAR


def test_quarters_compare_with_the_same_quarter_a_year_before():
    doel = goal("per_jaar", -0.10, lezing="samengesteld", datum=None)
    punten = [punt("2022-Q1", 50), punt("2022-Q4", 90), punt("2023-Q1", 48)]
    assert outcome(doel, 100, punten).padwaarde == pytest.approx(45)


def test_a_stock_is_placed_by_its_day():
    doel = goal("relatief", -0.20, basis=Basis(peildatum=date(2022, 1, 1)))
    uit = outcome(doel, 500, [punt("2023", 460)])
    assert uit.padwaarde == pytest.approx(500 - 100 * 729 / 1460)
    assert uit.basisdag == date(2022, 1, 1)


def test_the_value_of_2024_is_not_compared_with_the_target_of_2031():
    doel = goal("hoogstens", 26, datum=date(2031, 12, 31), basis=Basis(jaar=2019))
    uit = outcome(doel, 47.3, reeks(j2019=47.3, j2024=38.0))
    assert uit.padwaarde == pytest.approx(47.3 - 21.3 * 5 / 12) and uit.oordeel is Oordeel.OP_KOERS


@pytest.mark.parametrize(
    ("basis", "jaar", "gevonden"),
    [
        (punt("2020", 110), 2021, (110, date(2020, 12, 31))),  # a point brings its own day
        (120, 2021, (120, date(2021, 12, 31))),
        (None, 2021, (100, date(2021, 12, 31))),  # found in the series
        (None, 2018, (None, date(2018, 12, 31))),
        (float("nan"), 2021, (None, date(2021, 12, 31))),
    ],
)
def test_where_the_baseline_comes_from(basis, jaar, gevonden):
    uit = outcome(goal("relatief", -0.2, basis=Basis(jaar=jaar)), basis, reeks(j2021=100, j2023=95))
    assert (uit.basis, uit.basisdag) == gevonden


def test_the_baseline_printed_in_the_goal():
    uit = outcome(goal("relatief", -0.5, basis=Basis(jaar=2021, waarde=200)), None, reeks(j2021=100, j2023=95))
    assert uit.basis == 200 and uit.doelwaarde == 100


@pytest.mark.parametrize("lezing", ["samengesteld", "lineair"])
@pytest.mark.parametrize("waarde", [0, 8])
def test_growth_from_nothing_is_not_a_percentage(lezing, waarde):
    uit = outcome(goal("per_jaar", 0.10, richting="omhoog", lezing=lezing), 0, reeks(j2021=0, j2022=waarde))
    assert uit.oordeel is Oordeel.TE_KLEIN and "in procenten van 0" in uit.uitleg
    assert uit.voortgang is None


def test_open_with_a_percentage_filled_in_is_a_goal():
    leeg = goal("open", None, datum=date(2024, 12, 31))
    assert outcome(leeg, 100, reeks(j2022=90)).oordeel is Oordeel.DOEL_OPEN
    gevuld = goal("open", -0.15, datum=date(2024, 12, 31))
    uit = outcome(gevuld, 100, reeks(j2022=90))
    assert uit.oordeel is Oordeel.OP_KOERS and uit.padwaarde == pytest.approx(95)


def test_after_the_target_day_the_line_is_flat():
    lineair = goal("per_jaar", -0.05, lezing="lineair")
    for doel in (lineair, goal("relatief", -0.2)):
        uit = outcome(doel, 100, [punt(2026, 79)], soort="bedrag")
        assert uit.oordeel is Oordeel.GEEN_GEGEVENS, "2026 has not ended yet"
        uit = judge_doel([punt(2027, 79)], doel, 100, soort="bedrag", vandaag=date(2028, 2, 1))
        assert uit.padwaarde == pytest.approx(80) and uit.oordeel is Oordeel.BEHAALD


def test_a_target_day_that_is_not_after_the_baseline_has_no_line():
    uit = outcome(goal("relatief", -0.2, basis=Basis(jaar=2025)), 100, [punt("2026-03-31", 90)])
    assert uit.padwaarde == uit.doelwaarde == 80 and uit.oordeel is Oordeel.NIET_BEHAALD


def test_a_fall_of_more_than_everything_leaves_nothing():
    doel = goal("per_jaar", -1.5, lezing="samengesteld", datum=date(2024, 6, 30))
    uit = outcome(doel, 100, [punt("2023-06-30", 20)])
    assert uit.doelwaarde == 0 and uit.padwaarde == 0 and uit.oordeel is Oordeel.ACHTER
