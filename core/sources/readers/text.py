"""Typed Arrow columns to text, by one convention: dates ISO, numbers with a point and without trailing
zeros."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_EXACT = 1e15  # whole numbers up to here are exact in a float and are written out in full
_GEEN_DAG = pa.array(["1899-12-30", "1899-12-31", "1900-01-00", "1904-01-01"])  # day 0 of the two calendars
_MOMENT = "____-__-__ __:__:__"


def to_tekst(kolom: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Any flat Arrow column as strings (null stays null); None for a nested type that has no text.

    Moments with a time zone become Dutch local time.
    """
    soort = kolom.type
    if pa.types.is_dictionary(soort):
        return to_tekst(kolom.cast(soort.value_type))
    if pa.types.is_string(soort):
        return kolom
    if pa.types.is_floating(soort):
        return _kommagetallen(kolom.cast(pa.float64()))
    if pa.types.is_decimal(soort):
        return _without_nullen(kolom.cast(pa.string()))
    if pa.types.is_timestamp(soort):
        return _momenten(kolom)
    if pa.types.is_date(soort):
        return kolom.cast(pa.date32()).cast(pa.string())
    if pa.types.is_null(soort):
        return pa.chunked_array([pa.nulls(len(kolom), pa.string())])
    if pa.types.is_nested(soort) or pa.types.is_duration(soort):
        return None
    try:
        return kolom.cast(pa.string())
    except pa.ArrowException:
        return None


def is_number(soort: pa.DataType) -> bool:
    return pa.types.is_integer(soort) or pa.types.is_floating(soort) or pa.types.is_decimal(soort)


def excel_datums(kolom: pa.Array) -> pa.Array:
    """`2024-03-01 00:00:00`, as the Excel reader writes a date, to `2024-03-01`; with a time to
    `2024-03-01T13:05:00`; a time of day, which it puts on the first day of its calendar, to `13:05:00`. Other text
    stays."""
    kort = pc.equal(pc.binary_length(kolom), len(_MOMENT))
    if not pc.any(kort).as_py():
        return kolom
    moment = pc.fill_null(pc.match_like(kolom, _MOMENT), False)
    if not pc.any(moment).as_py():
        return kolom
    dag = pc.utf8_slice_codeunits(kolom, 0, 10)
    tijd = pc.binary_join_element_wise(dag, pc.utf8_slice_codeunits(kolom, 11, 19), "T")
    middernacht = pc.ends_with(kolom, " 00:00:00")
    klok = pc.and_not(pc.is_in(dag, value_set=_GEEN_DAG), middernacht)
    tijd = pc.if_else(klok, pc.utf8_slice_codeunits(kolom, 11, 19), tijd)
    duur = pc.and_not(pc.and_(pc.match_like(dag, "1900-01-__"), moment), middernacht)
    if pc.any(duur).as_py():  # more hours than a day has: no moment of that year
        tijd = pc.if_else(duur, pa.array([_hours(t) for t in kolom.to_pylist()], pa.string()), tijd)
    return pc.if_else(moment, pc.if_else(middernacht, dag, tijd), kolom)


def _hours(tekst: str | None) -> str | None:
    """`1900-01-01 06:00:00`, as the Excel reader writes 30 hours, to `30:00:00`."""
    if tekst is None or not tekst.startswith("1900-01-") or len(tekst) != len(_MOMENT) or not tekst[8:10].isdigit():
        return tekst
    return f"{24 * int(tekst[8:10]) + int(tekst[11:13])}{tekst[13:]}"


def getal_tekst(waarde: float | int | Decimal) -> str:
    """One number as text: 12.0 -> 12, 0.1 -> 0.1, 1e-07 -> 0.0000001."""
    tekst = f"{Decimal(repr(waarde)) if isinstance(waarde, float) else Decimal(waarde):f}"
    tekst = tekst.rstrip("0").rstrip(".") if "." in tekst else tekst
    return "0" if tekst == "-0" else tekst


def _kommagetallen(kolom: pa.ChunkedArray) -> pa.ChunkedArray:
    stukken = []
    for stuk in kolom.chunks:
        waarden = stuk.to_numpy(zero_copy_only=False)
        geldig = np.isfinite(waarden)
        heel = geldig & (np.abs(np.where(geldig, waarden, 0)) < _EXACT) & (np.where(geldig, waarden, 0.5) % 1 == 0)
        gehelen = pa.array(np.where(heel, waarden, 0).astype("int64"), mask=~heel).cast(pa.string())
        overig = pa.array(waarden, mask=~geldig | heel).cast(pa.string())
        for i in np.flatnonzero(pc.fill_null(pc.match_substring(overig, "e"), False)):
            overig = pc.replace_with_mask(
                overig, pa.array(np.arange(len(overig)) == i), pa.scalar(getal_tekst(float(waarden[i])))
            )
        stukken.append(pc.coalesce(gehelen, overig))
    return pa.chunked_array(stukken, pa.string())


def _without_nullen(kolom: pa.ChunkedArray) -> pa.ChunkedArray:
    kort = pc.replace_substring_regex(kolom, r"(\.\d*?)0+$", r"\1")
    return pc.replace_substring_regex(kort, r"\.$", "")


def _momenten(kolom: pa.ChunkedArray) -> pa.ChunkedArray:
    if kolom.type.tz is not None:
        kolom = pc.local_timestamp(kolom.cast(pa.timestamp("us", "Europe/Amsterdam")))
    kolom = kolom.cast(pa.timestamp("us"), safe=False)
    dag = pc.strftime(kolom, format="%Y-%m-%d")
    tekst = pc.replace_substring_regex(pc.strftime(kolom, format="%Y-%m-%dT%H:%M:%S"), r"(\.\d*?)0+$", r"\1")
    tekst = pc.replace_substring_regex(tekst, r"\.$", "")
    middernacht = pc.equal(pc.floor_temporal(kolom, unit="day"), kolom)
    return pc.if_else(middernacht, dag, tekst)
