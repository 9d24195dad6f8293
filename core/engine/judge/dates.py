"""Dates and periods of a series: when a period was measured, and how far a day lies along a path."""

import calendar
import re
from collections.abc import Callable
from datetime import date

_VORMEN: tuple[tuple[str, str, Callable[[tuple[int, ...]], date]], ...] = (
    (r"(\d{4})", "jaar", lambda g: month_end(g[0], 12)),
    (r"(\d{4})-?H([12])", "halfjaar", lambda g: month_end(g[0], 6 * g[1])),
    (r"(\d{4})-?[QK]([1-4])", "kwartaal", lambda g: month_end(g[0], 3 * g[1])),
    (r"(\d{4})-(0[1-9]|1[0-2])", "maand", lambda g: month_end(g[0], g[1])),
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", "dag", lambda g: date(*g)),
    (r"(\d{1,2})-(\d{1,2})-(\d{4})", "dag", lambda g: date(*g[::-1])),
)


def month_end(jaar: int, maand: int) -> date:
    return date(jaar, maand, calendar.monthrange(jaar, maand)[1])


def read_periode(tekst: str | int) -> tuple[str, date]:
    """2024, 2024-H1, 2024-Q1, 2024-01, 2024-06-30 or 30-06-2024 -> (kind of period, its last day).

    Raises ValueError when it is none of these.
    """
    schoon = str(tekst).strip().upper()
    for vorm, soort, dag in _VORMEN:
        if gevonden := re.fullmatch(vorm, schoon):
            return soort, dag(tuple(int(g) for g in gevonden.groups()))
    raise ValueError(f"no period: {tekst!r}")


def years(dag: date) -> float:
    """The moment at the end of a day in decimal years; every month is a twelfth.

    31-12-2024 is 2025.0 and 30-06-2024 is 2024.5: years, half-years, quarters and months are evenly spaced.
    """
    return dag.year + (dag.month - 1 + dag.day / calendar.monthrange(dag.year, dag.month)[1]) / 12


def years_between(van: date, tot: date) -> float:
    """Years from one day to another; whole when within three days of it (1 January counts as 31 December)."""
    verschil = years(tot) - years(van)
    return float(round(verschil)) if abs(verschil - round(verschil)) < 0.01 else verschil


def share_of_way(van: date, dag: date, tot: date) -> float:
    """How far `dag` lies between two days, 0-1: in whole months when all three end a month, else in days."""
    if all(d == month_end(d.year, d.month) for d in (van, dag, tot)):
        deel = (years(dag) - years(van)) / (years(tot) - years(van))
    else:
        deel = (dag - van).days / (tot - van).days
    return min(max(deel, 0.0), 1.0)


def year_before(dag: date) -> date | None:
    """The same moment one year earlier; the end of a month stays the end of that month."""
    if dag.year == 1:
        return None
    if dag == month_end(dag.year, dag.month):
        return month_end(dag.year - 1, dag.month)
    return date(dag.year - 1, dag.month, dag.day)
