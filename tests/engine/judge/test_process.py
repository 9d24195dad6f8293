"""The XmR chart against the NIST handbook and the rules of Making Data Count."""

import pytest

from core.engine.judge.process import Verhaal, limits, procesgedrag

# NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2: flow rates of ten batches.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
RUSTIG = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 48, 52]


def signals(waarden, **anders):
    return [(s.regel, s.kant, s.van, s.tot) for s in procesgedrag(waarden, **anders).signalen]


def test_nist_limits():
    midden, onder, boven = limits(NIST)
    assert midden == pytest.approx(50.81)
    assert (onder, boven) == pytest.approx((45.8159, 55.8041), abs=2e-3)  # 2.66 is 3 / 1.128 rounded


def test_too_few_figures_say_so():
    uit = procesgedrag(NIST, doel=50, richting="omlaag")
    assert not uit.genoeg and uit.midden is None and uit.haalbaar is None and uit.signalen == ()
    assert uit.uitleg.startswith("Er zijn 10 cijfers")
    assert not procesgedrag([*RUSTIG[:11], None]).genoeg and not procesgedrag([]).genoeg
    assert procesgedrag(RUSTIG).genoeg


def test_twelve_figures_by_hand():
    uit = procesgedrag(RUSTIG)
    # Sum 603; moving ranges 2,3,2,3,2,3,4,2,1,2,4 sum to 28.
    assert uit.midden == pytest.approx(603 / 12)
    assert uit.bovengrens - uit.midden == pytest.approx(2.66 * 28 / 11)
    assert uit.signalen == () and "geen verandering te zien" in uit.uitleg


def test_a_point_outside_the_limits():
    assert signals([*RUSTIG, 70])[0] == ("buiten de grenzen", "hoog", 12, 12)
    assert signals([30, *RUSTIG])[0] == ("buiten de grenzen", "laag", 0, 0)


def test_a_shift_names_its_side_and_needs_eight():
    acht = [50, 55, 49, 54, 50, 55, 44, 45, 43, 45, 44, 43, 45, 44]
    assert ("verschuiving", "laag", 6, 13) in signals(acht)
    assert not any(r == "verschuiving" for r, *_ in signals([*acht[:13], 60]))


def test_a_trend_needs_six_points():
    zes = [50, 53, 49, 52, 50, 53, 49, 50, 51, 52, 53, 54, 50, 52]
    assert ("trend", "hoog", 6, 11) in signals(zes)
    assert not any(r == "trend" for r, *_ in signals([50, 53, 49, 52, 50, 53, 49, 50, 51, 52, 53, 50, 52, 50]))
    assert ("trend", "laag", 6, 11) in signals([-w for w in zes])


def test_equal_neighbours_break_a_trend_and_the_centre_breaks_a_shift():
    assert not any(r == "trend" for r, *_ in signals([50, 53, 49, 52, 50, 53, 49, 50, 51, 51, 52, 53, 54, 50]))
    assert signals([7] * 20) == []


def near(*midden):
    return [*[50, 52] * 6, *midden, *[50, 52] * 3]


def test_two_of_three_near_a_limit():
    midden, _, boven = limits(near(57, 51, 57))
    assert boven > 57 > midden + 2 / 3 * (boven - midden), "the two points are near the limit, and inside it"
    assert signals(near(57, 51, 57)) == [("dicht bij een grens", "hoog", 12, 14)]
    assert signals(near(56, 56)) == [("dicht bij een grens", "hoog", 12, 13)]
    assert signals([-w for w in near(56, 56)]) == [("dicht bij een grens", "laag", 12, 13)]
    assert signals(near(57, 51, 51, 57)) == [], "two of four is chance"
    assert signals([*[50, 52] * 9, 56, 56]) == [("dicht bij een grens", "hoog", 18, 19)], "at the very end too"


@pytest.mark.parametrize(
    ("doel", "richting", "haalbaar"),
    [
        (60, "omlaag", "altijd"),
        (50, "omlaag", "soms"),
        (40, "omlaag", "nooit"),
        (40, "omhoog", "altijd"),
        (50, "omhoog", "soms"),
        (60, "omhoog", "nooit"),
        (None, "omlaag", None),
        (50, None, None),
    ],
)
def test_within_reach_of_the_process(doel, richting, haalbaar):
    assert procesgedrag(RUSTIG, doel=doel, richting=richting).haalbaar == haalbaar


def test_a_target_on_the_limit_is_met():
    _, onder, boven = limits(RUSTIG)
    assert procesgedrag(RUSTIG, doel=boven, richting="omlaag").haalbaar == "altijd"
    assert procesgedrag(RUSTIG, doel=onder, richting="omlaag").haalbaar == "soms"


