from datetime import date, datetime

import pandas as pd
import pytest

from core.model import wording


@pytest.mark.parametrize(
    ("x", "tekst"),
    [
        (1234.5, "1.234,5"),
        (1234567, "1.234.567"),
        (0, "0"),
        (-3.25, "-3,2"),
        (-0.01, "0,0"),
        (None, "–"),
        (float("nan"), "–"),
        (pd.NA, "–"),
        (pd.NaT, "–"),
        (float("inf"), "∞"),
    ],
)
def test_numbers(x, tekst):
    assert wording.getal(x) == tekst


@pytest.mark.parametrize(
    ("x", "eenheid", "tekst"),
    [
        (0.123, "aandeel", "12,3%"),
        (1, "aandeel", "100%"),
        (1234, "euro", "€ 1.234"),
        (-5, "euro", "-€ 5"),
        (812.4, "dagen", "812 dagen"),
        (1, "jeugdigen", "1 jeugdige"),
        (7.25, "cijfer", "7,2"),
        (3, "crises", "3 crises"),
        (None, "dagen", "–"),
    ],
)
def test_figures_with_their_unit(x, eenheid, tekst):
    assert wording.with_eenheid(x, eenheid) == tekst


def test_large_amounts_may_be_short():
    assert wording.euro(12_345_678, kort=True) == "€ 12,3 mln"
    assert wording.euro(-1_250_000, kort=True) == "-€ 1,2 mln"


@pytest.mark.parametrize(
    ("nieuw", "oud", "eenheid", "tekst"),
    [
        (82, 100, "maatregelen", "18% lager"),
        (1003, 1000, "maatregelen", "0,3% hoger"),
        (0.27, 0.322, "aandeel", "5,2 procentpunt lager"),
        (3, 0, "crises", "3 crises hoger"),
        (5, 5, "dagen", "gelijk"),
        (0.3, 0.3000001, "aandeel", "gelijk"),
        (None, 1, "dagen", "–"),
    ],
)
def test_change(nieuw, oud, eenheid, tekst):
    assert wording.verschil(nieuw, oud, eenheid) == tekst


@pytest.mark.parametrize(
    ("p", "lang", "kort"),
    [
        ("2024", "2024", "2024"),
        ("2024-H1", "1e halfjaar 2024", "H1 2024"),
        ("2024-Q3", "3e kwartaal 2024", "K3 2024"),
        ("2024-03", "maart 2024", "mrt 2024"),
        (None, "–", "–"),
        ("", "–", "–"),
    ],
)
def test_periods(p, lang, kort):
    assert (wording.periode(p), wording.periode_kort(p)) == (lang, kort)


def test_dates_and_lists():
    assert wording.datum(date(2025, 1, 9)) == "09-01-2025"
    assert wording.moment(datetime(2025, 1, 9, 7, 5)) == "09-01-2025 07:05"
    assert wording.dag_in_woorden(date(2025, 12, 31)) == "31 december 2025"
    assert wording.opsomming(["a", "b", "c"]) == "a, b en c" and wording.opsomming([]) == ""
    assert wording.ja_nee(True) == "ja" and wording.ja_nee(None) == "–"
