import itertools
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from scipy import stats

from core.charts import sentence
from core.charts.sentence import describe, message, now
from core.model.momenten import Momenten
from core.model.oordeel import Oordeel, Uitkomst
from tests.charts.tabellen import BREUK, PAD, reeks


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
    assert message("Lopende OTS", "maatregelen", reeks([100, 40], marge=10)) == "Lopende OTS: 60% lager dan in 2019"


def test_shares_differ_in_percentage_points():
    zin = message("Aandeel", "aandeel", reeks([0.322, 0.27], marge=0.001).assign(n=10_000))
    assert zin == "Aandeel: 5,2 procentpunt lager dan in 2019"


@pytest.mark.parametrize(
    ("waarden", "zin"),
    [
        ([1, 7], "Kinderen: van 1 in 2019 naar 7 jeugdigen, maar dat kan toeval zijn"),
        ([2, 0], "Kinderen: van 2 in 2019 naar 0 jeugdigen, maar dat kan toeval zijn"),
        ([0, 3], "Kinderen: van 0 in 2019 naar 3 jeugdigen, maar dat kan toeval zijn"),
        ([60, 9], "Kinderen: van 60 in 2019 naar 9 jeugdigen"),
        ([10, 20], "Kinderen: 100% hoger dan in 2019, maar dat kan toeval zijn"),
        ([1, 7, None], "Kinderen: van 1 in 2019 naar 7 jeugdigen in 2020, maar dat kan toeval zijn"),
    ],
)
def test_of_few_children_the_counts_are_named(waarden, zin):
    """600% more is six children."""
    assert message("Kinderen", "jeugdigen", reeks(waarden, marge=0.1)) == zin


def test_one_figure_is_only_named():
    assert message("Crises", "crises", reeks([1], 2023)) == "Crises: 1 crisis in 2023"


def test_equal_is_equal():
    assert message("Crises", "crises", reeks([8, 8])) == "Crises: 8 crises, evenveel als in 2019"
    assert message("Crises", "crises", reeks([80, 80])) == "Crises: even hoog als in 2019"


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


@pytest.mark.parametrize(
    ("eenheid", "van", "tot", "toeval"),
    [
        ("jeugdigen", 45, 60, True),
        ("jeugdigen", 45, 100, False),
        ("aandeel", 0.5, 0.6, True),
        ("aandeel", 0.5, 0.9, False),
        ("dagen", 400, 700, True),
        ("euro", 4000, 4400, False),
    ],
)
def test_without_margins_a_small_change_is_not_called_a_change(eenheid, van, tot, toeval):
    """Figures to share have no intervals: the sentence may not become bolder by that."""
    zin = message("X", eenheid, reeks([van, tot], marge=None).assign(n=40))
    assert zin.endswith("maar dat kan toeval zijn") == toeval


@pytest.mark.parametrize(("van", "tot", "toeval"), [(430, 352, False), (400, 352, True), (7, 1, True), (9, 0, False)])
def test_the_caveat_of_chance_is_the_same_with_and_without_an_interval(van, tot, toeval):
    """430 and 352 have intervals that overlap, and differ by more than chance (p = 0.006)."""
    zinnen = {message("X", "jeugdigen", reeks([van, tot], marge=m)) for m in (None, 0.1, 60)}
    assert len(zinnen) == 1 and zinnen.pop().endswith("toeval zijn") == toeval


def test_of_two_medians_the_margins_count_together():
    """Intervals of 100 on either side: 120 apart is chance, 150 is not, though the intervals overlap."""
    assert message("Duur", "dagen", reeks([700, 580], marge=100)).endswith("toeval zijn")
    assert not message("Duur", "dagen", reeks([700, 550], marge=100)).endswith("toeval zijn")


def test_a_margin_that_is_not_known_is_no_proof():
    tabel = reeks([700, 365], marge=100)
    tabel.loc[1, ["laag", "hoog"]] = None
    assert message("Duur", "dagen", tabel) == "Duur: 48% lager dan in 2019, maar dat kan toeval zijn"


def test_an_older_figure_is_not_told_as_the_newest():
    tabel = reeks([10, 40, None], marge=1)
    assert message("X", "crises", tabel) == "X: in 2020 300% hoger dan in 2019"


def test_a_difference_of_nothing_is_told_so():
    assert message("Duur", "dagen", reeks([1000, 1004], marge=50)) == "Duur: vrijwel even hoog als in 2019"


def test_a_series_of_zeros_is_no_target_that_was_met():
    """A GI that has no measures in a gemeente."""
    niets = replace(PAD, oordeel=Oordeel.BEHAALD, basis=0.0, doelwaarde=0.0, waarde=0.0)
    assert message("Lopende OTS", "maatregelen", reeks([0, 0, 0]), niets) == "Lopende OTS: geen enkele in deze jaren"
    assert message("Lopende OTS", "maatregelen", reeks([3, 0, 0])) != "Lopende OTS: geen enkele in deze jaren"


