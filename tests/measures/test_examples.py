"""Every worked example of every maat, on every engine."""

import math

import pytest

from core.engine.count.contribution import Verdeling
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


def test_what_a_figure_leaves_out_is_said_in_words_and_worked_out_in_an_example():
    """Of every share of which a row may not say enough, and of nothing else. A distribution has rows without a number
    only where its words say so."""
    kan = {m for m, b in CATALOGUS.bijdragen.items() if getattr(b, "buiten", None) is not None}
    vanzelf = {m for m in kan if isinstance(CATALOGUS.bijdragen[m], Verdeling)}
    zeggen = {m.id for m in CATALOGUS.maten.values() if m.left_out}
    assert kan - vanzelf <= zeggen <= kan
    uitgewerkt = {m for m, v in ALLE for w in v.expect.values() if isinstance(w, dict) and "buiten" in w}
    assert zeggen <= uitgewerkt


def test_every_maat_has_at_least_two_examples():
    arm = [m.id for m in CATALOGUS.maten.values() if len(m.examples) < 2]
    assert not arm
