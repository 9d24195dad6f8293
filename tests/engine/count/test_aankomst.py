"""What was known at each data date, worked out by hand. Every child is made up.

A GI begins ten measures a quarter, six in Leiden (GM0546) and four in Katwijk (GM0537). Of each quarter the first of
each gemeente comes a delivery late: eight known at first, ten from the next delivery on.
"""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.count.aankomst import NOG_NIET_HEEL, aankomsten
from core.engine.count.build import build_measures
from core.engine.count.perioden import Periode
from core.engine.judge.late_begins import together
from core.model.arrow import arrow_schema
from core.model.schema import LEVERINGEN, TABELLEN
from core.store.connect import open_in_geheugen

LEIDEN, KATWIJK = "GM0546", "GM0537"
EERSTE = 2024 * 4
VAN = date(2023, 1, 1)


def eind(nr):
    return Periode(EERSTE + nr, "kwartaal").tot


def begin(kind, gemeente, nr, einde=None):
    """A measure of this child that begins in quarter `nr`, counted from 2024-Q1."""
    return {"jeugdige": kind, "gemeente": gemeente, "begindatum": Periode(EERSTE + nr, "kwartaal").van} | (
        {"einddatum": einde} if einde else {}
    )


def known(nr):
    """All there is to tell at the end of quarter `nr`."""
    uit = []
    for kwartaal in range(nr + 1):
        for gemeente, hoeveel in ((LEIDEN, 6), (KATWIJK, 4)):
            te_laat = kwartaal == nr
            uit += [begin(f"{gemeente}-{kwartaal}-{i}", gemeente, kwartaal) for i in range(te_laat, hoeveel)]
    return uit


def of(rijen, *gemeenten):
    return [r for r in rijen if r["gemeente"] in gemeenten]


def delivery(tm, rijen, **meer):
    return {"tm": tm, "rijen": rijen, "tabel": "maatregelen"} | meer


def store(geleverd):
    """Deliveries in the order in which they were loaded, each an import of its own."""
    leveringen, bron = [], {"maatregelen": [], "crises": []}
    for nr, d in enumerate(geleverd, 1):
        vast = {"van": VAN, "van_opgegeven": True, "tm_opgegeven": True, "afzender": "GI", "afzender_merk": "gi"}
        eigen = {k: v for k, v in d.items() if k != "rijen"}
        leveringen.append(dict.fromkeys(LEVERINGEN) | {"id": nr, "import_nr": nr} | vast | eigen)
        vast = {"gi": "GI", "levering": nr, "import_nr": nr} | ({"type": "11"} if d["tabel"] == "maatregelen" else {})
        bron[d["tabel"]] += [
            dict.fromkeys(TABELLEN[d["tabel"]].opslag) | vast | {"bron_rij": i} | r for i, r in enumerate(d["rijen"])
        ]
    tabellen = {f"bron_{n}": pa.Table.from_pylist(r, arrow_schema(TABELLEN[n].opslag)) for n, r in bron.items()}
    return open_in_geheugen(tabellen | {"leveringen": pa.Table.from_pylist(leveringen, arrow_schema(LEVERINGEN))})


def seen(geleverd, per="kwartaal", naam="maatregelen", **filters):
    """Per period (counted from the first): how old at first, and what was known at each data date."""
    frame = aankomsten(store(geleverd), naam, per, filters)
    return {
        int(nr) - EERSTE: (int(deel["leeftijd"].iloc[0]), *deel.sort_values("keer")["aantal"].tolist())
        for nr, deel in frame.groupby("nr")
    }


WHOLE = [delivery(eind(nr), known(nr)) for nr in range(4)]
HAND = {0: (0, 8, 10, 10, 10), 1: (0, 8, 10, 10), 2: (0, 8, 10), 3: (0, 8)}


def test_each_next_data_date_is_a_step():
    assert seen(WHOLE) == HAND
    assert seen(WHOLE, gemeente=(LEIDEN,)) == {0: (0, 5, 6, 6, 6), 1: (0, 5, 6, 6), 2: (0, 5, 6), 3: (0, 5)}


@pytest.mark.parametrize("keer", [1, 2, 3])
def test_the_same_data_date_once_more_is_no_step(keer):
    assert seen(WHOLE + keer * WHOLE[-1:]) == HAND
    assert seen(WHOLE[:2] + keer * WHOLE[1:2] + WHOLE[2:]) == HAND


def test_the_last_of_a_data_date_is_what_was_known_then():
    beter = delivery(eind(3), [*known(3)[:-1], begin("nieuw", LEIDEN, 3), begin("ook nieuw", LEIDEN, 3)])
    assert seen([*WHOLE, beter]) == HAND | {3: (0, 9)}


