"""What a maat says: what one row adds. Selecting, grouping, dividing and comparing happen in the engine."""

from dataclasses import dataclass
from typing import Literal

import ibis


@dataclass(frozen=True)
class Telling:
    """Rows counted in the period of their `datum`.

    `teller`: what a row adds (number or boolean; 1 when absent). With `noemer` the value is sum(teller) /
    sum(noemer). `sleutel`: count once per key and period (the first row by date). `per_sleutel`: the
    denominator is the number of distinct keys (euro per child).
    """

    rijen: ibis.Table
    datum: ibis.Value
    teller: ibis.Value | None = None
    noemer: ibis.Value | None = None
    sleutel: ibis.Value | None = None
    per_sleutel: ibis.Value | None = None


@dataclass(frozen=True)
class Stand:
    """Rows in stock from `van` up to, not including, `tot` (null = still running), on the last day of a period
    or on a given day; with `sleutel` distinct keys. `hele_periode`: counted in every period that the row
    touches, `tot` included."""

    rijen: ibis.Table
    van: ibis.Value
    tot: ibis.Value
    sleutel: ibis.Value | None = None
    hele_periode: bool = False


@dataclass(frozen=True)
class Overgang:
    """Spells whose current record changes on `datum`: counted where they arrive (`naar`) or leave (`van`).
    Only a change of a column that is split or filtered by is one."""

    rijen: ibis.Table
    datum: ibis.Value
    richting: Literal["naar", "van"]


@dataclass(frozen=True)
class Verdeling:
    """A number per row, summarised per period of `datum`. Mean: teller / noemer = sum / count."""

    rijen: ibis.Table
    datum: ibis.Value
    waarde: ibis.Value
    samenvatting: Literal["gemiddelde", "mediaan", "p90"]


@dataclass(frozen=True)
class Overleving:
    """Kaplan-Meier median of what began in the period; running cases are censored at the data date."""

    rijen: ibis.Table
    begin: ibis.Value
    einde: ibis.Value


@dataclass(frozen=True)
class Quotient:
    """One maat divided by another on the same day or period: the ids of both."""

    teller: str
    noemer: str


Bijdrage = Telling | Stand | Overgang | Verdeling | Overleving | Quotient
