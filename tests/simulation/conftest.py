"""One invented region for all tests, and what is estimated from it."""

import datetime as dt

import pytest

from core.model.selectie import Selectie
from core.simulation.estimate import estimate
from core.simulation.scenario import Scenario, read_scenario
from core.simulation.simulate import simulate
from tests.simulation.winkel import REGIO, regio, telplek

START = dt.date(2025, 12, 31)
HEFBOMEN = (
    {"soort": "instroom", "verandering": -0.2, "start": "2026-06-01", "ingroei_maanden": 12},
    {"soort": "duur", "verandering": -0.1, "start": "2026-01-01", "maatregel": ["ots"]},
    {"soort": "uithuisplaatsing", "verandering": -0.5, "start": "2026-01-01", "ingroei_maanden": 6},
    {"soort": "terug_naar_huis", "verandering": 0.5, "start": "2026-01-01"},
    {"soort": "opnieuw", "verandering": -0.5, "start": "2026-01-01"},
    {"soort": "vots_naar_ots", "verandering": -0.3, "start": "2026-01-01"},
    {"soort": "vots", "verandering": -0.2, "start": "2026-01-01"},
    {"soort": "netwerk", "verandering": 0.5, "start": "2026-01-01"},
)


def scenario(*hefbomen: dict, **velden) -> Scenario:
    inhoud = {"naam": "proef", "selectie": {"regio": REGIO}, "hefbomen": list(hefbomen), "jaren": 2}
    return read_scenario(inhoud | velden)


@pytest.fixture(scope="session")
def rekenaar():
    return regio()


@pytest.fixture(scope="session")
def parameters(rekenaar):
    return estimate(rekenaar, Selectie(regio=REGIO))


@pytest.fixture(scope="session")
def uitkomst(rekenaar, parameters):
    """Base and a scenario with every lever, 40 runs of two years."""
    return simulate(rekenaar, scenario(*HEFBOMEN), telplek=telplek(), replicaties=40, parameters=parameters)
