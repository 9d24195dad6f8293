"""One search: by word, number, article and percentage, the same under every name, and nothing that was not asked."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import dashboard
from core.dashboard import search
from core.sources.begrippen import begrippen

NAMEN = [(b.naam, ook) for t in begrippen() for b in t.begrippen for ook in b.ook]


def goals(tekst: str, regio: str = "zhz") -> list[str]:
    return [v.id for v in search(tekst, regio) if v.soort == "doel"]


@pytest.mark.parametrize("tekst", ["OTS", "ots", "ondertoezicht", "ondertoezichtstelling", "Ondertoezichtstellingen"])
def test_a_measure_under_each_of_its_names_finds_the_goal_about_it_first(tekst):
    assert goals(tekst)[0] == "ZHZ-02" and goals(tekst) == goals("OTS")
    assert next(v for v in search(tekst, "zhz") if v.soort == "begrip").id == "OTS"


@pytest.mark.parametrize("tekst", ["20%", "20 %", "20 procent"])
def test_a_percentage_finds_the_goals_that_ask_for_it(tekst):
    gevraagd = {d.id for d in dashboard.regios()["zhz"].doelen if d.doel.waarde == -0.2}
    assert gevraagd and gevraagd <= set(goals(tekst))
    assert goals(tekst) == goals("20%") and "ZHZ-01" not in goals(tekst)


def test_an_article_an_id_and_a_part_of_a_word():
    assert (
        goals("5.1.b") == ["ZHZ-02"] and goals("zhz-02")[0] == "ZHZ-02" and goals("ZHZ-02 maatregelen")[0] == "ZHZ-02"
    )
    assert {"ZHZ-02", "ZHZ-03"} <= set(goals("5.1"))
    assert set(goals("uithuisplaatsing")) <= set(goals("plaatsing")), "a word is found inside a longer one"
    assert {v.id for v in search("pleeg", "zhz")} >= {"pleegzorg"}
    assert goals("gemeente") == goals("gemeenten")


@pytest.mark.parametrize("regio", sorted(dashboard.regios()))
def test_every_goal_is_found_by_its_id_first_and_by_its_name(regio):
    for doel in dashboard.regios()[regio].doelen:
        assert goals(doel.id, regio)[0] == doel.id, doel.id
        assert doel.id in goals(doel.label, regio), doel.label


@pytest.mark.parametrize(("naam", "ook"), NAMEN, ids=[o for _, o in NAMEN])
def test_every_other_name_finds_its_word(naam, ook):
    assert naam in [v.id for v in search(ook, "zhz") if v.soort == "begrip"]


@pytest.mark.parametrize("tekst", ["", "  ", "'", '"*', "-", "§", "()", "qxz", "ots qxz", "ots OR qxz", "ots NOT"])
def test_nothing_is_found_for_nothing(tekst):
    assert goals(tekst) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_question(tekst):
    gevonden = search(tekst, "zou")
    assert len({(v.soort, v.id) for v in gevonden}) == len(gevonden)
    assert [v.soort for v in gevonden] == sorted((v.soort for v in gevonden), key=["doel", "begrip", "maat"].index)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["OTS", "minder", "5.1", "kosten", "pleegzorg", "segment", "2025"]), min_size=1, max_size=3
    )
)
def test_more_words_find_less(woorden):
    gevonden = [set(goals(" ".join(woorden[:n]))) for n in range(1, len(woorden) + 1)]
    assert all(b <= a for a, b in itertools.pairwise(gevonden))
