"""Two figures read together: the table of the module, noise, and what must hold for any pair."""

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.engine.judge.trend import Trend
from core.engine.judge.twins import Status, side, status, weigh
from core.measures import load_catalogus
from core.measures.tweelingen import BESTAND, load_tweelingen
from core.model.oordeel import Punt


def reeks(*waarden, begin=2019, voorlopig=()):
    return [
        Punt(str(begin + i), date(begin + i, 12, 31), w, voorlopig=begin + i in voorlopig)
        for i, w in enumerate(waarden)
    ]


DAALT, STIJGT = (100, 91, 82, 69, 61, 50, 41), (10, 12, 13, 16, 17, 19, 22)
VLAK, WILD = (50, 52, 49, 51, 50, 48, 51), (20, 90, 15, 70, 30, 95, 10)


@pytest.mark.parametrize(
    ("een", "ander", "verwacht"),
    [
        (DAALT, STIJGT, Status.LET_OP),
        (STIJGT, DAALT, Status.LET_OP),
        (DAALT, DAALT, Status.SAMEN_BETER),
        (STIJGT, STIJGT, Status.SAMEN_SLECHTER),
        (DAALT, VLAK, Status.BETER),
        (DAALT, WILD, Status.BETER),
        (STIJGT, WILD, Status.SLECHTER),
        (VLAK, WILD, Status.GELIJK),
        ((7,) * 7, (0,) * 7, Status.GELIJK),
        (DAALT[:2], STIJGT[:2], Status.ONBEKEND),
        (DAALT, (None,) * 7, Status.ONBEKEND),
        ((), (), Status.ONBEKEND),
    ],
)
def test_the_table(een, ander, verwacht):
    """Both are better when they go down."""
    assert weigh(reeks(*een), reeks(*ander), "omlaag", "omlaag").status == verwacht


def test_the_wanted_direction_decides():
    assert weigh(reeks(*STIJGT), reeks(*STIJGT), "omhoog", "omlaag").status == Status.LET_OP
    assert weigh(reeks(*STIJGT), reeks(*DAALT), "omhoog", "omlaag").status == Status.SAMEN_BETER


def test_only_the_years_that_both_have_count_and_no_provisional_ones():
    """The rise of the second lies before the first begins."""
    lang = reeks(1, 30, 60, 90, 90, 91, 89, 90, begin=2015)
    assert weigh(lang, lang, "omlaag", "omlaag").status == Status.SAMEN_SLECHTER
    assert weigh(reeks(40, 39, 41, 40, begin=2019), lang, "omlaag", "omlaag").kant_ander == "gelijk"
    knik = (*DAALT[:6], 400)
    assert weigh(reeks(*knik, voorlopig=(2025,)), reeks(*VLAK), "omlaag", "omlaag").kant_een == "beter"


def test_a_side_needs_the_whole_interval():
    assert side(Trend(-1.0, (-2.0, -0.1)), -1) == "beter" and side(Trend(-1.0, (-2.0, -0.1)), 1) == "slechter"
    assert side(Trend(-1.0, (-2.0, 0.1)), -1) == "gelijk" and side(Trend(-1.0, None), -1) == "onbekend"
    assert side(Trend(1e-13, (1e-13, 1e-13)), -1, schaal=50.0) == "gelijk", "rounding noise"


@given(st.sampled_from(["beter", "slechter", "gelijk", "onbekend"]), st.sampled_from(["beter", "slechter", "gelijk"]))
def test_the_order_of_the_two_does_not_matter(een, ander):
    assert status(een, ander) == status(ander, een)
    assert (status(een, ander) is Status.LET_OP) == ({een, ander} == {"beter", "slechter"})


cijfers = st.lists(st.floats(0, 1e6), min_size=3, max_size=12)


@settings(max_examples=80, deadline=None)
@given(cijfers, cijfers)
def test_mirroring_one_figure_mirrors_its_side(een, ander):
    """Figures upside down with the other direction wanted is the same thing."""
    recht = weigh(reeks(*een), reeks(*ander), "omlaag", "omhoog")
    om = weigh(reeks(*(-w for w in een)), reeks(*ander), "omhoog", "omhoog")
    assert recht.status == om.status and recht.kant_een == om.kant_een


@settings(max_examples=40, deadline=None)
@given(cijfers, st.sampled_from([0.001, 3.0, 1e4]))
def test_the_unit_does_not_matter(waarden, factor):
    recht = weigh(reeks(*waarden), reeks(*waarden), "omlaag", "omlaag")
    schaal = weigh(reeks(*(w * factor for w in waarden)), reeks(*waarden), "omlaag", "omlaag")
    if recht.een.helling_interval and min(abs(g) for g in recht.een.helling_interval) > 1e-6:
        assert schaal.kant_een == recht.kant_een


def test_the_pairs_that_ship():
    paren, maten = load_tweelingen(), load_catalogus().maten
    assert {"duur-terugkeer", "uhp-crisis", "uhp-gesloten", "kosten-wachttijd"} <= {p.id for p in paren}
    for p in paren:
        assert p.reden.endswith(".") and p.bron and p.een.maat != p.ander.maat
        for lid in (p.een, p.ander):  # a pair may choose a side where the maat has none, never another one
            recht = {"lower_is_better": "omlaag", "higher_is_better": "omhoog"}.get(maten[lid.maat].direction)
            assert recht in (None, lid.richting), (p.id, lid.maat)


@pytest.mark.parametrize(
    ("anders", "woord"),
    [
        ({"een": {"maat": "bestaat_niet", "richting": "omlaag"}}, "unknown maat bestaat_niet"),
        ({"een": {"maat": "jb_stand", "richting": "omlaag", "filter": {"segment": ["1"]}}}, "cannot be filtered"),
        ({"bij": ["ook_niet"]}, "unknown maat ook_niet"),
        ({"een": {"maat": "jb_stand", "richting": "weg"}}, "omlaag"),
        ({"onbekend": 1}, "Extra inputs"),
    ],
)
def test_a_mistake_in_the_pairs_is_an_error(tmp_path, anders, woord):
    paar = yaml.safe_load(BESTAND.read_text("utf-8"))[0] | anders
    pad = tmp_path / "paren.yaml"
    pad.write_text(yaml.safe_dump([paar]), "utf-8")
    with pytest.raises((ValueError, ValidationError), match=woord):
        load_tweelingen(pad)


def test_the_same_pair_twice_is_an_error(tmp_path):
    paar = yaml.safe_load(BESTAND.read_text("utf-8"))[0]
    pad = tmp_path / "paren.yaml"
    pad.write_text(yaml.safe_dump([paar, paar]), "utf-8")
    with pytest.raises(ValueError, match="twice"):
        load_tweelingen(pad)
