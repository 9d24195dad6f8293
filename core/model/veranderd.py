"""What two moments make of the goals: the shape of the answer."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

TOEN, NU, LATER = "toen", "nu", "later"
CIJFERS = ("teller", "noemer", "waarde", "n")
KOLOMMEN = ["doel", "label", "moment", "periode", "tot", *CIJFERS, "eenheid", "oordeel", "reden"]
OORZAKEN = ["doel", "verdwenen", "gewijzigd", "nieuw", "overig"]
RECORDS = ["tabel", "tm", "na_tm", "eerder", "gewijzigd", "verdwenen", "waarin"]


@dataclass(frozen=True)
class Ronde:
    """One import: what was loaded together. `tm`: the latest data date in it."""

    nr: int
    moment: datetime
    afzenders: tuple[str, ...]
    tabellen: tuple[str, ...]
    tm: date | None


@dataclass(frozen=True)
class Veranderd:
    """`cijfers`: KOLOMMEN, per goal a row of then and one of now about the same period, and one of a later period when
    there is one; the verdict is that of the newest period at its moment. `oorzaken`: OORZAKEN, of each goal that moved
    by how much through records that went, were corrected and came, in the unit of the goal. `records`: RECORDS, per
    table how many came (begun after its data date `tm` of then, or before), were corrected (`waarin`: column -> how
    often) and went. The last two have no rows where that may not be told. `zonder`: tables of which the goals are left
    out."""

    toen: Ronde
    nu: Ronde
    cijfers: pd.DataFrame
    oorzaken: pd.DataFrame
    records: pd.DataFrame
    zonder: tuple[str, ...] = ()
