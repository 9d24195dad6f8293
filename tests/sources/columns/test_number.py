"""Point or comma is decided on the column, and asked when nothing decides it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sources.columns.number import bewijs, read

from .maak import lezing


def getallen(teksten, kolom="bedrag", **anders):
    return read(teksten, lezing("declaraties", kolom, **anders)).waarden


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("12", 12),
        ("012", 12),
        ("-12", -12),
        ("+12", 12),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("0,123", 0.123),
        ("1234,567", 1234.567),
        ("1.234,50", 1234.5),
        ("1,234.50", 1234.5),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("12,", 12),
        (",5", 0.5),
        ("€ 12,50", 12.5),
        ("12,50 €", 12.5),
        ("EUR 12,50", 12.5),
        ("12,50euro", 12.5),
        ("EUR12,50", 12.5),
        ("€ 1.234,-", 1234),
        ("12,-", 12),
        ("12,--", 12),
        ("-12,50", -12.5),
        ("12,50-", -12.5),
        ("(12,50)", -12.5),
        ("€ -12,50", -12.5),
        ("-€ 12,50", -12.5),
        ("− 12,50", -12.5),
        ("1 234,50", 1234.5),
        ("1\u00a0234\u00a0567", 1234567),
        ("1 234", 1234),
    ],
)
def test_forms_that_read_in_one_way(tekst, waarde):
    assert getallen([tekst]) == [waarde]


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "-",
        "--5",
        "(-5)",
        "-5-",
        "1.2.3",
        "1,2,3",
        "1.23.456",
        "12 34",
        "1'234",
        "45%",
        "abc",
        "1e5",
        "nan",
        "inf",
        "0x10",
        "1.234,567,890",
        "€",
        ".",
        ",",
        "٣",
        "9" * 70,
    ],
)
def test_unreadable(tekst):
    gelezen = read([tekst], lezing("declaraties", "bedrag"))
    assert gelezen.waarden == [None]
    assert gelezen.gebreken == {0: "K103"}


def test_unreadable_in_an_optional_column_is_another_fault():
    assert read(["abc"], lezing("declaraties", "volume")).gebreken == {0: "K202"}


def test_the_column_decides_what_fits_both():
    assert getallen(["1.234", "1,5"]) == [1234, 1.5]
    assert getallen(["1.234", "1.5"]) == [1.234, 1.5]
    assert getallen(["1,234", "1.234.567"]) == [1.234, 1234567]


def test_a_column_that_fits_both_is_asked_and_not_read():
    gelezen = read(["1.234", "500", "2.000"], lezing("declaraties", "bedrag", onderwerp="f · Bedrag"))
    assert gelezen.waarden == [None, 500, None]
    assert gelezen.gebreken == {0: "K103", 2: "K103"}
    assert gelezen.kolomgebreken == {"K301": [0, 2]}
    (vraag,) = gelezen.vragen
    assert (vraag.soort, vraag.onderwerp, vraag.keuzes, vraag.gekozen) == (
        "decimaal",
        "f · Bedrag",
        ("komma", "punt"),
        None,
    )
    assert vraag.voorbeelden == ("1.234", "2.000")


@pytest.mark.parametrize(("elders", "waarde"), [("komma", 1234), ("punt", 1.234)])
def test_other_columns_decide_but_never_silently(elders, waarde):
    gelezen = read(["1.234"], lezing("declaraties", "bedrag", elders=lambda: frozenset((elders,))))
    assert gelezen.waarden == [waarde]
    assert gelezen.kolomgebreken == {"K301": [0]}
    assert gelezen.vragen[0].gekozen == elders
    assert elders in gelezen.uitleg["K301"]


def test_columns_that_contradict_each_other_decide_nothing():
    gelezen = read(["1.234"], lezing("declaraties", "bedrag", elders=lambda: frozenset(("komma", "punt"))))
    assert gelezen.waarden == [None]


@pytest.mark.parametrize(("antwoord", "waarde"), [("komma", 1234), ("punt", 1.234)])
def test_an_answer_decides(antwoord, waarde):
    gelezen = read(["1.234"], lezing("declaraties", "bedrag", antwoord=antwoord))
    assert gelezen.waarden == [waarde]
    assert not gelezen.vragen and not gelezen.kolomgebreken


def test_two_ways_of_writing_are_told_and_doubt_is_not_read():
    gelezen = read(["1,5", "2.5", "1.234"], lezing("declaraties", "bedrag"))
    assert gelezen.waarden == [1.5, 2.5, None]
    assert "K301" in gelezen.kolomgebreken and len(gelezen.vragen) == 1


def test_one_slip_does_not_change_the_sign_of_the_column():
    teksten = [f"{n},5" for n in range(20)] + ["2.75", "1.234"]
    gelezen = read(teksten, lezing("declaraties", "bedrag"))
    assert gelezen.waarden[-2:] == [2.75, 1234]
    assert gelezen.kolomgebreken == {"K301": [20]}


def test_real_numbers_leave_no_doubt():
    gelezen = read(
        ["1.234", "1e-05", "-3", "inf", "nan", "€ 1,50", "2.5.1"],
        lezing("declaraties", "bedrag", echte_getallen=True),
    )
    assert gelezen.waarden == [1.234, 1e-05, -3, None, None, 1.5, None]
    assert not gelezen.vragen


def test_proof():
    assert bewijs(["1", "1.234"]) == frozenset()
    assert bewijs(["1,5", "2,25"]) == {"komma"}
    assert bewijs(["1,5", "2.25"]) == frozenset()


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1), st.sampled_from([",", "."]))
def test_cents_survive(centen, teken):
    duizend = "." if teken == "," else ","
    teksten = [f"{c / 100:,.2f}".replace(",", "d").replace(".", teken).replace("d", duizend) for c in centen]
    assert getallen(teksten) == [c / 100 for c in centen]


@given(st.lists(st.text(alphabet="0123456789.,-+€() \u00a0eE", max_size=12)))
def test_never_raises_and_never_reads_nothing(teksten):
    gelezen = read(teksten, lezing("declaraties", "bedrag"))
    assert all((w is None) == (i in gelezen.gebreken) for i, w in enumerate(gelezen.waarden))
