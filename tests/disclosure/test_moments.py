"""A figure of then beside that of now: of a few children that came or changed, then is not told."""

import pandas as pd

from core.disclosure.moments import share_moments
from core.model.oordeel import VERBORGEN
from core.model.veranderd import KOLOMMEN, NU, TOEN
from core.model.weergave import Drempels

VAST = {"label": "x", "periode": "2024", "tot": None, "noemer": None, "eenheid": "maatregelen", "reden": ""}


def answer(doelen):
    rijen = [
        VAST | {"doel": d, "moment": m, "teller": w, "waarde": w, "n": w, "oordeel": "achter"}
        for d in doelen
        for m, w in ((TOEN, 10.0), (NU, 15.0))
    ]
    return pd.DataFrame(rijen, columns=KOLOMMEN)


def test_then_is_left_out_of_a_few_children_and_of_what_is_not_known():
    kinderen = {"geen": 0, "een": 1, "negen": 9, "tien": 10, "onbekend": None}
    uit = share_moments(answer([*kinderen, "niet geteld"]), kinderen, Drempels()).set_index(["doel", "moment"])
    toen = uit.xs(TOEN, level="moment")
    assert set(toen.index[toen["waarde"].notna()]) == {"geen", "tien"}
    weg = toen[toen["waarde"].isna()]
    assert set(weg["reden"]) == {VERBORGEN} and set(weg["oordeel"]) == {""} and weg["n"].isna().all()
    assert uit.xs(NU, level="moment")["waarde"].notna().all(), "that is what is shared anyhow"


def test_the_answer_that_came_in_is_left_as_it_was():
    eerst = answer(["een"])
    share_moments(eerst, {"een": 1}, Drempels())
    assert eerst["waarde"].notna().all()
