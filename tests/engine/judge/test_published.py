"""The status engine on published series with an official target, against what was officially said of them.

The documents of this project hold no national series with a target and its verdict. These are well known:

- Road deaths in the Netherlands: CBS StatLine, Overledenen; doden door verkeersongeval. Targets: Nota
  Mobiliteit (at most 750 in 2010, met) and Strategisch Plan Verkeersveiligheid 2008-2020 (at most 500 in
  2020; SWOV, De Staat van de Verkeersveiligheid 2021: not met).
- Road deaths in the EU of 27: European Commission, press release of 20 April 2021: 36% fewer in ten years,
  "this fell short of the target of a 50% reduction".
- Conceptions under 18 in England per 1.000: ONS, Conceptions in England and Wales 2010; Teenage Pregnancy
  Strategy 1999-2010 (half of 1998; the fall was 24%, not met).

Measures of child protection: CBS, as in the domain document of the project (longread Jeugdbescherming 2022;
youths with OTS of NJi and CBS): no target, but a closing balance and a trend that was called a fall.
"""

from datetime import date

import pytest

from core.engine.judge import judge_doel, trend
from core.engine.task.nodig import Stroom, expected
from core.model.doel import Basis
from core.model.oordeel import Oordeel, Punt
from tests.engine.judge.bouwen import goal, punt

NL_2000 = {2000: 1166, 2003: 1088, 2004: 881, 2005: 817, 2006: 811, 2007: 791, 2008: 750, 2009: 720, 2010: 640}
NL_2010 = {
    2010: 640,
    2011: 661,
    2012: 650,
    2013: 570,
    2014: 570,
    2015: 621,
    2016: 629,
    2017: 613,
    2018: 678,
    2019: 661,
    2020: 610,
}
EU_27 = {2010: 29_600, 2019: 22_800, 2020: 18_800}
ENGELAND = {1998: 46.6, 2010: 35.4}
VANDAAG = date(2024, 1, 1)


def verdict(cijfers: dict, soort: str, waarde: float, jaar: int, tot: int | None = None, kind: str = "aantal"):
    """Of the figures up to and including `tot`, against a target in `jaar` and the first figure as baseline."""
    doel = goal(soort, waarde, datum=date(jaar, 12, 31), basis=Basis(jaar=min(cijfers)))
    punten = [punt(j, w) for j, w in cijfers.items() if tot is None or j <= tot]
    return judge_doel(punten, doel, None, soort=kind, vandaag=VANDAAG)


@pytest.mark.parametrize(
    ("cijfers", "soort", "waarde", "jaar", "kind", "officieel"),
    [
        (NL_2000, "hoogstens", 750, 2010, "aantal", Oordeel.BEHAALD),
        (NL_2010, "hoogstens", 500, 2020, "aantal", Oordeel.NIET_BEHAALD),
        (EU_27, "relatief", -0.5, 2020, "aantal", Oordeel.NIET_BEHAALD),
        (ENGELAND, "relatief", -0.5, 2010, "bedrag", Oordeel.NIET_BEHAALD),
    ],
)
def test_the_verdict_at_the_end_is_the_official_one(cijfers, soort, waarde, jaar, kind, officieel):
    assert verdict(cijfers, soort, waarde, jaar, kind=kind).oordeel is officieel


def test_how_much_of_the_change_was_reached():
    """36% of the 50% asked in the EU; 24% of 50% in England."""
    assert verdict(EU_27, "relatief", -0.5, 2020).voortgang == pytest.approx(0.365 / 0.5, abs=0.005)
    assert verdict(ENGELAND, "relatief", -0.5, 2010, kind="bedrag").voortgang == pytest.approx(0.24 / 0.5, abs=0.002)


@pytest.mark.parametrize(
    ("tot", "verwacht"),
    [
        # 661 lies within the chance of both the path (626) and 640: one bad year says nothing.
        (2011, Oordeel.TE_KLEIN),
        (2013, Oordeel.OP_KOERS),
        # 678 against a path of 528: SWOV wrote in those years that 2020 would not be reached.
        (2018, Oordeel.ACHTER),
        (2019, Oordeel.ACHTER),
    ],
)
def test_on_the_way_to_500(tot, verwacht):
    assert verdict(NL_2010, "hoogstens", 500, 2020, tot).oordeel is verwacht


def test_a_decade_without_a_fall_and_one_with():
    """SWOV: since 2010 the number no longer falls. Before it fell by some 50 a year."""
    vlak = verdict(NL_2010, "hoogstens", 500, 2020)
    assert vlak.zekerheid == "laag" and vlak.helling_laag < 0 < vlak.helling_hoog
    daling = verdict(NL_2000, "hoogstens", 750, 2010)
    assert daling.zekerheid == "hoog" and daling.helling_hoog < 0 and -60 < daling.helling < -40


def test_the_line_of_2000_to_2009_expected_2010():
    """Half-way, in 2006, the new figure of 2010 was foreseen with its interval."""
    foreseen = verdict(NL_2000, "hoogstens", 750, 2010, tot=2007)
    assert foreseen.oordeel is Oordeel.OP_KOERS
    assert foreseen.projectie_laag <= 640 <= foreseen.projectie_hoog


def test_youths_with_a_supervision_order_fall_and_that_is_no_chance():
    cijfers = {
        date(2021, 12, 31): 21_895,
        date(2022, 6, 30): 19_550,
        date(2023, 6, 30): 18_700,
        date(2023, 12, 31): 18_250,
        date(2024, 6, 30): 17_775,
    }
    lijn = trend([Punt(str(d), d, float(w)) for d, w in cijfers.items()])
    assert lijn.zekerheid == "hoog" and lijn.helling_interval[1] < 0
    assert (17_775 - 21_895) / 2.5 < lijn.helling < -1_300, "some 1.500 fewer a year"


@pytest.mark.parametrize(
    ("begin", "erbij", "eraf", "eind"),
    [(21_890, 6_500, 9_000, 19_390), (330, 1_370, 1_345, 355), (9_480, 925, 1_325, 9_080)],
)
def test_the_flows_of_2022_bring_the_stock_where_it_was_counted(begin, erbij, eraf, eind):
    """OTS, VOTS and voogdij. The share that ends follows from the mean stock; within 2% of the count."""
    stroom = Stroom(begin, erbij / 4, eraf / 4, 4, gemiddelde_stand=(begin + eind) / 2)
    assert expected(stroom, 4) == pytest.approx(eind, rel=0.02)
