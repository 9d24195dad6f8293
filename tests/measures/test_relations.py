"""What must hold between maten, under every choice: parts that make a whole, and words that fit the rows."""

import datetime as dt
from importlib import import_module

import pytest

from core.engine.count.contribution import PerInwoner, Quotient
from core.engine.count.series import Dekking, Rekenaar
from core.measures import load_catalogus
from core.measures.examples import load
from core.model.maat import Voorbeeld
from core.model.schema import TABELLEN
from core.model.selectie import Selectie

CATALOGUS = load_catalogus()
TM = dt.date(2024, 12, 31)
# Moves over the turn of the year: to another provider or GI, and from part-time to full-time.
GEGEVENS = Voorbeeld(
    name="verbanden",
    data_until=TM,
    expect={},
    given={
        "maatregelen": """
jeugdige | gemeente | gi | type | begindatum | einddatum
K1 | GM0505 | GI A | 11 | 2022-01-01 | 2023-12-31
K1 | GM0505 | GI B | 11 | 2024-01-01 |
K2 | GM0505 | GI A | 21 | 2022-01-01 |
K2 | GM0505 | GI B | 12 | 2023-06-01 | 2023-08-31
K3 | GM0482 | GI A | 11 | 2022-01-01 | 2024-06-30
K4 | GM0482 | GI B | 11 | 2023-12-31 |""",
        "plaatsingen": """
jeugdige | gemeente | gi | aanbieder | verblijfsvorm | begindatum | einddatum | etmalen_per_week
K1 | GM0505 | GI A | X | 14 | 2022-03-01 | 2023-12-31 | 7
K1 | GM0505 | GI B | Y | 14 | 2024-01-01 | | 7
K2 | GM0505 | | X | 11 | 2022-01-01 | 2023-12-31 | 3
K2 | GM0505 | | X | 11 | 2024-01-01 | | 7
K3 | GM0482 | GI A | Y | 12 | 2023-12-31 | 2024-12-31 |
K5 | GM0482 | | X | 14 | 2023-01-01 | | 7
K5 | GM0482 | | Y | 11 | 2023-01-01 | 2024-01-01 | 2""",
    },
)
KEUZES = [{}, {"gemeente": ("GM0505",)}, {"gemeente": ("GM0482",)}, {"gi": ("GI A",)}, {"gi": ("GI B",)}]
PLEKKEN = [*KEUZES, {"aanbieder": ("X",)}, {"aanbieder": ("Y",)}, {"verblijfsvorm": ("11", "12")}]


@pytest.fixture
def rekenaar(engine):
    load(GEGEVENS, engine)
    return Rekenaar(CATALOGUS, engine, {t: Dekking(None, TM) for t in TABELLEN}, {})


def waarden(rekenaar, maat_id: str, per: str, keuze: dict) -> dict[str, float]:
    reeks = rekenaar.reeks(maat_id, Selectie(per=per, van=dt.date(2021, 1, 1)).with_(**keuze))
    return dict(zip(reeks["periode"], reeks["waarde"], strict=True))


@pytest.mark.parametrize("per", ["jaar", "kwartaal"])
def test_part_time_and_full_time_are_all_children_in_stay(rekenaar, per):
    for keuze in PLEKKEN:
        alle = waarden(rekenaar, "verblijf_jeugdigen", per, keuze)
        delen = [waarden(rekenaar, m, per, keuze) for m in ("deeltijd_jeugdigen", "voltijd_jeugdigen")]
        assert any(alle.values()), f"nothing to compare for {keuze}"
        assert {p: delen[0][p] + delen[1][p] for p in alle} == alle, keuze


def test_at_home_and_placed_are_all_children_with_a_measure(rekenaar):
    for keuze in KEUZES:
        thuis = waarden(rekenaar, "thuis_met_maatregel", "kwartaal", keuze)
        weg = waarden(rekenaar, "uhp_aandeel", "kwartaal", keuze)
        bekend = {p: w for p, w in weg.items() if w == w}
        assert bekend, f"nothing to compare for {keuze}"
        samen = {p: thuis[p] + w for p, w in bekend.items()}
        assert samen == pytest.approx(dict.fromkeys(bekend, 1.0)), keuze


def test_court_measures_are_protection_and_probation(rekenaar):
    for keuze in KEUZES:
        delen = ("jb_stand", "jr_stand", "rechter_stand")
        jb, jr, alle = (waarden(rekenaar, m, "jaar", keuze) for m in delen)
        assert {p: jb[p] + jr[p] for p in alle} == alle, keuze


def test_a_placement_stands_with_a_provider_until_the_next_takes_over(rekenaar):
    """The day after the last day with X is no day with X."""
    bij_x = waarden(rekenaar, "verblijf_jeugdigen", "jaar", {"aanbieder": ("X",), "gi": ("GI A",)})
    assert (bij_x["2023"], bij_x["2024"]) == (1, 0)


@pytest.mark.parametrize("maat_id", list(CATALOGUS.maten))
def test_every_dimension_is_there_to_choose_by(maat_id):
    maat, bijdrage = CATALOGUS.maten[maat_id], CATALOGUS.bijdragen[maat_id]
    if isinstance(bijdrage, Quotient):
        for deel in (CATALOGUS.maten[bijdrage.teller], CATALOGUS.maten[bijdrage.noemer]):
            assert set(maat.dimensions) <= set(deel.dimensions), deel.id
            assert set(deel.tables) <= set(maat.tables), deel.id
    elif isinstance(bijdrage, PerInwoner):
        deel = CATALOGUS.maten[bijdrage.teller]
        assert maat.dimensions == ("gemeente",) and {*deel.tables, "bevolking"} == set(maat.tables)
    else:
        assert set(maat.dimensions) <= set(bijdrage.rijen.columns)


@pytest.mark.parametrize("maat_id", list(CATALOGUS.maten))
def test_every_maat_is_written_to_be_read(maat_id):
    """A Dutch docstring of one line with the function, a question, and whole sentences."""
    maat = CATALOGUS.maten[maat_id]
    if not (maat.divide or maat.known):  # those say in their YAML what they do
        doc = getattr(import_module(f"core.measures.{maat.theme}.maten"), maat_id).__doc__
        assert doc and "\n" not in doc.strip() and doc.strip().endswith("."), doc
    assert maat.question.endswith("?")
    for zin in (maat.definition, *maat.warnings):
        assert zin.endswith(".") and zin[0].isupper(), zin
