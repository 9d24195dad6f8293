"""What a question names, as it is stored."""

import pytest

from core.dashboard import filterwaarden
from core.model.melding import Melding

GIS = ("GI Duin", "Stichting Jeugdbescherming West", "GI Noord")


@pytest.mark.parametrize("naam", ["GI Duin", "gi duin", "GI-Duin", "Stichting GI Duin"])
def test_a_gi_is_the_same_under_other_capitals_punctuation_and_legal_form(naam):
    assert filterwaarden("gi", [naam], GIS) == ("GI Duin",)


def test_a_name_that_nobody_has_stays_as_it_is_and_finds_nothing():
    assert filterwaarden("gi", ["jeugdbescherming west", " GI Oost "], GIS) == (GIS[1], "GI Oost")
    assert filterwaarden("gi", ["gi duin"]) == ("gi duin",)


def test_several_gemeenten_by_name_and_code():
    assert filterwaarden("gemeente", ["Dordrecht", "0642", " GM0512"]) == ("GM0505", "GM0642", "GM0512")
    with pytest.raises(Melding, match="De gemeente Nergens bestaat niet"):
        filterwaarden("gemeente", ["Dordrecht", "Nergens"])
