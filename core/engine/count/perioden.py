"""Periods: whole numbers inside a query (so that every engine counts alike), words and dates outside."""

import calendar
import datetime as dt
from dataclasses import dataclass

import ibis

from core.model.selectie import Per

PER_JAAR = {"jaar": 1, "halfjaar": 2, "kwartaal": 4, "maand": 12}


def periode_nr(datum: ibis.Value, per: Per) -> ibis.Value:
    """The number of the period a date lies in: years since 0, half-years since 0, ..."""
    datum = datum.cast("date")
    deel = {
        "jaar": 0,
        "halfjaar": (datum.month() - 1) // 6,
        "kwartaal": (datum.month() - 1) // 3,
        "maand": datum.month() - 1,
    }[per]
    return (datum.year() * PER_JAAR[per] + deel).cast("int32")


@dataclass(frozen=True, order=True)
class Periode:
    """One calendar period; `van` and `tot` are its first and last day."""

    nr: int
    per: Per

    @property
    def van(self) -> dt.date:
        maanden = 12 // PER_JAAR[self.per]
        jaar, deel = divmod(self.nr, PER_JAAR[self.per])
        return dt.date(jaar, deel * maanden + 1, 1)

    @property
    def tot(self) -> dt.date:
        maanden = 12 // PER_JAAR[self.per]
        jaar, deel = divmod(self.nr, PER_JAAR[self.per])
        maand = (deel + 1) * maanden
        return dt.date(jaar, maand, calendar.monthrange(jaar, maand)[1])

    @property
    def naam(self) -> str:
        jaar, deel = divmod(self.nr, PER_JAAR[self.per])
        return {
            "jaar": f"{jaar}",
            "halfjaar": f"{jaar}-H{deel + 1}",
            "kwartaal": f"{jaar}-Q{deel + 1}",
            "maand": f"{jaar}-{deel + 1:02d}",
        }[self.per]


def periode_van(dag: dt.date, per: Per) -> Periode:
    """The period a day lies in."""
    maanden = 12 // PER_JAAR[per]
    return Periode(dag.year * PER_JAAR[per] + (dag.month - 1) // maanden, per)


def whole_perioden(van: dt.date, tot: dt.date, per: Per) -> list[Periode]:
    """The periods that lie in van..tot (both included) whole, in order."""
    eerste = periode_van(van, per)
    if eerste.van < van:
        eerste = Periode(eerste.nr + 1, per)
    laatste = periode_van(tot, per)
    if laatste.tot > tot:
        laatste = Periode(laatste.nr - 1, per)
    return [Periode(nr, per) for nr in range(eerste.nr, laatste.nr + 1)]


def maanden_eerder(dag: dt.date, maanden: int) -> dt.date:
    """The same day `maanden` months before (the last day of that month when it is shorter)."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    return dt.date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))
