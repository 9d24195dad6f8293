"""Gemeenten by name, code and former name."""

import pytest

from core.sources.codelijsten import former_gemeenten, gemeenten
from core.sources.columns.gemeente import read

from .maak import lezing


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("Dordrecht", "GM0505"),
        ("DORDRECHT", "GM0505"),
        ("gemeente Dordrecht", "GM0505"),
        ("GM0505", "GM0505"),
        ("gm 505", "GM0505"),
        ("0505", "GM0505"),
        ("505", "GM0505"),
        ("0505 Dordrecht", "GM0505"),
        ("505 - Dordrecht", "GM0505"),
        ("'s-Gravenhage", "GM0518"),
        ("s-gravenhage", "GM0518"),
        ("’s-Gravenhage", "GM0518"),
        ("Den Haag", "GM0518"),
        ("Hendrik Ido Ambacht", "GM0531"),
        ("Súdwest-Fryslân", "GM1900"),
        ("Sudwest Fryslan", "GM1900"),
        ("Bergen (NH.)", "GM0373"),
        ("Bergen NH", "GM0373"),
        ("Bergen (L.)", "GM0893"),
        ("Utrecht (gemeente)", "GM0344"),
        ("14", "GM0014"),
    ],
)
def test_spellings(tekst, code):
    gelezen = read([tekst], lezing("maatregelen", "gemeente"))
    assert (gelezen.waarden, gelezen.gebreken, gelezen.kolomgebreken) == ([code], {}, {})


@pytest.mark.parametrize(
    "tekst",
    [
        "Bergen",
        "Nergenshuizen",
        "9999",
        "GM9999",
        "0505 Leiden",
        "Haaren",
        "3311 AB",
        "Holland Rijnland",
        "x" * 100,
    ],
)
def test_unknown(tekst):
    assert read([tekst], lezing("opvragen", "gemeente")).gebreken == {0: "K105"}


def test_former_gemeenten_are_read_as_their_successor_and_told():
    gelezen = read(["Binnenmaas", "GM0585", "585", "Leerdam", "Dordrecht"], lezing("maatregelen", "gemeente"))
    assert gelezen.waarden == ["GM1963", "GM1963", "GM1963", "GM1961", "GM0505"]
    assert gelezen.kolomgebreken == {"K307": [0, 1, 2, 3]}


def test_every_gemeente_is_found_by_its_name_and_code():
    namen, nummers = list(gemeenten().values()), list(gemeenten())
    assert read([*namen, *nummers], lezing("maatregelen", "gemeente")).waarden == [*nummers, *nummers]
    assert {code for code, _ in former_gemeenten().values()} <= set(nummers)
