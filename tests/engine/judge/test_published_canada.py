"""The verdict on 22 published targets against the official progress status of the Canadian Indicator Framework.

Read from files, not from memory; each says where it comes from and under which licence. Canada compares the mean yearly
percentage from the basis to the newest figure with the one that is needed from the basis to the target: our path with
the same percentage each year. `verhouding` is the first divided by the second, as published: on track from 0.95 on,
progress but too slow from nearly 0 on, deterioration below.
"""

import pytest

from core.engine.judge import oordeel_reeks
from tests.engine.judge.bouwen import punt
from tests.engine.judge.test_gepubliceerde_oordelen import GOED, lees

REEKSEN: dict[str, dict[int, float]] = {}
for _rij in lees("canada_reeksen.csv"):
    REEKSEN.setdefault(_rij["indicator"], {})[int(_rij["jaar"])] = float(_rij["waarde"])
OORDELEN = lees("canada_oordelen.csv")
NIETS = "geen duidelijke verandering"


def eigen(rij: dict, pad: str = "samengesteld") -> str:
    reeks = {j: w for j, w in sorted(REEKSEN[rij["indicator"]].items()) if j <= int(rij["jaar"])}
    basis, doel = (rij["basisjaar"], float(rij["basis"])), (rij["doeljaar"], float(rij["doel"]))
    return oordeel_reeks([punt(j, w) for j, w in reeks.items()], basis, doel, rij["richting"], pad)["oordeel"]


@pytest.mark.parametrize("rij", OORDELEN, ids=[f"{r['indicator']} {r['jaar']}" for r in OORDELEN])
def test_the_verdict_is_the_official_one(rij):
    verwacht = {
        "target_achieved": {"behaald"},
        # A twentieth short of what is needed each year is on track there, and behind here.
        "substantial_progress": GOED if float(rij["verhouding"]) >= 1 else {"achter"},
        "moderate_progress": {"achter", NIETS},
        "limited_progress": {"achter", NIETS},
        "deterioration": {"verslechterd", NIETS},
    }[rij["teken"]]
    assert eigen(rij) in verwacht


def test_the_file_agrees_with_the_series():
    """Basis and verdict rest on figures that are in the series, and the published ratio follows from them."""
    for rij in OORDELEN:
        reeks, jaren = REEKSEN[rij["indicator"]], int(rij["jaar"]) - int(rij["basisjaar"])
        basis, nu, doel = float(rij["basis"]), reeks[int(rij["jaar"])], float(rij["doel"])
        assert reeks[int(rij["basisjaar"])] == basis
        nodig = (doel / basis) ** (1 / (int(rij["doeljaar"]) - int(rij["basisjaar"]))) - 1
        assert ((nu / basis) ** (1 / jaren) - 1) / nodig == pytest.approx(float(rij["verhouding"]), abs=0.002)


def test_a_straight_path_would_say_something_else():
    """Which path the source means matters: four verdicts turn with it."""
    anders = [r["indicator"] for r in OORDELEN if eigen(r) != eigen(r, "recht")]
    assert sorted(anders) == ["1-1-1", "12-1-1", "3-14-1", "3-14-1"]


def test_there_are_enough_of_every_kind():
    tekens = [r["teken"] for r in OORDELEN]
    assert len(OORDELEN) >= 26 and len({r["indicator"] for r in OORDELEN}) >= 22
    assert all(tekens.count(t) >= 3 for t in set(tekens)) and len(set(tekens)) == 5