def test_without_a_data_date_of_its_own_a_delivery_runs_to_the_end_of_the_quarter():
    los = [WHOLE[3] | {"tm": eind(3) - timedelta(days=40 * k), "tm_opgegeven": False} for k in (1, 0)]
    assert seen(WHOLE[:3] + los) == HAND


def per_gemeente(nummers, *gemeenten):
    return [delivery(eind(nr), of(known(nr), g)) for nr in nummers for g in gemeenten]


def test_a_file_for_each_gemeente_is_the_same_as_one_for_all():
    assert seen(per_gemeente(range(4), LEIDEN, KATWIJK)) == HAND
    assert seen(per_gemeente(range(4), KATWIJK, LEIDEN)) == HAND
    eerst_de_een = per_gemeente(range(4), LEIDEN) + per_gemeente(range(4), KATWIJK)
    assert seen(eerst_de_een) == HAND, "also when the archive of one is loaded before that of the other"
    assert seen(eerst_de_een, gemeente=(KATWIJK,)) == {0: (0, 3, 4, 4, 4), 1: (0, 3, 4, 4), 2: (0, 3, 4), 3: (0, 3)}


def test_while_the_file_of_a_gemeente_is_missing_nothing_is_said_of_the_newest_quarter():
    half = per_gemeente(range(7), LEIDEN, KATWIJK)[:-1]
    gezien = aankomsten(store(half), "maatregelen", "kwartaal", {})
    assert seen(half)[6] == (NOG_NIET_HEEL, 5)
    assert together(gezien, range(EERSTE + 6, EERSTE + 7))["reden"]
    alleen = aankomsten(store(half), "maatregelen", "kwartaal", {"gemeente": (LEIDEN,)})
    assert together(alleen, range(EERSTE + 6, EERSTE + 7))["aandeel"] == pytest.approx(1 / 6)


def test_a_gemeente_that_always_comes_two_weeks_later_is_waited_for():
    later = [d | {"tm": d["tm"] + timedelta(days=15)} for d in per_gemeente(range(4), KATWIJK)]
    om_en_om = [d for paar in zip(per_gemeente(range(4), LEIDEN), later, strict=True) for d in paar]
    # Known once both are in, then after Leiden, after Katwijk, ...; in the first year nobody knows of Katwijk yet.
    assert seen(om_en_om)[2] == (0, 8, 9, 10)
    assert seen(om_en_om)[3] == (0, 8)
    assert seen(om_en_om[:-1])[3] == (NOG_NIET_HEEL, 5)
    assert seen(om_en_om, gemeente=(KATWIJK,))[2] == (0, 3, 4)


def test_a_gemeente_with_next_to_nothing_is_not_waited_for():
    klein = [d | {"rijen": [*d["rijen"], begin("een", "GM0579", 0)]} for d in WHOLE[:2]]
    assert seen(klein + WHOLE[2:])[3] == (0, 8)


def test_what_was_taken_back_was_never_known():
    weg = delivery(eind(3), [*known(3), begin("fout", LEIDEN, 3)], ingetrokken=True)
    assert seen([*WHOLE, weg]) == HAND
    zonder = [*WHOLE[:2], WHOLE[2] | {"ingetrokken": True}, WHOLE[3]]
    assert seen(zonder) == {0: (0, 8, 10, 10), 1: (0, 8, 10), 2: (1, 10), 3: (0, 8)}


def test_what_supplements_is_known_beside_what_was_there():
    nieuw = [delivery(eind(nr), [r for r in known(nr) if r not in known(nr - 1)], vervangt=False) for nr in range(1, 4)]
    assert seen([WHOLE[0], *nieuw]) == HAND
    los = [d | {"van": eind(nr)} for nr, d in enumerate(nieuw)]  # a few rows, of the days after the quarter before
    assert seen([WHOLE[0], *los]) == {0: (0, 8), 1: (0, 8), 2: (0, 8), 3: (0, 8)}, "no later one says it covers these"


def test_what_a_later_delivery_no_longer_holds_was_known_until_then():
    minder = [delivery(eind(3), known(3)[2:])]
    assert seen(WHOLE[:3] + minder)[0] == (0, 8, 10, 10, 8)


def test_an_expected_end_that_came_keeps_its_begin():
    wel = begin("verwacht", LEIDEN, 1, einde=eind(2))
    geleverd = [WHOLE[0], delivery(eind(1), [*known(1), wel]), *WHOLE[2:]]
    assert seen(geleverd)[1] == (0, 9, 11, 11)


