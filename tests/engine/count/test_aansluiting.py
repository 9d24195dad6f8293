"""The ways in which the CBS may have counted, worked out by hand. Every child is made up.

K1  OTS at A from 10-01-2023, handed over to B on 30-04 as a hand-over: one measure, however it is counted.
K2  OTS at A from 10-02-2023 to 20-05, at B with a begin of its own on 21-05: one measure, two of two GI's.
K3  VOTS at A 01-03 to 31-05-2023 and OTS from 01-06: one keten, two measures.
K4  OTS at A from 05-01-2022, moved from D to S on 01-07-2023, ended 31-10-2023.
K5  voogdij, in none of these.
K6  OTS at A from 01-02-2023, and at B with a begin of its own on 01-06; A never gave an end: both say it runs.
"""

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from core.engine.count import aansluiting as tellen
from core.engine.count.aansluiting import Tijdvak
from core.engine.count.build import build_measures
from core.measures.examples import pijptabel
from core.model.arrow import arrow_schema
from core.model.schema import LEVERINGEN, TABELLEN
from core.store.connect import open_in_geheugen

D, S = "GM0505", "GM0610"
OVER = "datum_overgedragen"
RIJEN = f"""
jeugdige | gemeente | gi | type | begindatum | einddatum | {OVER} | {OVER}_gekregen | reden_einde
K1 | {D} | A | 11 | 2023-01-10 |            | 2023-04-30 |            |
K1 | {D} | B | 11 |            |            |            | 2023-05-01 |
K2 | {D} | A | 11 | 2023-02-10 | 2023-05-20 |            |            | 04
K2 | {D} | B | 11 | 2023-05-21 |            |            |            |
K3 | {D} | A | 12 | 2023-03-01 | 2023-05-31 |            |            | 04
K3 | {D} | A | 11 | 2023-06-01 |            |            |            |
K4 | {D} | A | 11 | 2022-01-05 | 2023-06-30 |            |            |
K4 | {S} | A | 11 | 2023-07-01 | 2023-10-31 |            |            | 02
K5 | {D} | A | 21 | 2023-01-01 |            |            |            |
K6 | {D} | A | 11 | 2023-02-01 |            |            |            |
K6 | {D} | B | 11 | 2023-06-01 |            |            |            |
"""
JAAR = (date(2023, 1, 1), date(2023, 12, 31))
HALF = (date(2023, 1, 1), date(2023, 6, 30))


@pytest.fixture(scope="module")
def rijen() -> pd.DataFrame:
    levering = dict.fromkeys(LEVERINGEN) | {"id": 1, "import_nr": 1, "tabel": "maatregelen", "tm": date(2023, 12, 31)}
    verbinding = open_in_geheugen(
        {
            "leveringen": pa.Table.from_pylist([levering], schema=arrow_schema(LEVERINGEN)),
            "bron_maatregelen": pijptabel(RIJEN, TABELLEN["maatregelen"]),
        }
    )
    build_measures(verbinding)
    return tellen.read_rows(verbinding, ("11", "12"))


@pytest.mark.parametrize(
    "soort, dagen, keten, maatregel, instelling",
    [
        ("begonnen", JAAR, 4, 5, 7),  # K1 K2 K3 K6 | K3 twice | K2 and K6 twice
        ("beeindigd", JAAR, 0, 1, 2),  # K4 ended in S | the VOTS of K3 | what A gave as the end of K2
        ("tijdens", JAAR, 5, 6, 8),  # K1 K2 K3 K6, and K4 until he moved
        ("jongeren", JAAR, 5, 5, 5),
        ("stand", JAAR, 4, 4, 5),  # K1 K2 K3 K6 | K6 twice
        ("stand", HALF, 5, 5, 6),  # K4 still in D
        ("begonnen", HALF, 4, 5, 7),
    ],
)
def test_three_ways_to_count(rijen, soort, dagen, keten, maatregel, instelling):
    tijdvak = Tijdvak(soort, *dagen)
    werelden = tellen.by_keten(rijen), tellen.by_measure(rijen), tellen.by_deliverer(rijen)
    assert [tellen.count(w, tijdvak, (D,)) for w in werelden] == [keten, maatregel, instelling]


def test_who_moved_counts_where_he_lives_now(rijen):
    tijdvak, nu = Tijdvak("stand", *HALF), tellen.living_now(tellen.by_deliverer(rijen), rijen)
    assert tellen.per_gemeente(tellen.by_deliverer(rijen), tijdvak, (D, S)) == {D: 6}
    assert tellen.per_gemeente(nu, tijdvak, (D, S)) == {D: 5, S: 1}
    assert tellen.count(nu, Tijdvak("beeindigd", *JAAR), (S,)) == 1


def test_before_another_gi_begins_nobody_is_counted_twice(rijen):
    """On 15-05 K1 is with B and K2 still with A, K6 with A alone: nobody counts twice."""
    assert tellen.count(tellen.by_deliverer(rijen), Tijdvak("stand", JAAR[0], date(2023, 5, 15)), (D,)) == 5
