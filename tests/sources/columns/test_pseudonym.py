"""The same child keeps the same pseudonym; nobody else gets it."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sources.columns.pseudonym import is_bsn, read_jeugdige, read_sleutel

from .maak import SLEUTEL, lezing


def een(tekst, kolom="jeugdige", tabel="maatregelen"):
    return read_jeugdige([tekst], lezing(tabel, kolom)).waarden[0]


@pytest.mark.parametrize(
    "tekst", ["010000008", "10000008", " 10000008 ", "10 000 008", "010.000.008", "0010000008"[1:]]
)
def test_a_bsn_that_lost_its_zero_is_the_same_child(tekst):
    verwacht = hmac.digest(SLEUTEL, b"010000008", hashlib.sha256).hex()[:32]
    assert een(tekst) == verwacht


def test_other_numbers_stay_apart():
    assert len({een(t) for t in ["1", "10", "1234567890", "01234567890", "kind-1", "KIND-1", "kind 1"]}) == 7


def test_no_pseudonym_without_the_key():
    anders = read_jeugdige(
        ["123456782"],
        lezing("maatregelen", "jeugdige").__class__(
            lezing("maatregelen", "jeugdige").kolom,
            lezing("maatregelen", "jeugdige").tabel,
            b"andere sleutel",
        ),
    ).waarden[0]
    assert anders != een("123456782")


@pytest.mark.parametrize("tekst", ["999999999", "000000000", "0", "00000000", "999.999.999"])
def test_unknown_and_unborn(tekst):
    assert read_jeugdige([tekst], lezing("maatregelen", "jeugdige")).gebreken == {0: "K106"}
    gelezen = read_jeugdige([tekst], lezing("declaraties", "jeugdige"))
    assert (gelezen.waarden, gelezen.gebreken) == ([None], {0: "K205"})


@pytest.mark.parametrize("tekst", ["1,23457E+08", "1.23457e+08", "1E+08"])
def test_damaged_by_a_spreadsheet(tekst):
    assert read_jeugdige([tekst], lezing("maatregelen", "jeugdige")).gebreken == {0: "K107"}
    assert read_sleutel([tekst], lezing("trajecten", "toewijzingnummer")).gebreken == {0: "K205"}


def test_a_slip_in_a_column_of_bsns_is_told_and_accepted():
    gelezen = read_jeugdige(["123456782", "111222333", "123456789"], lezing("maatregelen", "jeugdige"))
    assert gelezen.gebreken == {2: "K204"}
    assert None not in gelezen.waarden


def test_own_numbers_of_a_supplier_need_not_pass():
    nummers = [str(n) for n in range(100000000, 100000040)]
    assert not read_jeugdige(nummers, lezing("maatregelen", "jeugdige")).gebreken


def test_families_and_allocations_cannot_be_matched_with_children():
    bsn = "123456782"
    gezin = read_sleutel([bsn], lezing("maatregelen", "gezin")).waarden[0]
    toewijzing = read_sleutel([bsn], lezing("trajecten", "toewijzingnummer")).waarden[0]
    assert len({gezin, toewijzing, een(bsn)}) == 3
    assert toewijzing == read_sleutel([bsn], lezing("declaraties", "toewijzingnummer")).waarden[0]


def test_elevenproof():
    assert is_bsn("123456782") and is_bsn("111222333") and is_bsn("010000008")
    assert not any(map(is_bsn, ["123456789", "999999999", "000000000", "12345678", "12345678a"]))


@given(st.integers(10_000_000, 999_999_998))
def test_elevenproof_finds_every_change_of_one_digit(nummer):
    tekst = f"{nummer:09d}"
    if is_bsn(tekst):
        plaats = nummer % 9
        anders = tekst[:plaats] + str((int(tekst[plaats]) + 1) % 10) + tekst[plaats + 1 :]
        assert not is_bsn(anders)
