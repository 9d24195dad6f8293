"""The world that a simulation in Delen starts from."""

import dataclasses

import numpy as np
import pytest

from core.disclosure.world import SOORTEN, Indeling, Omvang, draw_world
from core.simulation.days import OPEN
from core.simulation.estimate import from_bekend
from core.simulation.known import Bekend
from tests.simulation.conftest import scenario

HEEL = Omvang(120, {"ots": 70, "voogdij": 40}, 60)
DEEL = Omvang(30, {"ots": 20}, None)
NAMEN = Indeling({"gemeente": "G1"}, {"gi": {"GI A": 10, "GI B": 15}}, {"gemeente": "G2", "gi": ""})


@pytest.fixture(scope="module")
def bekend(parameters) -> Bekend:
    return parameters.bekend


@pytest.fixture(scope="module")
def codes(bekend) -> tuple[str, ...]:
    return tuple(sorted(bekend.rijen["gemeente"].dropna().unique()))


def tel(wereld: Bekend, **waar: str) -> dict[str, int]:
    """Measures that run, per kind and in all."""
    m = wereld.maatregelen
    mee = m[(m["einde"] >= OPEN) & m["keuze"]]
    for kolom, waarde in waar.items():
        mee = mee[mee[kolom] == waarde]
    return mee["type"].map(SOORTEN).value_counts().to_dict() | {"alle": len(mee)}


def test_it_is_as_large_as_delen_shows_and_no_more_is_known_of_it(bekend, codes):
    wereld = draw_world(bekend, codes, HEEL, None, Indeling({}, {}, {"gemeente": codes[0], "gi": ""}))
    telt = tel(wereld)
    assert (telt["alle"], telt["ots"], telt["voogdij"]) == (120, 70, 40)
    elders = wereld.episoden.loc[wereld.episoden["tot"] >= OPEN, "kind"]
    assert len(set(elders) & set(wereld.maatregelen.loc[wereld.maatregelen["einde"] >= OPEN, "kind"])) == 60
    assert set(wereld.rijen["gemeente"]) == {codes[0]} and set(wereld.rijen["gi"]) == {""}, "nobody's own"


@pytest.mark.parametrize("weg", [20, 45, 60, 75])
def test_as_many_live_elsewhere_as_delen_shows_also_when_a_kind_hardly_does(bekend, codes, weg):
    heel = Omvang(120, {"ots": 70, "voogdij": 40}, weg)
    wereld = draw_world(bekend, codes, heel, None, Indeling({}, {}, {"gemeente": codes[0], "gi": ""}))
    elders = wereld.episoden.loc[wereld.episoden["tot"] >= OPEN, "kind"]
    assert len(set(elders) & set(wereld.maatregelen.loc[wereld.maatregelen["einde"] >= OPEN, "kind"])) == weg
    assert (tel(wereld)["alle"], tel(wereld)["ots"], tel(wereld)["voogdij"]) == (120, 70, 40)


def test_a_selection_is_a_part_of_the_same_world_with_names_as_delen_shows_them(bekend, codes):
    wereld = draw_world(bekend, codes, HEEL, DEEL, NAMEN)
    assert tel(wereld)["alle"] == 30 and tel(wereld)["ots"] == 20
    assert set(wereld.rijen.loc[wereld.rijen["keuze"], "gemeente"]) == {"G1"}
    assert set(wereld.rijen.loc[~wereld.rijen["keuze"], "gemeente"]) == {"G2"}
    assert tel(wereld, gi="GI A")["alle"] == 10 and tel(wereld, gi="GI B")["alle"] == 15
    heel = draw_world(bekend, codes, HEEL, None, NAMEN)
    assert (wereld.maatregelen["begin"] == heel.maatregelen["begin"]).all(), "one draw, whatever part is asked"


def test_the_draw_follows_from_the_data_and_differs_with_them(bekend, codes):
    een, weer = (draw_world(bekend, codes, HEEL, DEEL, NAMEN) for _ in range(2))
    assert een.maatregelen.equals(weer.maatregelen) and een.verblijfrijen.equals(weer.verblijfrijen)
    rijen = bekend.rijen.copy()
    rijen.loc[rijen.index[0], "begin"] -= 1
    ander = draw_world(dataclasses.replace(bekend, rijen=rijen), codes, HEEL, DEEL, NAMEN)
    assert not np.array_equal(een.maatregelen["begin"], ander.maatregelen["begin"])


def test_drawing_is_with_replacement_and_keeps_families_together(bekend, codes):
    wereld = draw_world(bekend, codes, HEEL, None, NAMEN)
    m = wereld.maatregelen
    vaker = m.groupby(["begin", "einde", "type", "geboortemaand", "geslacht"], dropna=False)["kind"].nunique()
    assert (vaker > 1).any(), "some children twice, so others not at all"
    gezin = wereld.rijen.dropna(subset=["gezin"]).groupby("gezin")["kind"].nunique()
    assert (gezin > 1).any() and gezin.max() < 12


def test_the_same_code_estimates_from_it(bekend, codes):
    p = from_bekend(draw_world(bekend, codes, HEEL, DEEL, NAMEN), scenario().as_selectie().with_(gemeente=("G1",)))
    assert p.tot == bekend.tot and p.tempos and not p.instroom["ots"].leeg


@pytest.mark.parametrize(
    "omvang",
    [
        Omvang(60, {"ots": 0, "vots": 60}, 0),
        Omvang(60, {"ots": 45, "vots": 10, "voogdij": 10}, 30),
        Omvang(60, {"ots": 40, "vots": 5, "voogdij": 10}, 90),
    ],
    ids=["too rare", "too many", "too few"],
)
def test_the_total_is_always_the_one_that_is_shown(bekend, codes, omvang):
    """Rounded parts do not add up; a total that followed from the real ones would tell of them."""
    assert tel(draw_world(bekend, codes, omvang, None, NAMEN))["alle"] == 60
