"""The list of gemeenten: complete, unambiguous, and missed in plain Dutch."""

from datetime import date

import pytest

from core.model.melding import Melding
from core.sources import codelijsten
from core.sources.codelijsten import (
    delivered_code,
    former_gemeenten,
    gemeenten,
    look_up_gemeente,
    merged_parts,
    simplify,
)


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
    assert simplify(tekst) == kaal


def test_merged_gemeenten():
    assert look_up_gemeente("Oud-Beijerland") == ("GM1963", True)
    assert look_up_gemeente("0584") == ("GM1963", True)
    assert former_gemeenten()["GM0584"] == ("GM1963", "Oud-Beijerland")
    assert not set(former_gemeenten()) & set(gemeenten())


def test_the_code_as_it_was_delivered_and_what_it_is_a_part_of():
    assert [delivered_code(t) for t in ("Brielle", "GM0501", "0575 Noordwijk", "Voorne aan Zee", "Haaren")] == [
        "GM0501",
        "GM0501",
        "GM0575",
        "GM1992",
        None,
    ]
    assert set(merged_parts()["GM1992"]) == {"GM0501", "GM0530", "GM0614"}
    assert merged_parts()["GM0575"] == dict.fromkeys(("GM0575", "GM0576"), date(2019, 1, 1))


def test_a_name_of_two_gemeenten_is_none():
    assert look_up_gemeente("Bergen") == (None, False)


@pytest.fixture
def eigen_lijst(tmp_path, monkeypatch):
    """A list of one's own; what was read before is forgotten, before and after."""
    lezers = (
        codelijsten._regels,
        codelijsten.load_vroeger,
        gemeenten,
        codelijsten._schrijfwijzen,
        codelijsten.former_gemeenten,
        codelijsten.merged_parts,
        codelijsten._former_namen,
    )
    monkeypatch.setattr(codelijsten, "MAP", tmp_path)
    for lezer in lezers:
        lezer.cache_clear()
    yield tmp_path / "gemeenten.csv"
    for lezer in lezers:
        lezer.cache_clear()


def test_a_spelling_that_two_gemeenten_share_is_neither(eigen_lijst):
    regels = [
        "# oorsprong",
        "code;naam;provincie;jeugdregio;schrijfwijzen",
        "GM0001;Dorp;A;A;Oord",
        "GM0002;Plaats;A;A;Oord",
        "GM0003;Stad;A;A;De Stad",
    ]
    eigen_lijst.write_text("\n".join(regels), "utf-8")
    vroeger = ["# oorsprong", "code;naam;tot;opvolger", "GM0009;Gehucht;2020-01-01;GM0003"]
    eigen_lijst.with_name("gemeenten-vroeger.csv").write_text("\n".join(vroeger), "utf-8")
    assert [look_up_gemeente(t)[0] for t in ("Dorp", "Oord", "de stad", "Gehucht", "9")] == [
        "GM0001",
        None,
        "GM0003",
        "GM0003",
        "GM0003",
    ]


def test_missing_list(eigen_lijst):
    with pytest.raises(Melding, match="lijst van gemeenten"):
        gemeenten()
