"""Date and time, in the same forms."""

from datetime import datetime

import pytest

from core.sources.columns.moment import read

from .maak import lezing


def een(tekst, **anders):
    return read([tekst], lezing("crises", "melding", **anders)).waarden[0]


@pytest.mark.parametrize(
    "tekst",
    [
        "2024-01-31T14:30:00",
        "2024-01-31 14:30",
        "2024-01-31T14:30:00.000",
        "31-01-2024 14:30",
        "31-1-2024 14:30:00",
        "31/01/2024, 14:30",
        "20240131 14:30",
        "20240131T143000",
        "45322.604166666664",
        "45322,60416667",
        "2024-01-31T13:30:00Z",
        "2024-01-31T13:30:00z",
        "2024-01-31T14:30:00+01:00",
        "2024-01-31T09:30-0400",
    ],
)
def test_forms_of_one_moment(tekst):
    assert een(tekst) == datetime(2024, 1, 31, 14, 30)


def test_seconds_and_midnight():
    assert een("31-01-2024 23:59:59") == datetime(2024, 1, 31, 23, 59, 59)
    assert een("31-01-2024 24:00") == datetime(2024, 2, 1)
    assert een("45322.99999999") == datetime(2024, 2, 1)


@pytest.mark.parametrize(
    "tekst",
    [
        "31-01-2024 14",
        "14:30",
        "31-01-2024 24:01",
        "2100-12-31 24:00",
        "31-13-2024 12:00",
    ],
)
def test_refused(tekst):
    assert read([tekst], lezing("crises", "melding")).gebreken == {0: "K102"}


def test_a_date_without_time_is_midnight_and_told():
    gelezen = read(["31-01-2024", "2024-01-31 00:00", "45322", "onzin"], lezing("crises", "melding"))
    assert gelezen.waarden == [datetime(2024, 1, 31)] * 3 + [None]
    assert gelezen.kolomgebreken == {"K303": [0, 2]}
    assert gelezen.gebreken == {3: "K102"}
