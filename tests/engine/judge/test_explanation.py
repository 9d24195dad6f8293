"""The sentence beside a verdict: plain Dutch, decimal comma, the figures that decided."""

from datetime import date

import pytest

from core.engine.judge import judge_doel
from core.model.doel import Basis
from tests.engine.judge.bouwen import goal, punt, reeks

VANDAAG = date(2025, 7, 1)
OMLAAG = goal("relatief", -0.6)
NORM = goal("minstens", 0.3, richting="omhoog", datum=None)

ZINNEN = [
    (
        OMLAAG,
        100,
        [punt(2023, 71.5)],
        "bedrag",
        "Het cijfer van 2023 is € 72; op weg van € 100 (31-12-2021) naar € 40 (31-12-2025) hoort "
        "daar hoogstens € 70 bij: "
        "achter.",
    ),
    (
        OMLAAG,
        1000,
        [punt(2023, 690)],
        "aantal",
        "Het cijfer van 2023 is 690; op weg van 1.000 (31-12-2021) naar 400 (31-12-2025) hoort daar "
        "hoogstens 700 bij: "
        "op koers.",
    ),
    (
        OMLAAG,
        12,
        [punt("2023-Q4", 9)],
        "aantal",
        "Het cijfer van het 4e kwartaal 2023 is 9; binnen de marge van 4,1 tot 17,1 liggen het pad "
        "(8,4) en het vertrekpunt (12) "
        "allebei: te klein om te zeggen.",
    ),
    (
        OMLAAG,
        1000,
        [punt(2023, 1200)],
        "aantal",
        "Het cijfer van 2023 is 1.200; dat is hoger dan het vertrekpunt van 1.000: verslechterd.",
    ),
    (
        NORM,
        None,
        [punt("2024-06-30", 0.28, teller=14, noemer=50)],
        "aandeel",
        "Het cijfer van 30-06-2024 is 28,0%; binnen de marge van 17,5% tot 41,7% ligt ook het doel "
        "(30,0%): te klein om te "
        "zeggen.",
    ),
    (
        NORM,
        None,
        [punt(2024, 0.5, laag=0.4, hoog=0.6)],
        "aandeel",
        "Het cijfer van 2024 is 50,0%; het doel van minstens 30,0% is daarmee behaald.",
    ),
    (
        goal("meer_dan", 7, richting="omhoog", datum=date(2024, 12, 31)),
        None,
        [punt(2024, 6.8)],
        "gemiddelde",
        "Het cijfer van 2024 is 6,80; het doel van meer dan 7,00 op 31-12-2024 is niet behaald (let "
        "op: de marge van het "
        "cijfer is niet bekend).",
    ),
    (
        goal("bereik", laag=6, hoog=8, richting="behalen", datum=None),
        None,
        [punt(2024, 9, laag=8.5, hoog=9.5)],
        "gemiddelde",
        "Het cijfer van 2024 is 9,00; afgesproken is tussen 6,00 en 8,00: achter.",
    ),
    (
        OMLAAG,
        None,
        [punt(2023, 80)],
        "aantal",
        "Het cijfer van 2023 is 80; niet te beoordelen: er zijn geen gegevens over het vertrekpunt van 31-12-2021.",
    ),
    (
        goal("richting", datum=None),
        None,
        reeks(j2021=50, j2022=44, j2023=41, j2024=36),
        "aantal",
        "Het cijfer van 2024 is 36; afgesproken is alleen de richting omlaag; het cijfer daalt met "
        "gemiddeld 4,5 per jaar.",
    ),
    (
        goal("open", richting="omhoog"),
        None,
        reeks(j2021=0.5, j2022=0.4, j2023=0.6),
        "aandeel",
        "Het cijfer van 2023 is 60,0%; een getal is niet afgesproken; het cijfer stijgt met "
        "gemiddeld 5,0 procentpunt per "
        "jaar, maar dat kan toeval zijn.",
    ),
    (
        goal("geen", richting="volgen", datum=None),
        None,
        [punt(2023, 80)],
        "aantal",
        "Het cijfer van 2023 is 80; er is geen doel afgesproken; er is nog geen trend te zien.",
    ),
    (
        goal("mijlpaal", richting="behalen", datum=date(2022, 7, 1)),
        None,
        [punt("2022-06-15", 0)],
        "aantal",
        "Het cijfer van 15-06-2022 is 0; het doel van minstens 1 op 01-07-2022 is niet behaald.",
    ),
    (OMLAAG, 100, [], "aantal", "Er zijn geen gegevens."),
    (OMLAAG, 100, [punt(2023, None, n=3)], "aantal", "Nog niet te meten: er is nog geen cijfer."),
]


@pytest.mark.parametrize(("doel", "basis", "punten", "soort", "zin"), ZINNEN)
def test_sentence(doel, basis, punten, soort, zin):
    assert judge_doel(punten, doel, basis, soort=soort, vandaag=VANDAAG).uitleg == zin


def test_figures_that_look_alike_get_more_decimals():
    doel = goal("hoogstens", 26, datum=date(2031, 12, 31), basis=Basis(jaar=2019))
    zin = judge_doel([punt(2024, 38.44)], doel, 47.3, soort="gemiddelde", vandaag=VANDAAG).uitleg
    assert "is 38,44;" in zin and "hoogstens 38,42 bij: achter" in zin


def test_children_are_whole_in_a_sentence():
    doel = goal("relatief", -0.6).model_copy(update={"eenheid": "jeugdigen"})
    zin = judge_doel([punt(2023, 200)], doel, 127, soort="aantal", vandaag=VANDAAG).uitleg
    assert "hoger dan het vertrekpunt van 127" in zin
    zin = judge_doel([punt(2023, 60)], doel, 127, soort="aantal", vandaag=VANDAAG).uitleg
    assert "127 (31-12-2021) naar 50 (31-12-2025) hoort daar hoogstens 88 bij: op koers" in zin, "50,8 and 88,9"
    zin = judge_doel([punt(2025, 90)], doel, 127, soort="aantal", vandaag=date(2026, 1, 1)).uitleg
    assert "het doel van hoogstens 50 op 31-12-2025 is niet behaald" in zin


def test_a_slope_of_less_than_a_child_a_year():
    doel = goal("richting", datum=None).model_copy(update={"eenheid": "jeugdigen"})
    zin = judge_doel(reeks(j2020=3, j2021=3, j2022=2, j2023=2), doel, None, soort="aantal", vandaag=VANDAAG).uitleg
    assert "daalt met gemiddeld 1 per 2 jaar" in zin