def test_a_figure_that_can_still_change_is_not_what_the_sentence_is_about():
    zin = message("Lopende OTS", "maatregelen", reeks([520, 431, 200], 2022, voorlopig=2024), PAD)
    assert zin == "Lopende OTS: in 2023 17% lager dan aan het begin van 2022, op koers"


def test_a_figure_is_not_compared_over_a_break():
    zin = message("Lopende OTS", "maatregelen", reeks([500, 480, 460, 100, 40], 2019, marge=5), breuken=(BREUK,))
    assert zin == "Lopende OTS: 60% lager dan in 2022", "2019 t/m 2021 were counted in another way"
    zin = message("Lopende OTS", "maatregelen", reeks([500, 480, 460], 2019, marge=5), breuken=(BREUK,))
    assert zin == "Lopende OTS: 8% lager dan in 2019, maar dat kan toeval zijn", (
        "a break that is still to come changes nothing"
    )


def moment(waarde, dag: date, **kolommen) -> pd.Series:
    """A stock on one day."""
    vast = {"periode": "", "van": dag, "tot": dag, "peildatum": dag, "waarde": waarde, "n": waarde}
    return pd.Series(vast | {"laag": None, "hoog": None, "voorlopig": False, "reden": ""} | kolommen, dtype=object)


NU = moment(15.0, date(2026, 10, 31), voorlopig=True)
TOEN, BASIS = moment(16.0, date(2025, 10, 31)), moment(26.0, date(2022, 1, 1))
DICHT = {"reden": "te klein om te tonen"}


@pytest.mark.parametrize(
    ("momenten", "zin"),
    [
        (Momenten(NU, TOEN), "15 jeugdigen op 31 oktober 2026 (voorlopig); een jaar eerder 16."),
        (Momenten(TOEN), "16 jeugdigen op 31 oktober 2025."),
        (
            Momenten(moment(9.0, date(2026, 10, 31), onvolledig="GI Heuvel"), TOEN),
            "9 jeugdigen op 31 oktober 2026, nog zonder GI Heuvel; een jaar eerder 16.",
        ),
        (
            Momenten(*(moment(9.0, date(j, 10, 31), onvolledig="GI Heuvel") for j in (2026, 2025))),
            "9 jeugdigen op 31 oktober 2026; een jaar eerder 9.",
        ),
        (Momenten(moment(1.0, date(2026, 10, 31)), TOEN), "1 jeugdige op 31 oktober 2026; een jaar eerder 16."),
        (
            Momenten(moment(None, date(2026, 10, 31), **DICHT), TOEN),
            "Te klein om te tonen op 31 oktober 2026; een jaar eerder 16.",
        ),
        (
            Momenten(NU, moment(None, date(2025, 10, 31), **DICHT)),
            "15 jeugdigen op 31 oktober 2026 (voorlopig); een jaar eerder te klein om te tonen.",
        ),
        (
            Momenten(reeks([4, 3], 2024).assign(peildatum=None).iloc[1], reeks([4], 2024).iloc[0]),
            "3 jeugdigen in 2025; een jaar eerder 4.",
        ),
        (None, ""),
    ],
)
def test_now_and_a_year_ago_are_said_in_one_sentence(momenten, zin):
    assert now(momenten, "jeugdigen") == zin


def test_a_stock_is_compared_with_the_day_agreed_and_not_with_the_end_of_that_year():
    """30 on 1 January 2022, 21 at the end of it and 21 now: that is 30% lower, and not as high."""
    basis = moment(30.0, date(2022, 1, 1))
    zin = message("OTS", "maatregelen", reeks([21, 19, 20, 21], 2022), None, (BREUK,), Momenten(NU, TOEN, basis))
    assert zin == "OTS: in 2025 30% lager dan aan het begin van 2022, maar dat kan toeval zijn"


def test_a_quarter_is_compared_with_the_same_quarter():
    tabel = reeks([10, 90, 90, 90, 30], marge=1).assign(
        periode=["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1"], peildatum=None
    )
    assert message("Crises", "crises", tabel) == "Crises: 200% hoger dan in het 1e kwartaal 2022"


def test_a_baseline_before_a_break_is_said_to_be_one():
    voor = replace(PAD, basisdag=date(2021, 12, 31), basis=100.0, waarde=50.0)
    zin = message("Crises", "crises", reeks([100, 50], 2021), voor, (BREUK,))
    assert zin.endswith("(sinds 01-01-2022 anders geteld: niet goed te vergelijken)")
    op_de_dag = replace(voor, basisdag=date(2022, 1, 1))
    assert "anders geteld" not in message("Crises", "crises", reeks([100, 50], 2021), op_de_dag, (BREUK,))


def few(waarden, noemers, **kolommen):
    return reeks(waarden, 2024, marge=0.0).assign(noemer=noemers, n=noemers, **kolommen)


