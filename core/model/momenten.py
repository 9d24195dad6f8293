"""The moments a reader asks for first: now, a year ago, and the day from which a change is counted."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Momenten:
    """Rows of a series (periode, van, tot, peildatum, waarde, n, laag, hoog, voorlopig, reden, onvolledig): `nu` the
    newest that is known, also when it is provisional or may not be shown; `toen` a year before it, None when that was
    counted in another way; `basis`, of a stock, on the first day that was counted as it is now."""

    nu: pd.Series
    toen: pd.Series | None = None
    basis: pd.Series | None = None
