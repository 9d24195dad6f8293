"""A figure of then beside that of now: of a few children that came or changed, then is not told."""

import pandas as pd

from core.disclosure.moments import share_late, share_moments
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


def test_what_is_not_in_yet_is_whole_percents_of_what_is_shown():
    perioden = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    exact = pd.DataFrame({"periode": perioden, "aandeel": 0.0823, "laag": 0.0612, "hoog": 0.1101, "leveringen": 5})
    exact = exact.assign(gevallen=[123, 123, 29, 123])
    beschermd = pd.DataFrame({"periode": perioden, "n": [40.0, 25.0, 40.0, None]})
    (r,) = share_late(exact, beschermd, Drempels()).to_dict("records")
    assert (r["periode"], r["aandeel"], r["laag"], r["hoog"]) == ("2025-Q1", 0.08, 0.06, 0.12)
    assert r["gevallen"] == 0, "how many cases it was learnt from is a count"
