"""What a maat says: what one row adds. Selecting, grouping, dividing and comparing happen in the engine."""

from dataclasses import dataclass, fields, replace
from typing import Literal

import ibis


@dataclass(frozen=True)
class Telling:
    """Rows counted in the period of their `datum`.

    `teller`: what a row adds (number or boolean; 1 when absent). With `noemer` the value is sum(teller) /
    sum(noemer); rows of which a boolean `noemer` is not true count in neither, and are in `buiten`. `sleutel`:
    count once per key and period (the first row by date). `per_sleutel`: the denominator is the number of distinct
    keys (euro per child). `saldo`: a key counts only when its rows add up to more than 0 in the period (to 0: when
    `reserve` does), added up apart per `post` when there is one. `aantal`: how many rows a row stands for, when
    rows were added up before.
    """

    rijen: ibis.Table
    datum: ibis.Value
    teller: ibis.Value | None = None
    noemer: ibis.Value | None = None
    sleutel: ibis.Value | None = None
    per_sleutel: ibis.Value | None = None
    saldo: ibis.Value | None = None
    reserve: ibis.Value | None = None
    post: ibis.Value | None = None
    aantal: ibis.Value | None = None
    buiten: ibis.Table | None = None


@dataclass(frozen=True)
class Stand:
    """Rows in stock from `van` up to, not including, `tot` (null = still running), on the last day of a period
    or on a given day; with `sleutel` distinct keys. `hele_periode`: counted in every period that the row
    touches, `tot` included. `telt` with `voorrang`: of the rows of a key that are there together, the one with
    the highest `voorrang` says whether the key counts. Rows that are not `bekend` do not count, and are in
    `buiten`."""

    rijen: ibis.Table
    van: ibis.Value
    tot: ibis.Value
    sleutel: ibis.Value | None = None
    hele_periode: bool = False
    telt: ibis.Value | None = None
    voorrang: ibis.Value | None = None
    bekend: ibis.Value | None = None
    buiten: ibis.Table | None = None


@dataclass(frozen=True)
class Overgang:
    """Spells whose current record changes on `datum`: counted where they arrive (`naar`) or leave (`van`).
    Only a change of a column that is split or filtered by is one."""

    rijen: ibis.Table
    datum: ibis.Value
    richting: Literal["naar", "van"]


@dataclass(frozen=True)
class Verdeling:
    """A number per row, summarised per period of `datum`. Mean: teller / noemer = sum / count. Rows without a number
    do not count, and are in `buiten`."""

    rijen: ibis.Table
    datum: ibis.Value
    waarde: ibis.Value
    samenvatting: Literal["gemiddelde", "mediaan", "p90"]
    buiten: ibis.Table | None = None


@dataclass(frozen=True)
class Overleving:
    """Kaplan-Meier median of what began in the period; running cases are censored at the data date."""

    rijen: ibis.Table
    begin: ibis.Value
    einde: ibis.Value


@dataclass(frozen=True)
class Quotient:
    """One maat divided by another on the same day or period: the ids of both. `rest`: what `teller` leaves of
    the noemer is divided, so that the two shares are 1 together."""

    teller: str
    noemer: str
    rest: bool = False


@dataclass(frozen=True)
class PerInwoner:
    """Another maat (its id), a count, per 1.000 minors of the gemeenten it is about."""

    teller: str


# What is made of other maten and reads no rows itself.
AFGELEID = (Quotient, PerInwoner)
Bijdrage = Telling | Stand | Overgang | Verdeling | Overleving | Quotient | PerInwoner
_SOORTEN = {soort.__name__: soort for soort in (Telling, Stand, Overgang, Verdeling, Overleving, Quotient, PerInwoner)}


def set_apart(bijdrage: Bijdrage) -> Bijdrage:
    """The same contribution over the rows of which is known what it needs, with the others in `buiten`: in one place,
    so that what a figure leaves out can be told beside it."""
    bekend = None
    if isinstance(bijdrage, Telling) and bijdrage.noemer is not None and bijdrage.noemer.type().is_boolean():
        bekend = bijdrage.noemer
    elif isinstance(bijdrage, Verdeling):
        bekend = bijdrage.waarde.notnull()
    elif isinstance(bijdrage, Stand) and bijdrage.bekend is not None:
        bekend, bijdrage = bijdrage.bekend, replace(bijdrage, bekend=None)
    if bekend is None:
        return bijdrage
    bekend = bekend.fill_null(False)
    return replace(bijdrage, rijen=bijdrage.rijen.filter(bekend), buiten=bijdrage.rijen.filter(~bekend))


def shape_of(bijdrage: Bijdrage) -> dict:
    """What is known of a contribution without its expressions: its kind, its settings, and which values it has. It can
    be kept as text, so that who only works figures out need not build an expression."""
    velden = {f.name: getattr(bijdrage, f.name) for f in fields(bijdrage)}
    return {"soort": type(bijdrage).__name__} | {
        k: True if isinstance(w, ibis.Expr) else w for k, w in velden.items() if w is not None
    }


def from_shape(vorm: dict) -> Bijdrage:
    """The contribution of a shape: True stands where a value would be."""
    return _SOORTEN[vorm["soort"]](**{k: w for k, w in vorm.items() if k != "soort"})
