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
