"""Periods and the share of the way."""

from datetime import date

import pytest

from core.engine.judge.dates import read_periode, share_of_way, year_before, years, years_between

PERIODEN = [
    ("2024", "jaar", date(2024, 12, 31)),
    (2024, "jaar", date(2024, 12, 31)),
    ("2024-H1", "halfjaar", date(2024, 6, 30)),
    ("2024-h2", "halfjaar", date(2024, 12, 31)),
    ("2024-Q1", "kwartaal", date(2024, 3, 31)),
    ("2024Q4", "kwartaal", date(2024, 12, 31)),
    ("2024-02", "maand", date(2024, 2, 29)),
    ("2023-02", "maand", date(2023, 2, 28)),
    ("2022-01-01", "dag", date(2022, 1, 1)),
    ("31-12-2025", "dag", date(2025, 12, 31)),
    ("1-7-2025", "dag", date(2025, 7, 1)),
]


@pytest.mark.parametrize(("tekst", "soort", "dag"), PERIODEN)
def test_a_period_is_measured_on_its_last_day(tekst, soort, dag):
    assert read_periode(tekst) == (soort, dag)


@pytest.mark.parametrize(
    "tekst", ["", "24", "2024-13", "2024-Q5", "2024-H3", "31-02-2024", "0000", "mei 2024", "2024-1"]
)
def test_what_is_no_period(tekst):
    with pytest.raises(ValueError):
        read_periode(tekst)


def test_decimal_years_are_even():
    assert [years(date(2024, m, d)) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))] == [
        2024.25,
        2024.5,
        2024.75,
        2025,
    ]


WEG = [
    (date(2019, 12, 31), date(2024, 12, 31), date(2031, 12, 31), 5 / 12),  # whole years, leap years or not
    (date(2021, 12, 31), date(2024, 3, 31), date(2025, 12, 31), 27 / 48),
    (date(2022, 1, 1), date(2023, 12, 31), date(2025, 12, 31), 729 / 1460),  # a stock: days
    (date(2022, 1, 1), date(2021, 12, 31), date(2025, 12, 31), 0.0),
    (date(2022, 1, 1), date(2026, 6, 30), date(2025, 12, 31), 1.0),
]


@pytest.mark.parametrize(("van", "dag", "tot", "deel"), WEG)
def test_share_of_way(van, dag, tot, deel):
    assert share_of_way(van, dag, tot) == pytest.approx(deel, abs=1e-12)


def test_years_between_a_first_of_january_and_a_last_of_december_are_whole():
    assert years_between(date(2022, 1, 1), date(2025, 12, 31)) == 4.0
    assert years_between(date(2021, 12, 31), date(2024, 6, 30)) == 2.5


def test_year_before():
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_before(date(2025, 2, 28)) == date(2024, 2, 29), "the end of a month stays the end of a month"
    assert year_before(date(2024, 7, 1)) == date(2023, 7, 1)
