from dataclasses import replace
from datetime import date

import pytest

from core.charts.zin import describe, message
from core.model.oordeel import Oordeel, Uitkomst
from tests.charts.tabellen import PAD, reeks


@pytest.mark.parametrize(
    ("oordeel", "slot"),
    [
        (Oordeel.OP_KOERS, ", op koers"),
        (Oordeel.ACHTER, ", loopt achter"),
        (Oordeel.BEHAALD, ", doel behaald"),
        (Oordeel.VERSLECHTERD, ", verslechterd"),
        (Oordeel.NIET_BEHAALD, ", doel niet behaald"),
        (Oordeel.TE_KLEIN, ", maar de aantallen zijn te klein om iets te zeggen"),
        (Oordeel.DOEL_OPEN, ", het doel is nog niet afgesproken"),
        (Oordeel.ALLEEN_RICHTING, ", er is geen getal afgesproken"),
    ],
)
def test_the_verdict_ends_the_sentence(oordeel, slot):
    zin = message("Lopende OTS", "maatregelen", reeks([520, 431], 2021), replace(PAD, oordeel=oordeel))
    assert zin == f"Lopende OTS: 17% lager dan aan het begin van 2022{slot}"


@pytest.mark.parametrize("oordeel", [Oordeel.NOG_NIET_MEETBAAR, Oordeel.GEEN_GEGEVENS])
def test_without_a_figure_only_the_verdict_is_said(oordeel):
    assert message("Opnieuw", "aandeel", reeks([0.1]), Uitkomst(oordeel)) == f"Opnieuw: {oordeel.value}"


def test_a_change_within_the_intervals_is_not_called_a_change():
    zin = message("Lopende OTS", "maatregelen", reeks([100, 96], marge=20))
    assert zin == "Lopende OTS: 4% lager dan in 2019, maar dat kan toeval zijn"


def test_a_change_outside_the_intervals_is():
    assert (
        message("Lopende OTS", "maatregelen", reeks([100, 40], marge=10))
        == "Lopende OTS: 60% lager dan in 2019"
    )


def test_shares_differ_in_percentage_points():
    zin = message("Aandeel", "aandeel", reeks([0.322, 0.27], marge=0.001))
    assert zin == "Aandeel: 5,2 procentpunt lager dan in 2019"


def test_one_figure_is_only_named():
    assert message("Crises", "crises", reeks([1], 2023)) == "Crises: 1 crisis in 2023"


def test_equal_is_equal():
    assert message("Crises", "crises", reeks([8, 8])) == "Crises: even hoog als in 2019"


def test_no_figures():
    assert message("Crises", "crises", reeks([1]).iloc[:0]) == "Crises: geen gegevens"
    assert message("Crises", "crises", reeks([None])) == "Crises: nog niet meetbaar"


def test_quarters_are_read_aloud():
    tabel = reeks([10, 30], marge=1).assign(periode=["2024-Q1", "2024-Q2"])
    assert message("Crises", "crises", tabel) == "Crises: 200% hoger dan in het 1e kwartaal 2024"


def test_a_baseline_on_another_day_is_named_by_its_day():
    uitkomst = replace(PAD, basisdag=date(2021, 6, 30))
    assert "dan op 30 juni 2021" in message("OTS", "maatregelen", reeks([520, 431]), uitkomst)


def test_the_description_of_a_long_series_keeps_its_ends():
    tekst = describe("OTS", "maatregelen", reeks(list(range(10, 30)), 2001))
    assert "2001 10, …, 2018 27, 2019 28, 2020 29" in tekst
