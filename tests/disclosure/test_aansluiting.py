"""A figure of the CBS beside ours, to share: why ours is not there."""

from datetime import date

import numpy as np
import pandas as pd

from core.disclosure.aansluiting import share_aansluiting
from core.model.aansluiting import CBS, EIGEN, KOLOMMEN, LAAT, REST, Aansluiting, onderwerp
from core.model.oordeel import VERBORGEN
from core.model.weergave import Drempels


def shared(**own: float) -> pd.DataFrame:
    rijen = [(EIGEN, "", 526.0, "", ""), (LAAT, "", 4.0, "", ""), (REST, "", -15.0, "", ""), (CBS, "", 515.0, "", "")]
    dag = date(2025, 12, 31)
    exact = Aansluiting(onderwerp("ots_stand"), "", dag, dag, pd.DataFrame(rijen, columns=KOLOMMEN))
    return share_aansluiting(exact, own, Drempels()).cijfers.set_index("stap")


def test_of_a_sum_with_one_small_part_it_is_said_which():
    cijfers = shared(**{"Lopende OTS": 520.0, "Lopende VOTS": np.nan})
    assert np.isnan(cijfers.at[EIGEN, "waarde"]) and cijfers.at[EIGEN, "reden"].startswith("van lopende VOTS zijn")
    assert "zonder uw eigen cijfer" in cijfers.at[REST, "reden"]


def test_of_what_is_small_itself_and_of_what_is_shown_it_is_not():
    assert shared(OTS=np.nan, VOTS=np.nan).at[EIGEN, "reden"] == VERBORGEN
    cijfers = shared(OTS=510.0, VOTS=15.0)
    assert cijfers.at[EIGEN, "waarde"] == 525 and cijfers.at[EIGEN, "reden"] == "" and cijfers.at[REST, "waarde"] == -10
    assert np.isnan(cijfers.at[LAAT, "waarde"]) and cijfers.at[LAAT, "reden"] == VERBORGEN
