"""What a table of cells shows is the verdict that the sentence gives, with the same figures."""

from datetime import date

import pytest

from core.engine.judge.verdict import judge_series, make_vraag, without_value
from core.engine.judge.weighing import weigh, weigh_empty
from core.model.oordeel import Oordeel, Punt
from tests.engine.judge.bouwen import goal, punt

VANDAAG = date(2026, 7, 1)
DOELEN = [
    goal("relatief", -0.6),
    goal("relatief", 0.4, richting="omhoog"),
    goal("per_jaar", -0.05, lezing="samengesteld"),
    goal("stabiel", 0.1),
    goal("minstens", 0.6),
    goal("hoogstens", 90),
    goal("nul"),
    goal("richting"),
    goal("open"),
]
REEKSEN = [
    {2021: 100, 2022: 90, 2023: 95, 2024: 80},
    {2021: 100, 2022: 101, 2023: 99, 2024: 130},
    {2021: 0, 2022: 0, 2023: 3},
    {2022: 5},
    {},
]


@pytest.mark.parametrize("soort", ["aantal", "aandeel", "bedrag"])
@pytest.mark.parametrize("waarden", REEKSEN, ids=str)
@pytest.mark.parametrize("doel", DOELEN, ids=lambda d: d.doel.soort)
def test_the_bare_outcome_is_the_one_of_the_sentence(doel, waarden, soort):
    punten = [punt(jaar, waarde, noemer=40.0, n=40.0) for jaar, waarde in waarden.items()]
    vraag = make_vraag(doel, None, punten, soort, VANDAAG)
    heel, kaal = judge_series(punten, vraag), weigh(punten, vraag).bare(vraag)
    for naam in ("oordeel", "dag", "basis", "basisdag", "doelwaarde", "padwaarde"):
        assert getattr(kaal, naam) == getattr(heel, naam)
    assert heel.uitleg and not kaal.uitleg


@pytest.mark.parametrize("doel", DOELEN, ids=lambda d: d.doel.soort)
def test_a_period_without_value_is_the_same_with_and_without_words(doel):
    leeg = Punt("2024", date(2024, 12, 31), None, voorlopig=True)
    vraag = make_vraag(doel, 100.0, [leeg], "aantal", VANDAAG)
    heel, kaal = without_value(leeg, [], vraag, ""), weigh_empty(leeg, [], vraag, "").bare(vraag)
    assert (kaal.oordeel, kaal.dag, kaal.basis) == (heel.oordeel, heel.dag, heel.basis) and kaal.dag == leeg.dag
    assert (kaal.padwaarde, kaal.doelwaarde) == (heel.padwaarde, heel.doelwaarde)
    assert kaal.oordeel is Oordeel.NOG_NIET_MEETBAAR
