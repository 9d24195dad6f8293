"""Every way in which a date arrives, and every way in which it must not be guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sources.columns.datum import read

from .maak import lezing

NIEUWJAAR = date(2024, 1, 31)


def een(tekst, kolom="begindatum", **anders):
    return read([tekst], lezing("maatregelen", kolom, **anders)).waarden[0]


@pytest.mark.parametrize(
    "tekst",
    [
        "2024-01-31",
        "2024-1-31",
        "2024/01/31",
        "2024.01.31",
        "2024-01-31T00:00:00",
        "2024-01-31 23:59:59.999",
        "2024-01-31T12:00:00+01:00",
        "31-01-2024",
        "31-1-2024",
        "31/01/2024",
        "31.1.2024",
        "31-01-2024 14:30",
        "20240131",
        "20240131 1430",
        "45322",
        "45322.99",
        "45322,25",
    ],
)
def test_forms_of_one_day(tekst):
    assert een(tekst) == NIEUWJAAR


@pytest.mark.parametrize(
    "tekst",
    [
        "31-01-24",
        "24-01-31",
        "1/2/24",
        "2024",
        "1999",
        "2024-13-01",
        "2024-02-30",
        "2027-06-31",
        "31-04-2024",
        "00-01-2024",
        "2024-00-10",
        "20241301",
        "2024013",
        "202401311",
        "1899-12-31",
        "2101-01-01",
        "31-12-2101",
        "morgen",
        "-",
        "n.v.t.",
        "2024-01/31",
        "1-2/2024",
        "31-01-2024 25:00",
        "31-01-2024 12:60",
        "2024-01-31 ?",
        "100000",
        "-5",
        "0",
        "60",
        "60.5",
        "٣١-٠١-٢٠٢٤",
        "x" * 500,
        "9999-12-31",
    ],
)
def test_refused(tekst):
    gelezen = read([tekst], lezing("maatregelen", "begindatum"))
    assert gelezen.waarden == [None]
    assert gelezen.gebreken == {0: "K102"}


def test_serials_around_the_day_that_never_was():
    assert een("1") == date(1900, 1, 1)
    assert een("59") == date(1900, 2, 28)
    assert een("61") == date(1900, 3, 1)
    assert een("73415") == date(2100, 12, 31)
    assert een("73416") is None


def test_serials_of_1904():
    assert een("0", datum1904=True) == date(1904, 1, 1)
    assert een("60", datum1904=True) == date(1904, 3, 1)
    assert een("43860", datum1904=True) == NIEUWJAAR


def test_a_serial_a_hair_below_midnight_is_the_next_day():
    assert een("45321.999999999996") == NIEUWJAAR


def test_moment_in_utc_is_the_dutch_day():
    assert een("2024-01-30T23:30:00Z") == NIEUWJAAR
    assert een("2024-07-31T22:30:00Z") == date(2024, 8, 1)


def test_american_column_is_refused_and_asked():
    teksten = ["01/02/2024", "03/25/2024", "12/31/2023", "05/05/2024"]
    gelezen = read(teksten, lezing("maatregelen", "begindatum", onderwerp="f · Begin"))
    assert gelezen.waarden == [None, None, None, date(2024, 5, 5)]  # 5 May is 5 May either way
    assert set(gelezen.gebreken.values()) == {"K102"}
    assert gelezen.kolomgebreken == {"K302": [1, 2]}
    (vraag,) = gelezen.vragen
    assert (vraag.soort, vraag.onderwerp, vraag.keuzes, vraag.gekozen) == (
        "datum",
        "f · Begin",
        ("dmj", "mdj"),
        None,
    )
    assert vraag.voorbeelden == ("03/25/2024", "12/31/2023")


@pytest.mark.parametrize(
    ("antwoord", "verwacht"),
    [("mdj", [date(2024, 1, 2), date(2024, 3, 25)]), ("dmj", [date(2024, 2, 1), None])],
)
def test_an_answer_decides(antwoord, verwacht):
    gelezen = read(["01/02/2024", "03/25/2024"], lezing("maatregelen", "begindatum", antwoord=antwoord))
    assert gelezen.waarden == verwacht
    assert not gelezen.vragen


def test_one_slip_in_a_dutch_column_is_only_that_value():
    teksten = [f"{dag}-01-2024" for dag in range(13, 20)] + ["02-03-2024", "03-25-2024"]
    gelezen = read(teksten, lezing("maatregelen", "begindatum"))
    assert gelezen.waarden[-2:] == [date(2024, 3, 2), None]
    assert gelezen.gebreken == {8: "K102"}
    assert not gelezen.vragen


def test_a_mixed_column_reads_only_what_is_certain():
    teksten = ["25-01-2024", "26-01-2024", "01-25-2024", "01-26-2024", "03-04-2024"]
    gelezen = read(teksten, lezing("maatregelen", "begindatum"))
    assert gelezen.waarden == [date(2024, 1, 25), date(2024, 1, 26), None, None, None]
    assert len(gelezen.vragen) == 1


def test_end_of_time_is_an_empty_end_and_no_begin():
    teksten = ["9999-12-31", "31-12-9999", "99991231"]
    einde = read(teksten, lezing("maatregelen", "einddatum"))
    assert einde.waarden == [None] * 3
    assert not einde.gebreken
    assert einde.kolomgebreken == {"K304": [0, 1, 2]}
    assert set(read(teksten, lezing("maatregelen", "begindatum")).gebreken.values()) == {"K102"}


@given(st.dates(date(1900, 3, 1), date(2100, 12, 31)))
def test_every_day_in_every_form(dag):
    serie = (dag - date(1899, 12, 30)).days
    vormen = [f"{dag:%Y-%m-%d}", f"{dag.day}-{dag.month}-{dag.year}", f"{dag:%d/%m/%Y}", f"{dag:%Y%m%d}"]
    if not 1900 <= serie <= 2100:  # those look like a year
        vormen.append(str(serie))
    for vorm in vormen:
        assert een(vorm, antwoord="dmj") == dag, vorm


@given(st.lists(st.text(max_size=20)))
def test_never_raises(teksten):
    gelezen = read(teksten, lezing("maatregelen", "begindatum"))
    assert len(gelezen.waarden) == len(teksten)
    assert all((w is None) == (i in gelezen.gebreken) for i, w in enumerate(gelezen.waarden))


def test_an_end_that_never_comes_is_no_proof_of_an_order():
    """Also in a column with the month first: else every row that runs would be refused."""
    teksten = ["03/25/2024", "12/31/9999", "31-12-9999", "04/30/2024"]
    gelezen = read(teksten, lezing("maatregelen", "einddatum", antwoord="mdj"))
    assert gelezen.waarden == [date(2024, 3, 25), None, None, date(2024, 4, 30)] and not gelezen.gebreken
    assert read(["31/13/9999"], lezing("maatregelen", "einddatum")).gebreken
