"""Texts lose what cannot be seen and what may be a BSN."""

import pytest

from core.sources.columns.text import read

from .maak import lezing

BSN, ACHT, GEEN = "123456782", "10000008", "123456789"  # 10000008 is 010000008 without its zero


def een(tekst, kolom="toelichting", tabel="opvragen"):
    return read([tekst], lezing(tabel, kolom)).waarden[0]


def test_one_line_without_hidden_characters():
    assert een("  a\u00a0 b\n\tc  ") == "a b c"
    assert een("a\x00b\u200bc\u202ed") == "abcd"
    assert een("Súdwest-Fryslân 🌍") == "Súdwest-Fryslân 🌍"
    assert een("\x00\u200b") is None


@pytest.mark.parametrize(
    "tekst",
    [
        f"kind {BSN} gebeld",
        f"BSN:{BSN}",
        f"BSN-{BSN}.",
        f"x{BSN}x",
        "123.456.782",
        "123 456 782",
        "1234.56.782",
        f"nr {ACHT}",
        f"({BSN})",
    ],
)
def test_numbers_that_may_be_a_bsn_go(tekst):
    gelezen = read([tekst], lezing("opvragen", "toelichting"))
    assert "[nummer]" in gelezen.waarden[0]
    assert not any(deel in gelezen.waarden[0] for deel in ("123", "782", "008"))
    assert gelezen.gebreken == {0: "K206"}


@pytest.mark.parametrize("tekst", [f"nr {GEEN}", f"{BSN}0", f"1{BSN}", "12345", "2024-01-31", "06-12345678"])
def test_other_numbers_stay(tekst):
    gelezen = read([tekst], lezing("opvragen", "toelichting"))
    assert (gelezen.waarden, gelezen.gebreken) == ([tekst], {})


def test_an_agb_code_of_a_provider_stays_and_a_bsn_does_not():
    assert een(ACHT, "aanbieder", "trajecten") == ACHT
    assert een(BSN, "aanbieder", "trajecten") == "[nummer]"
