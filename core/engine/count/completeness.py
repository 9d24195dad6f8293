"""Who is missing in a period (counting rules, section 1a): a sender that has records running is expected, and what it
did not deliver is not whole. Its own figures are empty and a flow in total is; a stock in total counts the others."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.engine.count.query import NIET_BEKEND

TABEL, CELLEN = "afzenders", ("gemeente", "gi")


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
    afzenders: list[dict],
    tabellen: tuple[str, ...],
    filters: Mapping[str, tuple[str, ...]],
    frame: pd.DataFrame,
    stand: bool,
) -> tuple[list[str], np.ndarray]:
    """Per row of a series (columns van, tot and those of a split) the names of who is missing, and whether its figures
    are therefore empty. `afzenders`: the rows of `read`."""
    gekozen = {k: set(filters[k]) for k in CELLEN if k in filters}
    hier = [a for a in afzenders if a["tabel"] in tabellen and all(a[k] in waarden for k, waarden in gekozen.items())]
    if len(frame):  # most senders hold every row
        eerste, laatste = min(frame["tot" if stand else "van"]), max(frame["tot"])
        hier = [a for a in hier if _misses(a, eerste, laatste)]
    if not hier or not len(frame):
        return [""] * len(frame), np.zeros(len(frame), dtype=bool)
    cellen = [k for k in CELLEN if k in frame]
    een_gi = "gi" in frame or len(filters.get("gi", ())) == 1
    namen, leeg = [], []
    for van, tot, *cel in zip(*(frame[k].tolist() for k in ("van", "tot", *cellen)), strict=True):
        # Of a stock only the last day counts.
        laat = [a for a in hier if [a[k] for k in cellen] == cel and _misses(a, tot if stand else van, tot)]
        namen.append("; ".join(sorted({a["afzender"] for a in laat})))
        leeg.append(bool(laat) and (not stand or (een_gi and any(a["eigen"] for a in laat))))
    return namen, np.array(leeg, dtype=bool)


def _misses(afzender: dict, eerste: dt.date, laatste: dt.date) -> bool:
    """Whether what was sent does not hold all of these days."""
    begin = afzender["van"]
    return afzender["tm"] < laatste or (begin is not None and begin > eerste)
