"""Applies a supplier's codes and notation to the raw columns, so that what follows sees our conventions."""

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from core.model.schema import TABELLEN
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
    gevuld = pc.not_equal(pc.utf8_trim_whitespace(ruw.data[kolom]), "")
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
            ruw.data = ruw.data.append_column(naam, pa.repeat(pa.scalar(waarde, pa.string()), ruw.data.num_rows))
            erbij[normaal(naam)] = kolom
    return erbij


def translate(ruw: RuweTabel, blad: Blad) -> None:
    """Codes, decimals and dates of the recognised columns, in place. What does not fit stays as it was, so
    that the quality rules report it."""
    for kolom, rauw in ruw.kolommen.items():
        if kolom in blad.codes:
            _put(ruw, rauw, _codes(ruw.data[rauw], blad.codes[kolom]))
        decimaal = blad.decimaal.get(kolom, blad.decimaal.get("*"))
        if decimaal and rauw not in ruw.getallen and _soort(ruw, kolom) == "getal":
            _put(ruw, rauw, _decimalen(ruw.data[rauw], decimaal))
            ruw.getallen = ruw.getallen | {rauw}
        datum = blad.datum.get(kolom, blad.datum.get("*"))
        if datum and rauw not in ruw.getallen and _soort(ruw, kolom) in ("datum", "moment", "geboortedatum"):
            _put(ruw, rauw, _datums(ruw.data[rauw], datum))


def _soort(ruw: RuweTabel, kolom: str) -> str:
    return TABELLEN[ruw.tabel].kolom(kolom).soort


def _put(ruw: RuweTabel, rauw: str, nieuw: pa.ChunkedArray) -> None:
    ruw.data = ruw.data.set_column(ruw.data.column_names.index(rauw), rauw, nieuw)


def _codes(kolom: pa.ChunkedArray, vertaling: dict[str, str]) -> pa.ChunkedArray:
    """Whole values only, without regard to case, accents and spaces."""
    ours = {normaal(van): naar for van, naar in vertaling.items()}
    verschillend = pc.unique(kolom).drop_null()
    nieuw = pa.array([ours.get(normaal(w) or w, w) for w in verschillend.to_pylist()], pa.string())
    return pc.take(nieuw, pc.index_in(kolom, verschillend))


def _decimalen(kolom: pa.ChunkedArray, teken: str) -> pa.ChunkedArray:
    """To a decimal point and no thousands sign, where the value is written as the mapping says."""
    duizend, los = (r"\.", ",") if teken == "komma" else (",", r"\.")
    vorm = rf"^\s*-?(?:\d{{1,3}}(?:{duizend}\d{{3}})+|\d+)(?:{los}\d+)?\s*$"
    past = pc.match_substring_regex(kolom, vorm)
    kaal = pc.replace_substring(pc.utf8_trim_whitespace(kolom), re.sub(r"\\", "", duizend), "")
    return pc.if_else(pc.fill_null(past, False), pc.replace_substring(kaal, re.sub(r"\\", "", los), "."), kolom)


def _datums(kolom: pa.ChunkedArray, volgorde: str) -> pa.ChunkedArray:
    """To year-month-day with two digits each; a value that is already ISO, or in another order, stays."""
    vorm, uit = _DATUM[volgorde]
    vorm = vorm.replace("($|[T ].*)", "($|[T ].*)")
    anders = pc.replace_substring_regex(kolom, vorm, uit + r"\4")
    gepast = pc.fill_null(pc.match_substring_regex(kolom, vorm), False)
    recht = pc.replace_substring_regex(
        pc.replace_substring_regex(anders, r"^(\d{4}-)(\d)-", r"\10\2-"),
        r"^(\d{4}-\d\d-)(\d)($|[T ])",
        r"\10\2\3",
    )
    return pc.if_else(gepast, recht, kolom)