def test_favourable_or_not():
    hoger = [50, 55, 49, 54, 50, 55, 66, 65, 67, 65, 66, 67, 65, 66]
    for richting, gunstig in (("omhoog", True), ("omlaag", False), (None, None)):
        signaal = next(
            s for s in procesgedrag(hoger, richting=richting).signalen if s.regel == "verschuiving" and s.kant == "hoog"
        )
        assert signaal.gunstig is gunstig


def test_a_count_has_no_limit_below_zero_and_a_share_none_above_one():
    klein = [0, 3, 1, 0, 4, 2, 0, 1, 3, 0, 2, 1]
    assert procesgedrag(klein).ondergrens < 0 and procesgedrag(klein, minimum=0).ondergrens == 0
    assert procesgedrag(klein, minimum=0, doel=0, richting="omlaag").haalbaar == "soms", "none is possible"
    assert procesgedrag([0.9, 0.99] * 6, maximum=1).bovengrens == 1


def test_a_gap_gives_no_moving_range():
    met_gat = [*RUSTIG[:6], None, *RUSTIG[6:]]
    uit = procesgedrag(met_gat)
    assert uit.aantal == 12 and uit.midden == pytest.approx(603 / 12)
    assert uit.bovengrens - uit.midden == pytest.approx(2.66 * 25 / 10), "the step of 3 across the gap does not count"
    assert ("buiten de grenzen", "hoog", 13, 13) in signals([*met_gat, 80]), "positions in the series as given"
    assert not procesgedrag([x for w in RUSTIG for x in (w, None)]).genoeg


def verhaal(sinds=0, telling=False, aantal=14):
    return Verhaal([f"maand {i}" for i in range(1, aantal + 1)], sinds, telling=telling)


LAGER = [50, 55, 49, 54, 50, 55, 44, 45, 43, 45, 44, 43, 45, 44]


@pytest.mark.parametrize(
    ("waarden", "richting", "zin"),
    [
        (
            LAGER,
            "omlaag",
            "Sinds maand 7 ligt het cijfer steeds onder het gemiddelde van 47,6: meer dan toeval; dat is beter.",
        ),
        (
            LAGER,
            "omhoog",
            "Sinds maand 7 ligt het cijfer steeds onder het gemiddelde van 47,6: meer dan toeval; dat is slechter.",
        ),
        (LAGER, None, "Sinds maand 7 ligt het cijfer steeds onder het gemiddelde van 47,6: meer dan toeval."),
        (
            [*RUSTIG, 51, 70],
            "omlaag",
            "In maand 14 was het cijfer met 70 uitzonderlijk hoog: meer dan toeval; dat is slechter.",
        ),
        (
            [50, 53, 49, 52, 50, 53, 49, 50, 51, 52, 53, 54, 50, 52],
            "omlaag",
            "Van maand 7 tot en met maand 12 steeg het cijfer elke keer: meer dan toeval; dat is slechter.",
        ),
    ],
)
def test_what_changed_since_when_and_whether_that_is_better(waarden, richting, zin):
    assert procesgedrag(waarden, richting=richting, verhaal=verhaal()).uitleg == zin


def test_what_ended_before_the_last_two_years_is_not_said_or_marked():
    waarden = [60, *RUSTIG, 51]
    assert procesgedrag(waarden, verhaal=verhaal()).signalen
    uit = procesgedrag(waarden, richting="omlaag", verhaal=verhaal(sinds=6))
    assert uit.genoeg and uit.signalen == () and "geen verandering te zien" in uit.uitleg


def test_a_series_of_hardly_one_child_has_no_chart_but_a_sentence():
    uit = procesgedrag([0, 1, 0, 0, 1, 2, 0, 1, 0, 0, 0, 3], verhaal=verhaal(telling=True))
    assert not uit.genoeg and uit.midden is None and "een enkel kind" in uit.uitleg
    assert procesgedrag([0.9, 0.99] * 6, verhaal=verhaal()).genoeg, "a share is no count"
    assert procesgedrag([1, 2, 3, 1, 2, 2, 0, 1, 3, 1, 2, 2], verhaal=verhaal(telling=True)).genoeg


def test_after_a_change_of_level_nothing_is_said_of_reaching_the_target():
    uit = procesgedrag(LAGER, doel=40, richting="omlaag", verhaal=verhaal())
    assert uit.ander_niveau and uit.haalbaar is None and uit.uitleg.endswith("niet af te lezen.")
