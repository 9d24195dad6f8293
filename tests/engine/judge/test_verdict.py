"""The rules of the verdict, a row per case; the numbers are worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from core.engine.judge import Vertrek, interval, judge_doel
from core.engine.judge.uitkomst import Vraag
from core.engine.judge.verdict import without_value
from core.model.doel import Basis
from core.model.oordeel import Oordeel, Punt
from tests.engine.judge.bouwen import goal, punt, reeks

B, K, A, V = Oordeel.BEHAALD, Oordeel.OP_KOERS, Oordeel.ACHTER, Oordeel.VERSLECHTERD
T, N, M = Oordeel.TE_KLEIN, Oordeel.NIET_BEHAALD, Oordeel.NOG_NIET_MEETBAAR
VANDAAG = date(2026, 7, 1)


def verdict(doel, basis, punten, soort="bedrag", vandaag=VANDAAG, **anders):
    return judge_doel(punten, doel, basis, soort=soort, vandaag=vandaag, **anders).oordeel


OMLAAG = goal("relatief", -0.6)  # from 2021 to 31-12-2025: the path of 100 is 85, 70, 55, 40
OMHOOG = goal("relatief", 0.4, richting="omhoog")  # 110, 120, 130, 140

# goal, baseline, year, value, interval, verdict
ZEKER = [
    (OMLAAG, 100, 2023, 70, None, K),
    (OMLAAG, 100, 2023, 69, None, K),
    (OMLAAG, 100, 2023, 71, None, A),
    (OMLAAG, 100, 2023, 99, None, A),
    (OMLAAG, 100, 2023, 101, None, V),
    (OMLAAG, 100, 2023, 40, None, B),
    (OMLAAG, 100, 2025, 40, None, B),
    (OMLAAG, 100, 2025, 41, None, N),
    (OMLAAG, 100, 2025, 150, None, N),
    (OMHOOG, 100, 2023, 120, None, K),
    (OMHOOG, 100, 2023, 119, None, A),
    (OMHOOG, 100, 2023, 99, None, V),
    (OMHOOG, 100, 2024, 140, None, B),
    (OMHOOG, 100, 2025, 139, None, N),
    # With an interval: the path and the baseline both inside it.
    (OMLAAG, 100, 2023, 80, (60, 105), T),
    (OMLAAG, 100, 2023, 65, (50, 105), T),
    (OMLAAG, 100, 2023, 80, (60, 99), A),
    (OMLAAG, 100, 2023, 80, (71, 105), A),
    (OMLAAG, 100, 2023, 65, (55, 80), K),
    (OMLAAG, 100, 2023, 35, (20, 60), B),
    (OMLAAG, 100, 2025, 60, (30, 110), T),
    (OMLAAG, 100, 2025, 35, (30, 110), T),
    (OMLAAG, 100, 2025, 60, (41, 110), N),
    # Worse is a direction, and the interval has to exclude the baseline.
    (OMLAAG, 100, 2023, 110, (101, 120), V),
    (OMLAAG, 100, 2023, 110, (95, 126), A),
    (OMLAAG, 100, 2023, 70.5, None, A),
    # A bound that touches is not inside.
    (OMLAAG, 100, 2023, 80, (70, 101), A),
    (OMLAAG, 100, 2023, 80, (69, 100), A),
]


@pytest.mark.parametrize(("doel", "basis", "jaar", "waarde", "marge", "oordeel"), ZEKER)
def test_relative_goals(doel, basis, jaar, waarde, marge, oordeel):
    laag, hoog = marge or (None, None)
    assert verdict(doel, basis, [punt(jaar, waarde, laag=laag, hoog=hoog)]) is oordeel


DREMPELS = [
    # A threshold without a baseline is compared with the threshold itself, before its date too.
    (goal("minstens", 0.3, richting="omhoog"), None, 2023, 0.31, None, B),
    (goal("minstens", 0.3, richting="omhoog"), None, 2023, 0.29, None, A),
    (goal("minstens", 0.3, richting="omhoog"), None, 2023, 0.31, (0.2, 0.4), T),
    (goal("minstens", 0.3, richting="omhoog"), None, 2025, 0.29, None, N),
    # With a baseline that does not meet it: the line from 0.1 to 0.3.
    (goal("minstens", 0.3, richting="omhoog"), 0.1, 2023, 0.2, None, K),
    (goal("minstens", 0.3, richting="omhoog"), 0.1, 2023, 0.19, None, A),
    (goal("minstens", 0.3, richting="omhoog"), 0.1, 2023, 0.05, None, V),
    # Met at the baseline: the threshold, and only that.
    (goal("minstens", 0.3, richting="omhoog"), 0.5, 2023, 0.31, None, B),
    (goal("minstens", 0.3, richting="omhoog"), 0.5, 2023, 0.31, (0.25, 0.38), T),
    (goal("minstens", 0.3, richting="omhoog"), 0.5, 2023, 0.31, (0.305, 0.38), B),
    (goal("minstens", 0.3, richting="omhoog"), 0.5, 2023, 0.2, None, V),
    # Strictly more than.
    (goal("meer_dan", 0.95, richting="omhoog"), None, 2025, 0.95, None, N),
    (goal("meer_dan", 0.95, richting="omhoog"), None, 2023, 0.95, None, A),
    (goal("meer_dan", 0.95, richting="omhoog"), None, 2025, 0.951, None, B),
    (goal("meer_dan", 0.95, richting="omhoog"), 0.75, 2023, 0.85, None, K),
    # A norm without date holds in every period; a baseline does not delay it.
    (goal("hoogstens", 9, datum=None), None, 2023, 8.9, None, B),
    (goal("hoogstens", 9, datum=None), None, 2023, 9.1, None, A),
    (goal("hoogstens", 9, datum=None), 8, 2023, 9.1, None, V),
    (goal("hoogstens", 9, datum=None), 12, 2021, 10, None, A),
    (goal("nul", datum=None), None, 2023, 0, None, B),
    (goal("nul", datum=None), None, 2023, 1, (0.03, 5.6), A),
    (goal("nul"), 40, 2022, 29, None, K),
    (goal("nul"), 40, 2022, 31, None, A),
    (goal("nul"), 0, 2022, 3, (0.6, 8.8), V),
]


@pytest.mark.parametrize(("doel", "basis", "jaar", "waarde", "marge", "oordeel"), DREMPELS)
def test_thresholds(doel, basis, jaar, waarde, marge, oordeel):
    laag, hoog = marge or (None, None)
    assert verdict(doel, basis, [punt(jaar, waarde, laag=laag, hoog=hoog)]) is oordeel


TUSSEN = goal("bereik", laag=6, hoog=8, richting="behalen")
Z03 = goal("bereik", laag=-0.10, hoog=-0.03, relatief_bereik=True)  # "3 to 10% less"
STABIEL = goal("stabiel", 0.02, richting="stabiel")
TWEEZIJDIG = [
    (TUSSEN, None, 2023, 7, None, B),
    (TUSSEN, None, 2023, 9, None, A),
    (TUSSEN, None, 2025, 5, None, N),
    (TUSSEN, 10, 2023, 8.9, None, K),
    (TUSSEN, 10, 2023, 9.5, None, A),
    (TUSSEN, 10, 2023, 10.5, None, V),
    (TUSSEN, 10, 2023, 5, None, A),
    (TUSSEN, 7, 2023, 5, None, A),
    (TUSSEN, None, 2023, 7.9, (7.5, 8.3), T),
    (Z03, 1000, 2023, 985, None, K),
    (Z03, 1000, 2023, 990, None, A),
    (Z03, 1000, 2023, 1010, None, V),
    (Z03, 1000, 2025, 970, None, B),
    (Z03, 1000, 2025, 880, None, B),
    (Z03, 1000, 2025, 980, None, N),
    (STABIEL, 500, 2023, 509, None, K),
    (STABIEL, 500, 2023, 511, None, A),
    (STABIEL, 500, 2023, 489, None, A),
    (STABIEL, 500, 2025, 510, None, B),
    (STABIEL, 500, 2025, 520, None, N),
    (STABIEL, 500, 2023, 500, (450, 552), T),
    (STABIEL, 500, 2023, 500, (495, 505), K),
    (STABIEL, 500, 2023, 560, (530, 590), A),
    (goal("stabiel", 0, richting="stabiel", datum=None), 500, 2023, 500, None, K),
]


@pytest.mark.parametrize(("doel", "basis", "jaar", "waarde", "marge", "oordeel"), TWEEZIJDIG)
def test_ranges_and_bands(doel, basis, jaar, waarde, marge, oordeel):
    laag, hoog = marge or (None, None)
    assert verdict(doel, basis, [punt(jaar, waarde, laag=laag, hoog=hoog)]) is oordeel


SAMEN = goal("per_jaar", -0.05, lezing="samengesteld")
JAARLIJKS = goal("per_jaar", -0.05, lezing="samengesteld", datum=None)
PER_JAAR = [
    (SAMEN, 1000, {"j2022": 900, "j2023": 850}, K),
    (SAMEN, 1000, {"j2022": 900, "j2023": 860}, A),
    (SAMEN, 1000, {"j2022": 900, "j2023": 920}, V),  # better than 2021, worse than the year before
    (SAMEN, 1000, {"j2022": 500, "j2023": 600}, V),  # the end is in sight, but this year went wrong
    (SAMEN, 1000, {"j2024": 900, "j2025": 820}, B),  # also the last year is against the year before
    (SAMEN, 1000, {"j2024": 900, "j2025": 860}, N),
    (SAMEN, 1000, {"j2024": 800, "j2025": 810}, N),
    (SAMEN, 1000, {"j2024": 850}, K),
    (SAMEN, 1000, {"j2024": 860}, A),
    (SAMEN, None, {"j2022": 900}, M),
    (JAARLIJKS, 1000, {"j2022": 950}, K),
    (JAARLIJKS, 1000, {"j2022": 951}, A),
    (JAARLIJKS, 0, {"j2022": 0}, T),  # a percentage of nothing
    (JAARLIJKS, 0, {"j2022": 1}, T),
    (JAARLIJKS, 1000, {"j2022": 0, "j2023": 3}, T),
    (JAARLIJKS, None, {"j2022": 900, "j2023": 800}, K),
    (goal("per_jaar", 0.10, richting="omhoog", lezing="lineair"), 100, {"j2023": 119}, A),
    (goal("per_jaar", 0.10, richting="omhoog", lezing="lineair"), 100, {"j2023": 120}, K),
    (goal("per_jaar", 0.10, richting="omhoog", lezing="lineair"), 100, {"j2023": 140}, B),
    (goal("per_jaar", 0.10, richting="omhoog", lezing="lineair"), 100, {"j2025": 139}, N),
]


@pytest.mark.parametrize(("doel", "basis", "waarden", "oordeel"), PER_JAAR)
def test_every_year(doel, basis, waarden, oordeel):
    assert verdict(doel, basis, reeks(**waarden)) is oordeel


KLEIN = [  # kind and figures as counted: the interval follows from the kind
    ("aantal", OMLAAG, 12, punt(2023, 9), T),
    ("aantal", OMLAAG, 12, punt(2023, 5), K),
    ("aantal", OMLAAG, 1200, punt(2023, 900), A),
    ("aantal", OMLAAG, 12, punt(2023, 40), V),
    ("aantal", OMLAAG, 3, punt(2025, 0), T),  # 60% fewer than 3, and chance alone gives 0 too
    ("aantal", goal("nul"), 3, punt(2023, 0), B),  # none asked, none there
    ("aantal", goal("relatief", -1.0), 3, punt(2023, 0), B),
    ("aandeel", goal("minstens", 1.0, richting="omhoog"), None, punt(2023, 1.0, teller=20, noemer=20), B),
    ("aandeel", goal("minstens", 1.0, richting="omhoog"), 0.9, punt(2023, 1.0, teller=20, noemer=20), B),
    ("aandeel", goal("minstens", 1.0, richting="omhoog"), None, punt(2025, 0.95, teller=19, noemer=20), N),
    ("aandeel", goal("minstens", 0.3, richting="omhoog"), None, punt(2023, 0.28, teller=14, noemer=50), T),
    (
        "aandeel",
        goal("minstens", 0.3, richting="omhoog"),
        None,
        punt(2023, 0.28, teller=1400, noemer=5000),
        A,
    ),
    ("gemiddelde", OMLAAG, 100, punt(2023, 90, n=4), T),
    ("gemiddelde", OMLAAG, 100, punt(2023, 90, n=4000), A),
    ("mediaan", OMLAAG, 100, punt(2023, 90, noemer=4), T),
    ("bedrag", OMLAAG, 100, punt(2023, 90, n=9), T),
    ("bedrag", OMLAAG, 100, punt(2023, 90, n=10), A),
    ("bedrag", OMLAAG, 100, punt(2023, 9, n=9), B),  # n that is the value itself is no number of cases
    ("gemiddelde", OMLAAG, 100, punt(2023, 5, n=9), T),
    ("mediaan", OMLAAG, 100, punt(2025, 200, n=9, laag=199, hoog=201), T),
    ("aandeel", goal("minstens", 1.0, richting="omhoog"), None, punt(2023, 1.0, teller=9, noemer=9), T),
    ("aandeel", goal("relatief", -0.4), 0.0, punt(2025, 0.0, teller=0, noemer=50), T),
    ("aandeel", goal("minstens", 0.8, richting="omhoog"), None, punt(2025, 0.2, teller=1, noemer=5), T),
    # One child where there was none: a percentage of nothing, also for the region and after the target day.
    ("aantal", OMLAAG, 0, punt(2025, 1), T),
    ("aantal", OMLAAG, 0, punt(2025, 0), T),
    ("aantal", OMLAAG, 0, punt(2025, 40), T),
    ("aantal", STABIEL, 0, punt(2025, 3), T),
    ("aantal", Z03, 0, punt(2025, 3), T),
    ("aantal", goal("nul"), 0, punt(2025, 3), N),  # no percentage: none is none
]

DEEL = [  # the same figures of the region and of a part of it
    (OMLAAG, 9, punt(2025, 40), N, T),
    (OMLAAG, 1, punt(2025, 6), N, T),  # 0.4 was asked
    (OMLAAG, 9, punt(2023, 40), V, T),
    (OMLAAG, 10, punt(2025, 40), N, N),
    (STABIEL, 9, punt(2025, 40), N, T),
    (goal("nul"), 9, punt(2025, 40), N, N),
    (goal("hoogstens", 4), 9, punt(2025, 40), N, N),
]


@pytest.mark.parametrize(("doel", "basis", "gemeten", "regio", "deel"), DEEL)
def test_below_the_region_a_small_baseline_gives_no_verdict(doel, basis, gemeten, regio, deel):
    assert verdict(doel, basis, [gemeten], "aantal") is regio
    assert verdict(doel, basis, [gemeten], "aantal", deel=True) is deel


def test_below_the_region_a_baseline_share_of_few_gives_no_verdict():
    basis, gemeten = punt(2021, 0.5, teller=4, noemer=8), punt(2025, 0.9, teller=45, noemer=50)
    assert verdict(OMLAAG, basis, [gemeten], "aandeel") is N
    assert verdict(OMLAAG, basis, [gemeten], "aandeel", deel=True) is T


VAAG = reeks(j2021=100, j2022=90, j2023=115, j2024=108)  # p = 0.41
VLAK = reeks(j2021=100, j2022=101, j2023=99, j2024=100)


@pytest.mark.parametrize("punten", [VAAG, VLAK])
def test_a_bare_series_without_a_trend_is_neither_worse_nor_behind(punten):
    uit = judge_doel(punten, OMLAAG, None, soort="bedrag", vandaag=VANDAAG)
    assert uit.oordeel is Oordeel.GEEN_VERANDERING and "geen duidelijke verandering" in uit.uitleg
    assert uit.zekerheid == "laag"


def test_when_a_bare_series_is_judged_all_the_same():
    """After the target day, with fewer than three points, when the trend is clear, and for a norm without a day."""
    assert verdict(OMLAAG, None, [*VAAG, punt(2025, 108)]) is N
    assert verdict(OMLAAG, None, reeks(j2021=100, j2022=108)) is V
    assert verdict(OMLAAG, None, reeks(j2021=100, j2022=104, j2023=109)) is V
    assert verdict(goal("hoogstens", 9, datum=None), None, reeks(j2021=9.5, j2022=9.2, j2023=9.6)) is A
    met_n = [replace(p, n=400) for p in VAAG]
    assert verdict(OMLAAG, None, met_n) is V, "not bare: money of 400 children"


def test_a_period_without_a_figure_has_its_own_reason():
    vraag = Vraag(OMLAAG.doel, Vertrek(100, date(2021, 12, 31)), -1, "aandeel", VANDAAG)
    eerder = reeks(j2021=100, j2022=40)
    for leeg, reden, woord in (
        (punt(2023, None, noemer=0), "", Oordeel.GEEN_GEGEVENS),
        (punt(2023, None), "nog niet meetbaar", M),
        (punt(2023, None, noemer=12), "", M),
        (punt(2023, None), "geen gegevens", Oordeel.GEEN_GEGEVENS),
    ):
        uit = without_value(leeg, eerder, vraag, reden)
        assert (uit.oordeel, uit.periode, uit.waarde) == (woord, "2023", None)
        assert uit.padwaarde == pytest.approx(70) and uit.doelwaarde == pytest.approx(40)


@pytest.mark.parametrize(("soort", "doel", "basis", "gemeten", "oordeel"), KLEIN)
def test_small_numbers(soort, doel, basis, gemeten, oordeel):
    assert verdict(doel, basis, [gemeten], soort) is oordeel


def test_a_grade_with_its_spread_can_be_judged():
    doel, cijfer = goal("minstens", 7, richting="omhoog"), punt(2023, 7.2, n=300)
    assert verdict(doel, None, [cijfer], "gemiddelde") is T
    assert verdict(doel, None, [cijfer], "gemiddelde", sd=1.5) is B


MIJLPAAL = goal("mijlpaal", richting="behalen", datum=date(2022, 7, 1), basis=Basis(jaar=2021))
VIJF = goal("mijlpaal", 5, richting="behalen", datum=date(2022, 7, 1))
MIJLPALEN = [
    (MIJLPAAL, [punt("2022-06-15", 1)], VANDAAG, B),
    (MIJLPAAL, [punt("2022-06-15", 0)], date(2022, 6, 30), M),
    (MIJLPAAL, [punt("2022-06-15", 0)], date(2022, 7, 1), M),
    (MIJLPAAL, [punt("2022-06-15", 0)], date(2022, 7, 2), N),
    (MIJLPAAL, [], VANDAAG, Oordeel.GEEN_GEGEVENS),
    (MIJLPAAL, [punt("2021-03-01", 1)], VANDAAG, B),
    (VIJF, [punt("2022-06-15", 4)], VANDAAG, N),
    (VIJF, [punt("2022-06-15", 5)], VANDAAG, B),
    (goal("mijlpaal", 5, richting="behalen", datum=None), [punt("2022-06-15", 4)], VANDAAG, M),
]


@pytest.mark.parametrize(("doel", "punten", "vandaag", "oordeel"), MIJLPALEN)
def test_milestones(doel, punten, vandaag, oordeel):
    assert verdict(doel, None, punten, "aantal", vandaag) is oordeel


def test_a_milestone_reached_late_says_so():
    uit = judge_doel([punt("2022-06-15", 0), punt("2022-09-01", 1)], MIJLPAAL, None, soort="aantal", vandaag=VANDAAG)
    assert uit.oordeel is B and "later dan afgesproken, op 01-09-2022" in uit.uitleg


@pytest.mark.parametrize(
    ("waarden", "oordeel", "zegt"),
    [
        ((90, 120), Oordeel.NIET_BEHAALD, "op 31-12-2025 was het met € 90 wel behaald"),
        ((120, 90), Oordeel.BEHAALD, "op 31-12-2025 was het met € 120 nog niet behaald"),
        ((90, 80), Oordeel.BEHAALD, ""),
        ((120, 130), Oordeel.NIET_BEHAALD, ""),
    ],
)
def test_a_later_figure_that_says_otherwise_than_that_of_the_day_agreed_says_so(waarden, oordeel, zegt):
    """The newest figure is judged; who reads "niet behaald" under a day on which it was met would be told a lie."""
    punten = reeks(j2021=150, j2025=waarden[0], j2026=waarden[1])
    uit = judge_doel(punten, goal("hoogstens", 100), None, soort="bedrag", vandaag=date(2027, 2, 1))
    assert uit.oordeel is oordeel
    assert zegt in uit.uitleg if zegt else "op 31-12-2025 was het" not in uit.uitleg


def test_no_data_is_not_zero_and_not_the_same_as_not_yet():
    assert verdict(OMLAAG, 100, []) is Oordeel.GEEN_GEGEVENS
    assert verdict(OMLAAG, 100, [punt(2023, None)]) is Oordeel.GEEN_GEGEVENS
    assert verdict(OMLAAG, 100, [punt(2023, None, noemer=12)]) is M
    assert verdict(OMLAAG, 100, [punt(2023, None, voorlopig=True)]) is M
    assert verdict(OMLAAG, 100, [punt(2023, float("nan"))]) is Oordeel.GEEN_GEGEVENS
    assert verdict(OMLAAG, 100, [punt(2027, 80)]) is Oordeel.GEEN_GEGEVENS, "not measured yet on the day of asking"


@pytest.mark.parametrize(
    ("doel", "basis", "waarden"),
    [
        (OMLAAG, 100, {"j2021": 100}),
        (OMLAAG, 100, {"j2019": 130, "j2020": 120}),  # nothing after the baseline
        (goal("minstens", 0.3, richting="omhoog"), 0.2, {"j2021": 0.2}),
    ],
)
def test_not_yet_measurable(doel, basis, waarden):
    assert verdict(doel, basis, reeks(**waarden)) is M


@pytest.mark.parametrize("doel", [OMLAAG, STABIEL, Z03])
def test_a_baseline_before_the_data_is_no_data(doel):
    uit = judge_doel(reeks(j2023=80), doel, None, soort="aantal", vandaag=VANDAAG)
    assert uit.oordeel is Oordeel.GEEN_GEGEVENS and "vertrekpunt van 31-12-2021" in uit.uitleg
    assert uit.basis is None and uit.doelwaarde is None


def test_direction_only_and_open_show_the_trend_and_no_score():
    punten = reeks(j2021=50, j2022=44, j2023=41, j2024=36)
    for doel, oordeel in (
        (goal("richting", datum=None), Oordeel.ALLEEN_RICHTING),
        (goal("open"), Oordeel.DOEL_OPEN),
        (goal("geen", richting="volgen", datum=None), Oordeel.ALLEEN_RICHTING),
    ):
        uit = judge_doel(punten, doel, None, soort="aantal", vandaag=VANDAAG)
        assert uit.oordeel is oordeel and uit.padwaarde is None and uit.voortgang is None
        assert uit.helling == pytest.approx(-4.5) and uit.zekerheid == "hoog"


def test_provisional_figures_wait_while_there_are_definitive_ones():
    definitief, voorlopig = punt(2023, 75), punt(2024, 20, voorlopig=True)
    uit = judge_doel([definitief, voorlopig], OMLAAG, 100, soort="bedrag", vandaag=VANDAAG)
    assert uit.periode == "2023" and uit.oordeel is A and "voorlopige cijfer van 2024" in uit.uitleg
    uit = judge_doel([punt(2021, 100), voorlopig], OMLAAG, 100, soort="bedrag", vandaag=VANDAAG)
    assert uit.periode == "2024" and uit.oordeel is B and "het cijfer is voorlopig" in uit.uitleg


def test_the_trend_leaves_provisional_figures_out():
    vast = reeks(j2021=100, j2022=90, j2023=80)
    met = judge_doel([*vast, punt(2024, 20, voorlopig=True)], OMLAAG, None, soort="bedrag", vandaag=VANDAAG)
    assert met.helling == pytest.approx(-10) and met.projectie == pytest.approx(60)


def test_the_order_of_the_points_does_not_matter():
    punten = reeks(j2021=100, j2022=90, j2023=65)
    assert judge_doel(punten[::-1], OMLAAG, None, soort="bedrag", vandaag=VANDAAG) == judge_doel(
        punten, OMLAAG, None, soort="bedrag", vandaag=VANDAAG
    )


def test_the_target_day_has_passed_but_was_not_measured():
    uit = judge_doel(reeks(j2023=65), OMLAAG, 100, soort="bedrag", vandaag=VANDAAG)
    assert uit.oordeel is K and "de doeldatum is voorbij" in uit.uitleg


def test_the_direction_can_be_given_where_the_goal_does_not_tell():
    doel = goal("bereik", laag=6, hoog=8, richting="behalen")
    assert verdict(doel, None, [punt(2023, 4)]) is A
    assert verdict(doel, None, [punt(2023, 4)], richting="omlaag") is B


def test_an_outcome_holds_every_figure():
    punten = [Punt("2021", date(2021, 12, 31), 400), *reeks(j2022=371, j2023=352, j2024=318)]
    uit = judge_doel(punten, goal("relatief", -0.2), None, soort="aantal", vandaag=VANDAAG)
    assert (uit.laag, uit.hoog) == interval("aantal", waarde=318)
    assert (uit.basis, uit.doelwaarde, uit.doeldag) == (400, 320, date(2025, 12, 31))
    assert uit.padwaarde == pytest.approx(340) and uit.voortgang == pytest.approx(82 / 80)
    assert uit.helling == pytest.approx(-26.5), "by hand: (3 * -82 + 1 * -19) / 10"
    assert uit.projectie == pytest.approx(294.0)
    assert uit.projectie_laag < uit.projectie_gemiddelde_laag < 294 < uit.projectie_gemiddelde_hoog < uit.projectie_hoog


def test_a_projected_count_or_share_stays_possible():
    uit = judge_doel(
        reeks(j2021=9, j2022=6, j2023=2),
        goal("relatief", -0.5, datum=date(2027, 12, 31)),
        None,
        soort="aantal",
        vandaag=VANDAAG,
    )
    assert uit.projectie == uit.projectie_laag == 0 and uit.helling < 0
    uit = judge_doel(
        reeks(j2021=0.7, j2022=0.8, j2023=0.95),
        goal("minstens", 1, richting="omhoog"),
        None,
        soort="aandeel",
        vandaag=VANDAAG,
    )
    assert uit.projectie_hoog == 1
