"""Only the month of birth remains, also when the day or the month was not known."""

import pytest

from core.sources.columns.geboortedatum import read

from .maak import lezing


def lees_een(tekst):
    gelezen = read([tekst], lezing("maatregelen", "geboortedatum"))
    return gelezen.waarden[0], gelezen.gebreken.get(0)


@pytest.mark.parametrize(
    "tekst",
    [
        "2010-05-12",
        "12-05-2010",
        "12-5-2010",
        "20100512",
        "40310",
        "2010-05-12T00:00:00",
        "20100500",
        "2010-05-00",
        "00-05-2010",
        "2010-05",
        "05-2010",
        "201005",
    ],
)
def test_month_of_birth(tekst):
    assert lees_een(tekst) == (201005, None)


@pytest.mark.parametrize(
    "tekst",
    ["20100000", "2010-00-00", "00-00-2010", "2010", "00000000", "000000000", "0000-00-00", "2010-00"],
)
def test_month_unknown(tekst):
    assert lees_een(tekst) == (None, "K207")


@pytest.mark.parametrize("tekst", ["12-05-10", "20101301", "2010-13", "13-2010", "9999-12-31", "kind", "201013"])
def test_unreadable(tekst):
    assert lees_een(tekst) == (None, "K209")


def test_six_digits_that_may_be_ddmmjj_are_refused():
    gelezen = read(["190512", "250311"], lezing("maatregelen", "geboortedatum"))
    assert gelezen.waarden == [None, None]
    assert read(["200512", "201103"], lezing("maatregelen", "geboortedatum")).waarden == [200512, 201103]


def test_american_column_asks_without_showing_a_birthday():
    gelezen = read(["05/25/2010", "2010-05-12"], lezing("maatregelen", "geboortedatum"))
    assert gelezen.waarden == [None, 201005]
    assert gelezen.kolomgebreken == {"K302": [0]}
    (vraag,) = gelezen.vragen
    assert vraag.voorbeelden == ()
