"""Delen: a figure of then beside the one of now. Each is protected as always; what they tell together is how a few
children that came or changed made a rounded figure jump."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.model.oordeel import VERBORGEN
from core.model.veranderd import CIJFERS, TOEN
from core.model.weergave import Drempels


def share_moments(cijfers: pd.DataFrame, kinderen: Mapping[str, int | None], drempels: Drempels) -> pd.DataFrame:
    """Two protected answers beside each other (core.model.veranderd.KOLOMMEN), as they may be shared. `kinderen`: per
    goal of how many children a record differs, None when that is not known: of a few, the figure of then is left out,
    with its verdict. When none differs it is the same figure."""
    weinig = {d for d, n in kinderen.items() if n is None or 0 < n < drempels.aantal}
    weg = (cijfers["moment"] == TOEN) & (cijfers["doel"].isin(weinig) | ~cijfers["doel"].isin(set(kinderen)))
    uit = cijfers.copy()
    uit.loc[weg, list(CIJFERS)] = np.nan
    uit.loc[weg, "oordeel"] = ""
    uit.loc[weg, "reden"] = VERBORGEN
    return uit


def share_late(exact: pd.DataFrame, beschermd: pd.DataFrame, drempels: Drempels) -> pd.DataFrame:
    """What is not in yet of each period, as it may be shared: in whole percents, the range rounded outwards, of periods
    that the protected series shows with as many as a share asks. How many cases it was learnt from is left out."""
    getoond = set(beschermd.loc[beschermd["n"] >= drempels.aandeel, "periode"])
    uit = exact[exact["periode"].isin(getoond) & (exact["gevallen"] >= drempels.aandeel)].reset_index(drop=True)
    cijfers = uit[["aandeel", "laag", "hoog"]].astype("float64")
    heel = {"aandeel": cijfers["aandeel"].round(2), "laag": np.floor(cijfers["laag"] * 100) / 100}
    return uit.assign(**heel, hoog=np.ceil(cijfers["hoog"] * 100) / 100, gevallen=0)
