"""Who is missing in a period (counting rules, section 1a): a sender that has records running is expected, and what it
did not deliver is not whole. Its own figures are empty and a flow in total is; a stock in total counts the others."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.engine.count.query import NIET_BEKEND

TABEL = "afzenders"


def read(verbinding) -> pd.DataFrame:
    """The senders that are expected, see core.engine.count.opvolging; no rows for a store that knows of none."""
    if TABEL not in verbinding.tabellen():
        return pd.DataFrame(columns=["tabel"])
    frame = verbinding.vraag(f"select * from {TABEL}")
    frame["gi"] = frame["gi"].astype(object).where(frame["gi"].notna(), NIET_BEKEND)
    for kolom in ("van", "tm"):
        frame[kolom] = [None if pd.isna(d) else pd.Timestamp(d).date() for d in frame[kolom]]
    return frame


def missing(
    afzenders: pd.DataFrame,
    tabellen: tuple[str, ...],
    filters: Mapping[str, tuple[str, ...]],
    frame: pd.DataFrame,
    stand: bool,
) -> tuple[list[str], np.ndarray]:
    """Per row of a series (columns van, tot and those of a split) the names of who is missing, and whether its figures
    are therefore empty."""
    hier = afzenders[afzenders["tabel"].isin(tabellen)]
    for kolom in ("gemeente", "gi"):
        if kolom in filters:
            hier = hier[hier[kolom].isin(filters[kolom])]
    if not len(hier) or not len(frame) or not _late(hier, min(frame["van"]), max(frame["tot"]), stand).any():
        return [""] * len(frame), np.zeros(len(frame), dtype=bool)
    cellen = [k for k in ("gemeente", "gi") if k in frame]
    een_gi = "gi" in frame or len(filters.get("gi", ())) == 1
    namen, leeg = [], []
    for rij in frame[["van", "tot", *cellen]].to_dict("records"):
        deel = hier[_late(hier, rij["van"], rij["tot"], stand)]
        for kolom in cellen:
            deel = deel[deel[kolom] == rij[kolom]]
        namen.append("; ".join(sorted(set(deel["afzender"]))))
        leeg.append(len(deel) > 0 and (not stand or (een_gi and bool(deel["eigen"].any()))))
    return namen, np.array(leeg, dtype=bool)


def _late(hier: pd.DataFrame, van: dt.date, tot: dt.date, stand: bool) -> np.ndarray:
    """Whose period does not hold these days; of a stock only the last day counts."""
    eerste = tot if stand else van
    return np.array(
        [tm < tot or (begin is not None and begin > eerste) for begin, tm in zip(hier["van"], hier["tm"], strict=True)],
        dtype=bool,
    )
