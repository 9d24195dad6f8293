"""What no engine may decide by the order in which it happens to work."""

import datetime as dt
from itertools import permutations

import pandas as pd
import pyarrow as pa

from core.engine.count import figures
from core.engine.count.build import build
from core.engine.count.contribution import Telling
from core.engine.count.perioden import whole_perioden
from core.measures import load_catalogus
from core.model.arrow import arrow_schema
from core.model.schema import LEVERINGEN, TABELLEN

KIND = {"jeugdige": "K1", "gemeente": "GM0505", "gi": "GI A", "type": "11", "begindatum": dt.date(2024, 1, 1)}


def test_of_rows_alike_in_everything_the_first_one_stays(engine):
    levering = dict.fromkeys(LEVERINGEN) | {"import_nr": 1, "tm": dt.date(2024, 12, 31), "tabel": "maatregelen"}
    plekken = [(2, 7), (1, 9), (1, 4), (2, 3)]
    rijen = [KIND | {"levering": lv, "import_nr": 1, "bron_rij": nr} for lv, nr in plekken]
    engine.load(
        "leveringen",
        pa.Table.from_pylist([levering | {"id": i} for i in (1, 2)], schema=arrow_schema(LEVERINGEN)),
    )
    for naam in ("maatregelen", "plaatsingen"):
        deel = rijen if naam == "maatregelen" else []
        engine.load(f"bron_{naam}", pa.Table.from_pylist(deel, schema=arrow_schema(TABELLEN[naam].opslag)))
    build(engine, {"maatregelen", "plaatsingen"})
    blijft = engine.vraag("select levering, bron_rij from maatregelen")
    assert blijft.to_dict("records") == [{"levering": 1, "bron_rij": 4}]


def test_a_sum_of_money_is_the_same_in_any_order():
    periode = whole_perioden(dt.date(2024, 1, 1), dt.date(2024, 12, 31), "jaar")
    bijdrage = Telling(None, None)
    bedragen = (0.1, 0.2, 0.3, 1e6 / 3, -0.6)
    assert len({sum(orde) for orde in permutations(bedragen)}) > 1, "nothing to tell"
    uit = set()
    for orde in permutations(bedragen):
        rijen = pd.DataFrame({"_periode": periode[0].nr, "teller": orde, "noemer": 1.0, "n": 1})
        uit.add(figures.work_out(bijdrage, rijen, periode, (), periode[0].tot)["waarde"][0])
    assert len(uit) == 1


def test_a_duration_in_months_is_no_decimal_number():
    """Spark would round a whole number divided by one to six decimals."""
    for maat in ("itb_criem_duur", "verblijf_behandeling_maanden"):
        waarde = load_catalogus().bijdragen[maat].waarde
        assert waarde.op().left.dtype.is_floating(), maat
