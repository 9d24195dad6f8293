"""Applies a supplier's codes and notation to the raw columns, so that what follows sees our conventions."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import TABELLEN
from core.sources.cells import everywhere, per_text, rewrite
from core.sources.raw import Opmerking, RuweTabel
from core.sources.readers.message import aantal, show
from core.sources.recognition.columns import assign
from core.sources.recognition.leverancier import Blad
from core.sources.recognition.names import normaal

_DAG, _MAAND, _REST = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"($|[T ].*)"
_DATUM = {
    "dmj": (rf"^\s*{_DAG}[-/. ]{_MAAND}[-/. ](\d{{4}}){_REST}", r"\3-\2-\1"),
    "mdj": (rf"^\s*{_MAAND}[-/. ]{_DAG}[-/. ](\d{{4}}){_REST}", r"\3-\1-\2"),
    "jmd": (rf"^\s*(\d{{4}})[-/. ]{_MAAND}[-/. ]{_DAG}{_REST}", r"\1-\2-\3"),
}


def choose_rijen(ruw: RuweTabel, blad: Blad) -> RuweTabel | None:
    """A copy for one table of the mapping, with only the rows it asks for; how many were left out is told.
    None when the column it asks for is not there."""
    nieuw = replace(ruw, tabel=blad.tabel, opmerkingen=list(ruw.opmerkingen), vragen=list(ruw.vragen))
    if blad.alleen_gevuld is None:
        return nieuw
    kolom = next((k for k in ruw.data.column_names if normaal(k) == normaal(blad.alleen_gevuld)), None)
    if kolom is None:
        return None
    gevuld = per_text(ruw.data[kolom], lambda teksten: pc.not_equal(pc.utf8_trim_whitespace(teksten), ""))
    nieuw.data = ruw.data.filter(pc.fill_null(gevuld, False))
    weg = ruw.data.num_rows - nieuw.data.num_rows
    if weg:
        tekst = f"In {show(ruw.blad)} is {show(kolom)} leeg in {aantal(weg, 'rij', 'rijen')}; "
        tekst += f"die tellen niet mee voor {blad.tabel}."
        nieuw.opmerkingen.append(Opmerking("rijen_zonder", tekst))
    return nieuw


def pin_down(ruw: RuweTabel, blad: Blad) -> dict[str, str]:
    """Adds the fixed values the delivery has no column for; normal raw name -> ours."""
    zeker, _ = assign(ruw, blad.vast)
    erbij = {}
    for kolom, waarde in blad.vaste_waarden.items():
        if kolom not in zeker:
            naam = f"(vast) {kolom}"
            ruw.data = ruw.data.append_column(naam, everywhere(waarde, ruw.data.num_rows))
            erbij[normaal(naam)] = kolom
    return erbij


def translate(ruw: RuweTabel, blad: Blad) -> None:
    """Codes, decimals and dates of the recognised columns, in place. What does not fit stays as it was, so
    that the quality rules report it."""
    for kolom, rauw in ruw.kolommen.items():
        if kolom in blad.codes:
            _put(ruw, rauw, partial(_codes, vertaling=blad.codes[kolom]))
        decimaal = blad.decimaal.get(kolom, blad.decimaal.get("*"))
        if decimaal and rauw not in ruw.getallen and _soort(ruw, kolom) == "getal":
            _put(ruw, rauw, partial(_decimalen, teken=decimaal))
            ruw.getallen = ruw.getallen | {rauw}
        datum = blad.datum.get(kolom, blad.datum.get("*"))
        if datum and rauw not in ruw.getallen and _soort(ruw, kolom) in ("datum", "moment", "geboortedatum"):
            _put(ruw, rauw, partial(_datums, volgorde=datum))


def _soort(ruw: RuweTabel, kolom: str) -> str:
    return TABELLEN[ruw.tabel].kolom(kolom).soort


def _put(ruw: RuweTabel, rauw: str, wat: Callable[[pa.Array], pa.Array]) -> None:
    ruw.data = ruw.data.set_column(ruw.data.column_names.index(rauw), rauw, rewrite(ruw.data[rauw], wat))


def _codes(teksten: pa.Array, vertaling: dict[str, str]) -> pa.Array:
    """Whole values only, without regard to case, accents and spaces."""
    ours = {normaal(van): naar for van, naar in vertaling.items()}
    return pa.array([ours.get(normaal(w) or w, w) for w in teksten.to_pylist()], pa.string())


def _decimalen(teksten: pa.Array, teken: str) -> pa.Array:
    """To a decimal point and no thousands sign, where the value is written as the mapping says."""
    duizend, los = (r"\.", ",") if teken == "komma" else (",", r"\.")
    vorm = rf"^\s*-?(?:\d{{1,3}}(?:{duizend}\d{{3}})+|\d+)(?:{los}\d+)?\s*$"
    past = pc.match_substring_regex(teksten, vorm)
    kaal = pc.replace_substring(pc.utf8_trim_whitespace(teksten), re.sub(r"\\", "", duizend), "")
    return pc.if_else(pc.fill_null(past, False), pc.replace_substring(kaal, re.sub(r"\\", "", los), "."), teksten)


def _datums(teksten: pa.Array, volgorde: str) -> pa.Array:
    """To year-month-day with two digits each; a value that is already ISO, or in another order, stays."""
    vorm, uit = _DATUM[volgorde]
    vorm = vorm.replace("($|[T ].*)", "($|[T ].*)")
    anders = pc.replace_substring_regex(teksten, vorm, uit + r"\4")
    gepast = pc.fill_null(pc.match_substring_regex(teksten, vorm), False)
    recht = pc.replace_substring_regex(
        pc.replace_substring_regex(anders, r"^(\d{4}-)(\d)-", r"\10\2-"),
        r"^(\d{4}-\d\d-)(\d)($|[T ])",
        r"\10\2\3",
    )
    return pc.if_else(gepast, recht, teksten)
