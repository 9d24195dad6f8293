"""What tells one line of theirs from another, also in columns that are not kept."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.sources import cells
from core.sources.raw import REGEL, RuweTabel
from core.sources.recognition.kopnamen import load_kopnamen
from core.sources.recognition.names import without_accent
from core.store.key import pseudoniemen

_SCHEIDING = "\x1f"
EIGEN = "#"  # before a key that is made of numbers of theirs


def tell_apart(ruw: RuweTabel, sleutel: bytes) -> pa.Array:
    """What tells a line from others beside the columns that are kept: a pseudonym, after EIGEN, of its numbers
    (reference, invoice, line) with debet or credit when these are unique in this file; else of everything in it that no
    column of ours took; null when that is nothing. A reader may know the number (of messages): an answer repeats it."""
    if REGEL in ruw.data.column_names:
        return _pseudonyms(ruw.data[REGEL], sleutel)
    over = [k for k in ruw.koppen if k not in ruw.kolommen.values()]
    nummers = [k for k in over if names_a_line(k)]
    if any(ruw.data[k].null_count == 0 for k in nummers):
        regels = _joined(ruw, [*nummers, *filter(None, [ruw.kolommen.get("debet_credit")])])
        if len(set(regels)) == len(regels):
            return pa.array([EIGEN + p for p in pseudoniemen(regels, sleutel, "regel")], pa.string())
    if not over or not ruw.data.num_rows:
        return cells.nothing(ruw.data.num_rows)
    regels, uniek = pd.factorize(np.array(_joined(ruw, over), dtype=object))
    return pa.array(np.array(pseudoniemen(list(uniek), sleutel, "regel"), dtype=object)[regels], pa.string())


def _pseudonyms(nummers: pa.ChunkedArray, sleutel: bytes) -> pa.Array:
    uniek = cells.plain(pc.unique(nummers.drop_null()))
    namen = pa.array([EIGEN + p for p in pseudoniemen(uniek.to_pylist(), sleutel, "regel")], pa.string())
    return namen.take(pc.index_in(cells.plain(nummers), uniek).combine_chunks())


def names_a_line(kop: str) -> bool:
    """Whether a header is that of a number of a line, invoice or reference."""
    woorden = re.findall(r"[a-z]+", without_accent(kop))
    kenmerken = load_kopnamen().kenmerken
    return any(w in kenmerken or w.endswith("nr") or any(k in w for k in kenmerken if len(k) > 3) for w in woorden)


def _joined(ruw: RuweTabel, namen: list[str]) -> list[str]:
    """The cells of these columns as one text per row."""
    cellen = [cells.plain(ruw.data[k]) for k in namen]
    return pc.binary_join_element_wise(*cellen, _SCHEIDING, null_handling="replace", null_replacement="\0").to_pylist()
