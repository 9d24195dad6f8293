"""Every worked example of every maat, on every engine."""

import math

import pytest

from core.measures import load_catalogus
from core.measures.examples import run

CATALOGUS = load_catalogus()
ALLE = [(m.id, v) for m in CATALOGUS.maten.values() for v in m.examples]


def check(gevonden: dict, verwacht) -> None:
    if not isinstance(verwacht, dict):
        verwacht = {"waarde": verwacht}
    for veld, cijfer in verwacht.items():
        if cijfer is None:
            assert math.isnan(gevonden[veld]), f"{veld}: {gevonden[veld]}, expected nothing"
        else:
            assert gevonden[veld] == pytest.approx(cijfer), f"{veld}: {gevonden[veld]}, expected {cijfer}"


@pytest.mark.parametrize(("maat_id", "voorbeeld"), ALLE, ids=[f"{m}: {v.name}" for m, v in ALLE])
def test_voorbeeld(maat_id, voorbeeld, engine):
    for sleutel, cijfers in run(maat_id, voorbeeld, engine, CATALOGUS).items():
        check(cijfers, voorbeeld.expect[sleutel])


def test_every_maat_has_at_least_two_examples():
    arm = [m.id for m in CATALOGUS.maten.values() if len(m.examples) < 2]
    assert not arm