def test_the_order_of_loading_does_not_decide_what_was_known():
    # Nothing goes away here, so what is kept of an older delivery that came later adds nothing.
    assert seen(WHOLE[::-1]) == HAND
    assert seen([WHOLE[2], WHOLE[0], WHOLE[3], WHOLE[1], WHOLE[0]]) == HAND


def test_another_sender_has_its_own_steps():
    ander = [
        delivery(eind(nr), [begin(f"x{k}{i}", LEIDEN, k) for k in range(nr + 1) for i in range(3)], afzender_merk="b")
        for nr in (1, 3)
    ]
    frame = aankomsten(store([*WHOLE, *ander]), "maatregelen", "kwartaal", {})
    assert frame[frame["afzender"] == "gi"]["aantal"].tolist() == [n for rij in HAND.values() for n in rij[1:]]
    assert frame[frame["afzender"] == "b"]["keer"].tolist() == [1, 2, 1, 1], "2024-Q2 twice; Q3 and Q4 once"


def test_lines_add_up_and_are_no_register():
    def melding(kind, nr, gemeente=LEIDEN):
        dag = Periode(EERSTE + nr, "kwartaal").van
        return {"jeugdige": kind, "gemeente": gemeente, "melding": datetime(dag.year, dag.month, dag.day, 9, 30)}

    def lines(tm, *rijen):
        return delivery(tm, list(rijen), tabel="crises")

    geleverd = [
        lines(eind(0), melding("a", 0), melding("b", 0, KATWIJK)),
        lines(eind(1), melding("c", 0), melding("d", 1)),
        lines(eind(1), melding("d", 1)),
        lines(eind(1), melding("e", 1, KATWIJK)),
    ]
    assert seen(geleverd, naam="crises") == {0: (0, 2, 3), 1: (0, 2)}


@st.composite
def histories(draw):
    """Full deliveries of one to six quarters: every begin is known some deliveries late, and may be taken out again;
    of some the end is told beforehand."""
    hoeveel, rijen = draw(st.integers(1, 6)), []
    for kind in range(draw(st.integers(0, 25))):
        kwartaal, laat = draw(st.integers(0, hoeveel - 1)), draw(st.integers(0, 3))
        weg = draw(st.sampled_from([99, 99, 99, kwartaal + laat + 1]))
        gemeente = draw(st.sampled_from([LEIDEN, LEIDEN, KATWIJK, "GM0579"]))
        einde = draw(st.sampled_from([None, None, *(eind(nr) for nr in range(kwartaal, hoeveel))]))
        rijen.append((begin(f"k{kind}", gemeente, kwartaal, einde), kwartaal + laat, weg))
    return [delivery(eind(nr), [r for r, vanaf, tot in rijen if vanaf <= nr < tot]) for nr in range(hoeveel)]


def both(geleverd):
    return seen(geleverd), seen(geleverd, gemeente=(LEIDEN,)), seen(geleverd, "maand", gemeente=(LEIDEN, KATWIJK))


@settings(max_examples=40, deadline=None)
@given(histories(), st.data())
def test_loading_a_delivery_once_more_changes_nothing(geleverd, data):
    plek = data.draw(st.integers(0, len(geleverd) - 1))
    nog_eens = [*geleverd[: plek + 1], geleverd[plek], *geleverd[plek + 1 :]]
    assert both(nog_eens) == both(geleverd)


@settings(max_examples=40, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_cut_per_gemeente_in_any_order_changes_nothing(geleverd, toeval):
    delen = []
    for d in geleverd:
        van_deze = [d | {"rijen": of(d["rijen"], g)} for g in (LEIDEN, KATWIJK, "GM0579")]
        delen += toeval.sample([x for x in van_deze if x["rijen"]], k=sum(bool(x["rijen"]) for x in van_deze))
    assert both(delen) == both(geleverd)


@settings(max_examples=40, deadline=None)
@given(histories(), st.data())
def test_at_the_last_step_is_known_what_counts(geleverd, data):
    """Whatever the order, what replaces, what supplements and what was taken back."""
    anders = [
        d | {"vervangt": data.draw(st.sampled_from([None, None, True, False])), "ingetrokken": data.draw(st.booleans())}
        for d in data.draw(st.permutations(geleverd))
    ]
    verbinding = store(anders)
    build_measures(verbinding)
    frame = verbinding.vraag("select year(begindatum) * 4 + quarter(begindatum) - 1 as nr from maatregelen")
    telt = frame["nr"].value_counts().to_dict()
    assert {nr: gezien[-1] for nr, gezien in seen(anders).items()} == {
        nr: telt.get(EERSTE + nr, 0) for nr in seen(anders)
    }