@pytest.mark.parametrize(
    ("eenheid", "waarden", "noemers", "zin"),
    [
        (
            "aandeel",
            [0.5, 0.25],
            [2.0, 4.0],
            "1 van de 4 in 2025, in 2024 1 van de 2, maar de aantallen zijn te klein om iets te zeggen",
        ),
        (
            "aandeel",
            [0.5, 0.75],
            [40.0, 4.0],
            "3 van de 4 in 2025, in 2024 50,0%, maar de aantallen zijn te klein om iets te zeggen",
        ),
        (
            "dagen",
            [840.0, 308.0],
            [2.0, 1.0],
            "308 dagen (1 zaak) in 2025, in 2024 840 dagen (2 zaken), maar de aantallen zijn te klein om iets te "
            "zeggen",
        ),
        (
            "cijfer",
            [8.0, 6.5],
            [2.0, 1.0],
            "6,5 (1 waarneming) in 2025, in 2024 8,0 (2 waarnemingen), maar de aantallen zijn te klein om iets te "
            "zeggen",
        ),
        (
            "euro",
            [900.0, 4368.0],
            [9.0, 3.0],
            "€ 4.368 (3 waarnemingen) in 2025, in 2024 € 900 (9 waarnemingen), maar de aantallen zijn te klein om "
            "iets te zeggen",
        ),
        ("aandeel", [None, 1.0], [None, 1.0], "1 van de 1 in 2025"),
    ],
)
def test_a_share_or_mean_of_few_is_told_in_cases(eenheid, waarden, noemers, zin):
    """A median of one case has no interval at all: 63% shorter is no finding."""
    assert message("X", eenheid, few(waarden, noemers)) == f"X: {zin}"


def test_now_of_a_share_of_few_is_told_in_cases():
    tabel = few([1.0, 0.5], [1.0, 4.0]).assign(peildatum=None)
    zin = now(Momenten(tabel.iloc[1], tabel.iloc[0]), "aandeel")
    assert zin == "2 van de 4 in 2025; een jaar eerder 1 van de 1."


def test_two_counts_are_tested_as_the_exact_test_does():
    """Of two counts with the same chance each: the test of a half, of every pair that is asked and of large ones."""
    paren = [*itertools.combinations_with_replacement(range(41), 2), (500, 560), (500, 565), (9000, 9400)]
    for paar in paren:
        frame = pd.DataFrame({"waarde": map(float, paar)})
        toeval = sum(paar) == 0 or stats.binomtest(paar[0], sum(paar)).pvalue >= 0.05
        for een, ander in ((0, 1), (1, 0)):
            assert sentence._may_be_chance(frame.iloc[een], frame.iloc[ander], "jeugdigen") == toeval, paar


@pytest.mark.parametrize(
    ("eenheid", "van", "tot", "zin"),
    [
        # What is shared is rounded, and so is the difference: 20 and 25 may have been 22 and 23.
        (
            "jeugdigen",
            20,
            25,
            "X: van ongeveer 20 in 2019 naar ongeveer 25 jeugdigen, maar dat kan door het afronden komen",
        ),
        ("jeugdigen", 20, 30, "X: van ongeveer 20 in 2019 naar ongeveer 30 jeugdigen, maar dat kan toeval zijn"),
        ("jeugdigen", 190, 195, "X: vrijwel even hoog als in 2019"),
        ("jeugdigen", 400, 300, "X: 25% lager dan in 2019"),
        ("aandeel", 0.63, 0.64, "X: vrijwel even hoog als in 2019"),
        ("dagen", 1005, 1000, "X: vrijwel even hoog als in 2019"),
        (
            "euro",
            1_500_000,
            2_000_000,
            "X: van ongeveer € 1,5 mln in 2019 naar ongeveer € 2,0 mln, maar dat kan door het afronden komen",
        ),
        ("euro", 1_500_000, 2_500_000, "X: van ongeveer € 1,5 mln in 2019 naar ongeveer € 2,5 mln"),
        ("etmalen", 490, 285, "X: 42% lager dan in 2019"),
        ("euro", 62_200_000, 53_600_000, "X: 14% lager dan in 2019"),
    ],
)
def test_a_difference_between_rounded_figures_is_not_told_finer_than_they_are(eenheid, van, tot, zin):
    rond = reeks([van, tot], marge=None).assign(n=300, noemer=300.0)
    assert message("X", eenheid, rond) == zin


@pytest.mark.parametrize(
    ("eenheid", "van", "tot"), [("jeugdigen", 20, 25), ("dagen", 1005, 1000), ("jeugdigen", 90, 95)]
)
def test_an_exact_figure_that_is_round_by_chance_is_told_as_it_is(eenheid, van, tot):
    zin = message("X", eenheid, reeks([van, tot], marge=1))
    assert "ongeveer" not in zin and "%" in zin
