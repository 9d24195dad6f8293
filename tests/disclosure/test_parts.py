"""An attack on the bars of shares: what the grey part, the parts and the whole together tell of each hidden part."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.parts import parts
from core.disclosure.counts import Drempels, round_aantal
from core.disclosure.edges import grenzen, visible
from core.model.oordeel import VERBORGEN
from tests.disclosure.test_edges import tables

D = Drempels()


def shared(deel: tuple[str, ...], tabellen: dict, zicht: dict) -> pd.DataFrame:
    """A series as it is shared: rounded, and empty where it is hidden."""
    frame = tabellen[deel].copy()
    afgerond = round_aantal(frame["x"].to_numpy(dtype="float64"), D)
    frame["waarde"] = np.where(zicht[deel], afgerond, np.nan)
    return frame.assign(reden=np.where(frame["waarde"].isna(), VERBORGEN, ""))


def bars(counts: list[int]) -> tuple[pd.DataFrame, float, list[dict]]:
    """The shared parts and whole of one period, and the bars that are drawn of them."""
    tabellen = tables((len(counts),), 1, counts)
    zicht = visible(tabellen, "x", ("gemeente",), D, vloeit=False)
    delen, geheel = (shared(d, tabellen, zicht) for d in (("gemeente",), ()))
    spec = parts(delen, label="X", kolom="gemeente", geheel=geheel).spec
    staven = next(laag for laag in spec["layer"] if laag.get("name") == "staven")
    return delen, float(geheel["waarde"].iloc[0]), staven["data"]["values"]


def room(delen: pd.DataFrame, geheel: float) -> list[float]:
    """How many values each hidden part can still have, for who knows that counts are rounded."""
    hoogste = grenzen(geheel, D)[1] - sum(grenzen(w, D)[0] for w in delen["waarde"].dropna())
    laagste = grenzen(geheel, D)[0] - sum(grenzen(w, D)[1] for w in delen["waarde"].dropna())
    dicht = int(delen["waarde"].isna().sum())
    return [hoogste - (max(laagste, 0) if dicht == 1 else 0)] * dicht


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=2, max_size=6))
def test_the_grey_part_tells_no_hidden_part(counts):
    delen, geheel, staven = bars(counts)
    dicht = delen["waarde"].isna()
    if not staven or not dicht.any():
        return
    assert dicht.sum() > 1, "what is left of the whole would be the one hidden part"
    assert min(room(delen, geheel)) >= D.marge
    getekend = {r["naam"]: r["tot"] - r["van"] for r in staven}
    for naam, aandeel in getekend.items():  # nothing in the bars but shared figures
        waarde = delen.loc[delen["gemeente"] == naam, "waarde"]
        assert naam == VERBORGEN or aandeel == pytest.approx(waarde.iloc[0] / max(geheel, delen["waarde"].sum()))


def test_a_bar_with_hidden_parts_is_drawn_at_all():
    delen, geheel, staven = bars([40, 4, 3, 5, 30])
    assert delen["waarde"].isna().sum() > 1 and geheel > 0
    assert {r["naam"] for r in staven} >= {VERBORGEN}
