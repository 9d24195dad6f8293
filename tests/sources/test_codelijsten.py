"""The list of gemeenten: complete, unambiguous, and missed in plain Dutch."""

import pytest

from core.model.fout import Melding
from core.sources import codelijsten
from core.sources.codelijsten import gemeenten, vereenvoudig, vroegere_gemeenten, zoek_gemeente


def test_all_gemeenten():
    assert len(gemeenten()) == 342
    assert gemeenten()["GM0505"] == "Dordrecht"


@pytest.mark.parametrize(
    ("tekst", "kaal"),
    [
        ("'s-Gravenhage", "s gravenhage"),
        ("SÚDWEST-Fryslân", "sudwest fryslan"),
        ("Bergen (NH.)", "bergen nh"),
        ("  a__b  ", "a b"),
        ("Nuenen, Gerwen", "nuenen gerwen"),
        ("", ""),
    ],
)
def test_simplified(tekst, kaal):
    assert vereenvoudig(tekst) == kaal


def test_merged_gemeenten():
    assert zoek_gemeente("Oud-Beijerland") == ("GM1963", True)
    assert zoek_gemeente("0584") == ("GM1963", True)
    assert vroegere_gemeenten()["GM0584"] == ("GM1963", "Oud-Beijerland")
    assert not set(vroegere_gemeenten()) & set(gemeenten())


def test_a_name_of_two_gemeenten_is_none():
    assert zoek_gemeente("Bergen") == (None, False)


def test_missing_list(tmp_path, monkeypatch):
    monkeypatch.setattr(codelijsten, "MAP", tmp_path)
    codelijsten._regels.cache_clear()
    try:
        with pytest.raises(Melding, match="lijst van gemeenten"):
            codelijsten._regels()
    finally:
        codelijsten._regels.cache_clear()
