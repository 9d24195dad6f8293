"""Which records came, changed and went between two moments, and the worlds in between."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest

from core.model.arrow import arrow_schema
from core.model.schema import LEVERINGEN, TABELLEN
from core.sources import wijzigingen
from core.store.connect import open_duckdb

TM = dt.date(2024, 12, 31)


def moment(rijen, tabel="maatregelen", tm=TM):
    """A store with these records of one table (dicts), as the builder leaves it."""
    verbinding = open_duckdb(None)
    for naam, t in TABELLEN.items():
        velden = {k: v for k, v in t.opslag.items()} | {"tm": "date", "grens": "date"}
        schema = arrow_schema(velden)
        inhoud = [dict.fromkeys(velden) | r | {"tm": tm} for r in rijen] if naam == tabel else []
        verbinding.load(naam, pa.Table.from_pylist(inhoud, schema=schema))
    lv = dict.fromkeys(LEVERINGEN) | {"id": 1, "import_nr": 1, "tabel": tabel, "tm": tm}
    verbinding.load("leveringen", pa.Table.from_pylist([lv], schema=arrow_schema(LEVERINGEN)))
    verbinding.load("afzenders", pa.table({"tabel": pa.array([], pa.string())}))
    return verbinding


def rij(kind, begin, einde=None, soort="11", gemeente="GM0505", **extra):
    dag = dt.date.fromisoformat
    return {
        "jeugdige": kind,
        "type": soort,
        "gemeente": gemeente,
        "gi": "GI Noord",
        "begindatum": dag(begin),
        "einddatum": einde and dag(einde),
    } | extra


TOEN = [
    rij("a", "2024-01-01"),
    rij("b", "2024-02-01"),
    rij("c", "2024-03-01"),
    rij("d", "2024-04-01"),
    rij("e", "2024-05-01"),
    rij("f", "2024-06-01"),
]
NU = [
    rij("a", "2024-01-01"),  # the same
    rij("b", "2024-02-01", "2024-09-30"),  # an end that came
    rij("c", "2024-03-15"),  # another first day
    rij("d", "2024-04-01", soort="12"),  # another type
    rij("e", "2024-05-01", gemeente="GM0610"),  # elsewhere; f is gone
    rij("g", "2024-07-01"),  # late
    rij("h", "2025-02-01"),  # of after
]


@pytest.fixture
def verschil():
    toen, nu = moment(TOEN), moment(NU, tm=dt.date(2025, 6, 30))
    w = wijzigingen.compare(toen, nu)
    yield w
    for v in (w, toen, nu):
        v.close()


def test_records_come_change_and_go(verschil):
    (r,) = wijzigingen.counted(verschil, None).to_dict("records")
    assert (r["tabel"], r["tm"]) == ("maatregelen", TM)
    assert (r["eerder"], r["na_tm"], r["gewijzigd"], r["verdwenen"]) == (1, 1, 4, 1)
    assert r["waarin"] == {"gemeente": 1, "type": 1, "begindatum": 1, "einddatum": 1}


def test_only_of_the_gemeenten_that_are_asked_at_either_moment(verschil):
    (r,) = wijzigingen.counted(verschil, ("GM0610",)).to_dict("records")
    assert (r["eerder"], r["na_tm"], r["gewijzigd"], r["verdwenen"]) == (0, 0, 1, 0)
    assert wijzigingen.counted(verschil, ("GM0001",)).empty


def test_children_that_differ_are_counted_once(verschil):
    assert wijzigingen.children(verschil, ("maatregelen", "bevolking"), ("GM0505", "GM0610")) == 7
    assert wijzigingen.children(verschil, ("crises",), ("GM0505",)) == 0


@pytest.mark.parametrize(
    ("stap", "er_zijn"),
    [
        ("verdwenen", {"a", "b", "c", "d", "e"}),
        ("gewijzigd", {"a", "b", "c", "d", "e"}),
        ("nieuw", {"a", "b", "c", "d", "e", "g", "h"}),
    ],
)
def test_each_step_is_a_world_of_its_own(verschil, stap, er_zijn):
    wijzigingen.step_to(verschil, stap)
    rijen = verschil.verbinding.vraag("select * from maatregelen").set_index("jeugdige")
    assert set(rijen.index) == er_zijn
    assert pd.isna(rijen.loc["b", "einddatum"]) == (stap == "verdwenen")
    assert rijen.loc["d", "type"] == ("11" if stap == "verdwenen" else "12")


def test_the_last_step_is_what_there_is_now(verschil):
    wijzigingen.step_to(verschil, "nieuw")
    kolommen = "jeugdige, type, gemeente, begindatum, einddatum"
    over = verschil.verbinding.vraag(
        f"select {kolommen} from maatregelen except all select {kolommen} from nu_maatregelen"
    )
    assert over.empty


def test_two_that_are_gone_and_one_that_came_are_not_one_corrected():
    toen, nu = moment([rij("a", "2024-01-01"), rij("a", "2024-03-01")]), moment([rij("a", "2024-05-01")])
    w = wijzigingen.compare(toen, nu)
    (r,) = wijzigingen.counted(w, None).to_dict("records")
    assert (r["eerder"], r["gewijzigd"], r["verdwenen"]) == (1, 0, 2)


def test_lines_without_a_number_come_and_go():
    een = {"gemeente": "GM0505", "periode_begin": dt.date(2024, 1, 1), "bedrag": 100.0}
    toen, nu = moment([een, een], "declaraties"), moment([een, een | {"bedrag": 90.0}], "declaraties")
    w = wijzigingen.compare(toen, nu)
    (r,) = wijzigingen.counted(w, None).to_dict("records")
    assert (r["eerder"], r["gewijzigd"], r["verdwenen"]) == (1, 1, 0), "of two equal lines one is left"
    assert wijzigingen.children(w, ("declaraties",), ("GM0505",)) is None, "a line that says nothing of a child"


def test_nothing_changed_is_nothing():
    w = wijzigingen.compare(moment(TOEN), moment(TOEN, tm=dt.date(2025, 6, 30)))
    assert w.anders == () and wijzigingen.counted(w, None).empty
