"""A scenario in a link: plain named values, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.melding import Melding
from core.simulation.address import MAX_VELDEN, from_adres, to_adres
from core.simulation.scenario import Scenario, validate, with_codes
from tests.simulation.conftest import HEFBOMEN, scenario

LETTER = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"))
WOORD = st.text(LETTER, min_size=1, max_size=12)
HEFBOOM = st.builds(
    lambda h, x, gi: {**h, "verandering": x, "waar": {"gi": gi}},
    st.sampled_from(HEFBOMEN),
    st.floats(-1, 1),
    st.lists(WOORD, max_size=3),
)


def test_a_link_reads_as_what_was_chosen():
    link = to_adres(scenario(HEFBOMEN[0], doel={"maat": "jb_stand", "waarde": 100, "datum": "2030-12-31"}))
    assert link["hefbomen.1.soort"] == "instroom" and link["hefbomen.1.verandering"] == "-0.2"
    assert link["doel.maat"] == "jb_stand" and link["selectie.regio"] == "proef"
    assert "seed" not in link and all(type(w) is str for w in link.values())


@given(st.lists(HEFBOOM, max_size=4), WOORD, st.lists(WOORD, max_size=3), st.integers(0, 2**63 - 1))
@settings(max_examples=60, deadline=None)
def test_a_scenario_comes_back_as_it_went(hefbomen, naam, aannames, seed):
    s = scenario(*hefbomen, naam=naam, aannames=aannames, seed=seed)
    assert from_adres(to_adres(s)) == s


@pytest.mark.parametrize(
    "velden, zin",
    [
        ({}, "'naam' ontbreekt"),
        ({"naam": "x", "kwaad": "1"}, "'kwaad' bestaat niet"),
        ({"naam": "x", "naam.__class__": "y"}, "twee keer"),
        ({"naam.a": "x", "naam": "y"}, "twee keer"),
        ({"naam": "x", "hefbomen.2.soort": "duur"}, "past"),
        ({"naam": "x", "hefbomen.1.soort": "toverij"}, "kan alleen zijn"),
        ({"naam": "x", "replicaties": "1e9"}, "'replicaties'"),
        ({"naam": "x", "seed": "!!python/object/apply:os.system ['true']"}, "'seed'"),
        ({"naam": "x" * 3000}, "te lang"),
        ({f"a{i}": "" for i in range(MAX_VELDEN + 1)}, "te lang"),
    ],
)
def test_links_that_are_no_scenario(velden, zin):
    with pytest.raises(Melding, match=zin):
        from_adres(velden)


@given(st.dictionaries(st.text("naamhefb.12_ ", max_size=12), st.text(max_size=8), max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_link_is_a_scenario_or_a_sentence(velden):
    try:
        assert isinstance(from_adres(velden), Scenario)
    except Melding as melding:
        assert str(melding).endswith(".")


def test_names_are_checked_against_the_lists():
    s = scenario({**HEFBOMEN[0], "waar": {"gi": ["GI Elders"], "gemeente": ["Dordrecht"]}})
    gecodeerd = with_codes(s, lambda namen: tuple(f"code {n}" for n in namen))
    assert gecodeerd.hefbomen[0].waar.gemeente == ("code Dordrecht",)
    validate(s, {"regio": ("proef",), "gi": ("GI Elders",), "segment": ()})
    for lijst, zin in (({"gi": ("GI Noord",)}, "GI Elders.*kies uit GI Noord"), ({"regio": ("zhz",)}, "regio proef")):
        with pytest.raises(Melding, match=zin):
            validate(s, {"regio": ("proef",), "gi": ("GI Elders",), "segment": ()} | lijst)
