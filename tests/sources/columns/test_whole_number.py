"""Whole numbers with thousands signs, and what is not whole."""

import pytest

from core.sources.columns.whole_number import read

from .maak import lezing


def lees_een(tekst, kolom="aantal", **anders):
    gelezen = read([tekst], lezing("bevolking", kolom, **anders))
    return gelezen.waarden[0], gelezen.gebreken.get(0)


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("12", 12),
        ("0", 0),
        ("-3", -3),
        ("12,0", 12),
        ("12.00", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("2147483647", 2147483647),
    ],
)
def test_whole(tekst, waarde):
    gevonden, gebrek = lees_een(tekst)
    assert (gevonden, gebrek) == (waarde, None)
    assert isinstance(gevonden, int)


@pytest.mark.parametrize("tekst", ["12,5", "abc", "2147483648", "-2147483649", "1.5", "9" * 60, "nan"])
def test_not_whole(tekst):
    assert lees_een(tekst) == (None, "K103")


def test_optional_column_is_another_fault():
    assert read(["1,5"], lezing("opvragen", "n")).gebreken == {0: "K202"}


def test_one_thousand_or_one_is_asked():
    gelezen = read(["1.000", "18"], lezing("bevolking", "aantal"))
    assert gelezen.waarden == [None, 18]
    assert len(gelezen.vragen) == 1
    assert read(["1.000", "1.234"], lezing("bevolking", "aantal")).waarden == [1000, 1234]


def test_real_numbers():
    assert lees_een("1000", echte_getallen=True) == (1000, None)
    assert lees_een("12.5", echte_getallen=True) == (None, "K103")
