"""Lines of which the key occurs once count as they are; of the others one remains: the same rows as by ranking all."""

import datetime as dt
import random

import ibis
import pyarrow as pa
import pytest

from core.engine.count import lines
from core.engine.count.build import STAND, VERVALLEN
from core.engine.count.tables import bron_tabel
from core.engine.count.verloop import actueel
from core.model.arrow import arrow_schema
from core.model.schema import TABELLEN
from core.store.connect import open_duckdb

TABEL = TABELLEN["declaraties"]
SOORTEN = arrow_schema(TABEL.opslag)


def _rij(kans: random.Random, nr: int) -> dict:
    """Few different values, so that keys meet; lines with a number of theirs (#) and without."""
    import_nr = kans.choice((1, 1, 2))
    return dict.fromkeys(TABEL.opslag) | {
        "gemeente": kans.choice(("GM0505", "GM0518")),
        "aanbieder": "A",
        "jeugdige": kans.choice(("K1", "K2", None)),
        "periode_begin": dt.date(2024, kans.choice((1, 2)), 1),
        "periode_einde": kans.choice((dt.date(2024, 2, 29), None)),
        "bedrag": kans.choice((0.0, -0.0, 10.5)),
        "status": kans.choice(("toegekend", "afgewezen", None)),
        "regel": kans.choice(("#a", "#b", "c", None)),
        "levering": import_nr,
        "import_nr": import_nr,
        "bron_rij": nr,
    }


@pytest.mark.parametrize("zaad", range(5))
def test_same_rows_as_by_ranking_all(zaad):
    kans = random.Random(zaad)
    rijen = pa.Table.from_pylist([_rij(kans, nr) for nr in range(150)], schema=SOORTEN)
    stand = [(i, dt.date(2024, 12, 31), dt.date(2024, 12, 31), None, i == 1) for i in (1, 2)]
    verbinding = open_duckdb(None)
    verbinding.load("bron_declaraties", rijen)
    verbinding.load(
        "stand", pa.Table.from_pylist([dict(zip(STAND, s, strict=True)) for s in stand], schema=arrow_schema(STAND))
    )
    verbinding.load("vervallen", arrow_schema(VERVALLEN).empty_table())
    bij = ibis.table(STAND, name="stand"), ibis.table(VERVALLEN, name="vervallen")
    verbinding.make("alles", str(ibis.to_sql(actueel(TABEL, bron_tabel("declaraties"), *bij), dialect="duckdb")))
    lines.make(verbinding, "declaraties", *bij)
    # Rows that are equal throughout are the same row twice: which of their numbers stays is no difference.
    verschil = "select * exclude (bron_rij) from {0} except all select * exclude (bron_rij) from {1}"
    for een, ander in (("alles", "declaraties"), ("declaraties", "alles")):
        assert not len(verbinding.vraag(verschil.format(een, ander)))
    assert 0 < len(verbinding.vraag("select * from declaraties")) < 150
    assert not {"merken_van_meer", "los_declaraties"} & verbinding.tabellen()
