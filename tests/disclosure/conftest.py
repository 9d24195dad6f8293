"""The invented region of the simulation: what may be shared of it is tested here."""

from tests.simulation.conftest import parameters, rekenaar  # noqa: F401
