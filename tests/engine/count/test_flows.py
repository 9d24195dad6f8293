"""Stock before + in - out = stock after, for every maat that is a stock, on each engine and under each choice."""

import datetime as dt

import pytest

from core.engine.count.contribution import Stand
from core.engine.count.flows import stromen
from core.measures import load_catalogus
from core.model.selectie import Selectie
from tests.measures.test_relations import KEUZES, PLEKKEN, rekenaar  # noqa: F401

CATALOGUS = load_catalogus()
STANDEN = [m for m, b in CATALOGUS.bijdragen.items() if isinstance(b, Stand) and not b.hele_periode]


def keuzes(maat_id: str):
    dimensies = CATALOGUS.maten[maat_id].dimensions
    return [k for k in (*KEUZES, *PLEKKEN[len(KEUZES) :]) if set(k) <= set(dimensies)]


@pytest.mark.parametrize("maat_id", STANDEN)
def test_the_stock_closes(rekenaar, maat_id):  # noqa: F811
    for keuze in keuzes(maat_id):
        selectie = Selectie(per="kwartaal", van=dt.date(2021, 1, 1)).with_(**keuze)
        stand = rekenaar.reeks(maat_id, selectie)["waarde"].tolist()
        stroom = stromen(rekenaar, maat_id, selectie)
        assert len(stroom) == 16 and (stroom[["instroom", "uitstroom"]] >= 0).all().all()
        netto = (stroom["instroom"] - stroom["uitstroom"]).cumsum().tolist()
        assert netto == [s - 0.0 for s in stand], (maat_id, keuze)


def test_the_example_has_something_to_count(rekenaar):  # noqa: F811
    selectie = Selectie(per="jaar", van=dt.date(2021, 1, 1))
    stroom = stromen(rekenaar, "ots_stand", selectie).set_index("periode")
    # K1 goes from GI A to B and does not leave; K3 ends in 2024, K4 begins on the last day of 2023.
    assert stroom["instroom"].to_dict() == {"2021": 0, "2022": 2, "2023": 1, "2024": 0}
    assert stroom["uitstroom"].to_dict() == {"2021": 0, "2022": 0, "2023": 0, "2024": 1}
    bij_b = stromen(rekenaar, "ots_stand", selectie.with_(gi=("GI B",))).set_index("periode")
    assert bij_b["instroom"].to_dict() == {"2021": 0, "2022": 0, "2023": 1, "2024": 1}, "taken over counts there"


def test_what_is_no_plain_stock_has_no_flows(rekenaar):  # noqa: F811
    for maat_id in ("ots_instroom", "uhp_aandeel", "verblijf_jeugdigen", "ots_duur_km"):
        assert stromen(rekenaar, maat_id, Selectie()).empty
